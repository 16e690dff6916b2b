// SPDX-License-Identifier: MIT
#include "sim/studies/scores.h"

#include <gtest/gtest.h>

#include <cmath>

#include "sim/output/shares.h"
#include "tests/support/import_test.h"

namespace sendscape::scores_test {
namespace {

class Scores : public testing::ImportTest {
  protected:
    static Sen2 plans(std::vector<int> totals) {
        Sen2 sen2;
        for (std::size_t i = 0; i < totals.size(); ++i) {
            PlansMaintained one;
            one.year = 2016 + static_cast<int>(i);
            one.total = totals[i];
            sen2.plans.push_back(one);
        }
        return sen2;
    }
    Published published_{2019,
                         {{"358", plans({400, 500, 600, 700, 900})}},
                         SchoolCensus(2019, {{1, "358", 2001, CensusType::primary, 200, 4, 20},
                                             {2, "358", 2002, CensusType::primary, 300, 16, 20},
                                             {3, "358", 7001, CensusType::state_special, 50, 50, 0}}),
                         {SchoolCensus(2025, {{9, "358", 2001, CensusType::primary, 220, 12, 20},
                                              {2, "358", 2002, CensusType::primary, 280, 28, 20},
                                              {3, "358", 7001, CensusType::state_special, 75, 75, 0}})}};
    static std::vector<Forecast> forecasts() {
        std::vector<Forecast> made{{"plans_maintained", "", 0, 0, {700, 702}},
                                   {"plans_maintained", "", 0, 1, {800, 1000}},
                                   {"plans_maintained", "", 0, 6, {1500, 1600}}};
        const auto school = [&](std::uint32_t urn, int horizon, std::vector<double> roll,
                                std::vector<double> with_plan) {
            made.push_back({"pupils_on_roll", "", urn, horizon, std::move(roll)});
            made.push_back({"pupils_with_plan", "", urn, horizon, std::move(with_plan)});
        };
        school(1, 0, {200, 200}, {4, 4});
        school(2, 0, {300, 300}, {16, 16});
        school(3, 0, {50, 50}, {50, 50});
        school(1, 6, {200, 240}, {10, 12});
        school(2, 6, {200, 240}, {30, 36});
        school(3, 6, {60, 70}, {60, 70});
        return made;
    }
    std::vector<Score> scored() {
        Scorer scorer(published_);
        scorer.add("358", forecasts());
        return scorer.finish();
    }
    static const Score* find(const std::vector<Score>& scores, const std::string& level, const std::string& school,
                             const std::string& measure, int horizon, const std::string& baseline = "") {
        for (const Score& one : scores)
            if (one.level == level && one.school == school && one.measure == measure && one.horizon == horizon &&
                (baseline.empty() || one.baseline == baseline))
                return &one;
        return nullptr;
    }
};

TEST_F(Scores, AuthoritysRowsStandForEveryHorizonPublishedOrNot) {
    const std::vector<Score> scores = scored();
    const Score* next = find(scores, "authority", "", "plans_maintained", 1, "own_linear_trend");
    ASSERT_NE(next, nullptr);
    EXPECT_EQ(next->published, 900);
    EXPECT_EQ(next->median, 900);
    EXPECT_EQ(next->p05, 800);
    EXPECT_EQ(next->p95, 1000);
    EXPECT_EQ(next->baseline_value, 800);
    EXPECT_TRUE(next->covered());
    const Score* last = find(scores, "authority", "", "plans_maintained", 6, "england_growth");
    ASSERT_NE(last, nullptr);
    EXPECT_TRUE(std::isnan(last->published));
    EXPECT_EQ(last->median, 1550);
    const Score* start = find(scores, "authority", "", "plans_maintained", 0);
    ASSERT_NE(start, nullptr);
    EXPECT_EQ(start->published, 700);
    EXPECT_TRUE(start->baseline.empty());
}

TEST_F(Scores, SchoolsAreHeldAgainstTheSameSchoolAndTheirAuthoritysRate) {
    const std::vector<Score> scores = scored();
    const Score* roll = find(scores, "school", "1", "pupils_on_roll", 6);
    ASSERT_NE(roll, nullptr);
    EXPECT_EQ(roll->published, 220);
    EXPECT_EQ(roll->median, 220);
    EXPECT_DOUBLE_EQ(roll->baseline_value, 200.0 * 500 / 500);  // 200 and 300 became 220 and 280
    const Score* ratio = find(scores, "school", "1", "plans_over_expected", 6);
    ASSERT_NE(ratio, nullptr);
    EXPECT_DOUBLE_EQ(ratio->published, 12 / (220 * 40.0 / 500));
    EXPECT_DOUBLE_EQ(ratio->median, 10 / (200 * 40.0 / 400));  // 12 of 240 in the other replicate: the same
    EXPECT_DOUBLE_EQ(ratio->baseline_value, 4 / (200 * 20.0 / 500));
    EXPECT_EQ(find(scores, "school", "3", "plans_over_expected", 6), nullptr);
    EXPECT_EQ(find(scores, "england", "", "roll_growth", 6)->axes, "type=primary");
    bool special = false;
    for (const Score& one : scores)
        if (one.level == "england" && one.axes == "type=state_special") {
            special = true;
            EXPECT_DOUBLE_EQ(one.published, 1.5);
            EXPECT_DOUBLE_EQ(one.median, 1.3);
        }
    EXPECT_TRUE(special);
}

TEST_F(Scores, AReplicateWithoutACounterpartMovesNoMiddleOfASchool) {
    Scorer scorer(published_);
    scorer.add("358", {{"plans_maintained", "", 0, 1, {800, 820, 900, 1000}},
                       {"pupils_on_roll", "", 1, 0, {200, 200, 200, 200}},
                       {"pupils_with_plan", "", 1, 0, {4, 4, 4, 4}},
                       {"pupils_on_roll", "", 1, 6, {200, 210, 240, 900}},
                       {"pupils_with_plan", "", 1, 6, {10, 11, 15, 90}}});
    const std::vector<Score> scores = scorer.finish();
    const Score* roll = find(scores, "school", "1", "pupils_on_roll", 6);
    ASSERT_NE(roll, nullptr);
    EXPECT_EQ(roll->middle(), 210) << "a roll by the median, of one replicate and a pair";
    EXPECT_EQ(roll->p95, 900) << "the range is of all";
    const Score* plans = find(scores, "school", "1", "pupils_with_plan", 6);
    ASSERT_NE(plans, nullptr);
    EXPECT_EQ(plans->middle(), 12) << "plans by the mean";
    const Score* authority = find(scores, "authority", "", "plans_maintained", 1);
    ASSERT_NE(authority, nullptr);
    EXPECT_EQ(authority->middle(), 860);
}

TEST_F(Scores, CsvThereAndBack) {
    const std::vector<Score> written = scored();
    const std::string text = scores_csv(written);
    EXPECT_EQ(text.substr(0, text.find('\n')),
              "level,authority,authority_name,school,measure,axes,horizon,published,median,mean,p05,p95,baseline,"
              "baseline_value");
    EXPECT_NE(text.find("authority,358,Trafford,"), std::string::npos);
    const std::vector<Score> read = read_scores(file("scores.csv", text));
    ASSERT_EQ(read.size(), written.size());
    EXPECT_EQ(scores_csv(read), text);
}

TEST_F(Scores, WithOneReplicateThereIsNoRange) {
    Scorer scorer(published_);
    scorer.add("358", {{"plans_maintained", "", 0, 1, {880}}});
    const std::vector<Score> scores = scorer.finish();
    ASSERT_FALSE(scores.empty());
    EXPECT_EQ(scores.front().median, 880);
    EXPECT_TRUE(std::isnan(scores.front().p05));
}

}  // namespace
}  // namespace sendscape::scores_test
