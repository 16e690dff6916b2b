// SPDX-License-Identifier: MIT
#include "sim/studies/errors.h"

#include <gtest/gtest.h>

#include <cmath>

#include "sim/output/shares.h"

namespace sendscape::errors_test {
namespace {

Score score(const std::string& authority, const std::string& measure, double published, double median, double p05,
            double p95, const std::string& baseline = "", double value = not_recorded) {
    return {"authority", authority, "", measure, "", 3, published, median, p05, p95, baseline, value};
}

TEST(ErrorsOfScores, RelativeErrorsCoverageAndBaselinesByHand) {
    // Trafford 10% over, within its range; Camden 20% under, outside; a third is not published.
    const std::vector<Score> scores{score("358", "plans_maintained", 1000, 1100, 900, 1200, "flat", 800),
                                    score("358", "plans_maintained", 1000, 1100, 900, 1200, "own_growth", 1050),
                                    score("202", "plans_maintained", 500, 400, 390, 410, "flat", 450),
                                    score("202", "plans_maintained", 500, 400, 390, 410, "own_growth", 500),
                                    score("301", "plans_maintained", not_recorded, 400, 390, 410, "flat", 450)};
    const std::vector<ErrorLine> lines = errors_of(scores);
    ASSERT_EQ(lines.size(), 3u);  // all, a metropolitan, a London borough
    const ErrorLine& all = lines[0];
    EXPECT_EQ(all.kind, "");
    EXPECT_EQ(all.scored, 2u);
    EXPECT_NEAR(all.model, 0.15, 1e-12);
    EXPECT_DOUBLE_EQ(all.coverage, 0.5);
    ASSERT_EQ(all.baselines.size(), 2u);
    EXPECT_NEAR(all.baselines[0].second, 0.15, 1e-12);
    EXPECT_EQ(all.best()->first, "own_growth");
    EXPECT_NEAR(all.best()->second, 0.025, 1e-12);
    EXPECT_EQ(lines[1].kind, "metropolitan");
    EXPECT_NEAR(lines[1].model, 0.1, 1e-12);
    EXPECT_EQ(lines[2].kind, "London borough");
}

TEST(ErrorsOfScores, PartsOverTheMeanAndSharesInPoints) {
    std::vector<Score> parts{score("358", "plans_by_age", 10, 15, not_recorded, not_recorded),
                             score("202", "plans_by_age", 90, 85, not_recorded, not_recorded)};
    EXPECT_NEAR(errors_of(parts)[0].model, 0.1, 1e-12);  // 5 over 50
    EXPECT_TRUE(std::isnan(errors_of(parts)[0].coverage));
    const std::vector<Score> shares{score("358", "refusal_rate", 0.1, 0.3, 0.2, 0.4)};
    EXPECT_NEAR(errors_of(shares)[0].model, 0.2, 1e-12);
    EXPECT_DOUBLE_EQ(errors_of(shares)[0].coverage, 0);
}

TEST(ErrorsOfScores, TellsWhoHasMoreAndWhetherAllHaveTooMany) {
    const auto rate = [](const std::string& authority, double published, double foretold) {
        return score(authority, "refusal_rate", published, foretold, not_recorded, not_recorded);
    };
    // Deviations -1, 0, 1 and 1, 2, -3 tenths: covariance -4 over the root of 2 by 14, by hand.
    const std::vector<Score> shares{rate("358", 0.1, 0.5), rate("202", 0.2, 0.6), rate("301", 0.3, 0.1)};
    const ErrorLine line = errors_of(shares)[0];
    EXPECT_NEAR(line.correlation, -4 / std::sqrt(28.0), 1e-12);
    EXPECT_NEAR(line.model_over_published, 2, 1e-12);
    EXPECT_TRUE(std::isnan(errors_of({shares[0], shares[1]})[0].correlation));
    EXPECT_TRUE(
        std::isnan(errors_of({rate("358", 0.1, 0.4), rate("202", 0.2, 0.4), rate("301", 0.3, 0.4)})[0].correlation));
}

TEST(ErrorsOfScores, SmallSchoolsAreToldAndNotCounted) {
    Score school = score("358", "pupils_on_roll", 100, 120, 90, 130);
    school.level = "school";
    school.school = "1";
    school.axes = "type=primary";
    Score small = school;
    small.school = "2";
    small.median = 500;
    small.axes += ";roll=under_100";
    const std::vector<ErrorLine> lines = errors_of({school, small});
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_EQ(lines[0].scored, 1u);
    EXPECT_NEAR(lines[0].model_middle, 0.2, 1e-12);
    EXPECT_DOUBLE_EQ(lines[0].model_within_tenth, 0);
}

TEST(ErrorsOfScores, LargestMissesFirstEachOnce) {
    const std::vector<Score> scores{score("358", "plans_maintained", 1000, 1100, 0, 0, "flat", 1),
                                    score("358", "plans_maintained", 1000, 1100, 0, 0, "own_growth", 1),
                                    score("202", "plans_maintained", 500, 400, 0, 0)};
    const std::vector<Miss> misses = largest_misses(scores, "authority", "plans_maintained", 3, 10);
    ASSERT_EQ(misses.size(), 2u);
    EXPECT_EQ(misses[0].score.authority, "202");
    EXPECT_NEAR(misses[0].off, -0.2, 1e-12);
    EXPECT_EQ(largest_misses(scores, "authority", "plans_maintained", 3, 1).size(), 1u);
}

TEST(ErrorsOfScores, BaselinesAloneNeedNoRun) {
    Sen2 sen2;
    for (const auto& [year, total] : {std::pair(2016, 100), std::pair(2019, 130), std::pair(2020, 130)}) {
        PlansMaintained plans;
        plans.year = year;
        plans.total = total;
        sen2.plans.push_back(plans);
    }
    const Published published(2019, {{"358", sen2}}, SchoolCensus(2019, {}), {});
    const std::vector<ErrorLine> lines = errors_of_baselines(published, 6);
    ASSERT_EQ(lines.size(), 1u);  // only January 2020 is published
    EXPECT_EQ(lines[0].baselines[0].first, "flat");
    EXPECT_DOUBLE_EQ(lines[0].baselines[0].second, 0);
    EXPECT_NEAR(lines[0].baselines[1].second, 140.0 / 130 - 1, 1e-12);
}

}  // namespace
}  // namespace sendscape::errors_test
