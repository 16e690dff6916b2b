// SPDX-License-Identifier: MIT
#include "sim/output/range_parts.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

namespace sendscape::range_parts_test {
namespace {

/// Replicates as the start draws them: the first at the published practice, then pairs above and below it.
std::vector<double> replicates(std::size_t pairs, double practice_sd, double luck_sd) {
    std::mt19937 words(7);
    std::normal_distribution<double> normal;
    std::vector<double> values{1000 + luck_sd * normal(words)};
    for (std::size_t pair = 0; pair < pairs; ++pair) {
        const double practice = practice_sd * normal(words);
        values.push_back(1000 + practice + luck_sd * normal(words));
        values.push_back(1000 - practice + luck_sd * normal(words));
    }
    return values;
}

TEST(RangeParts, VarianceOfPracticeAndOfLuckAreToldApart) {
    // Variances of 9 and 16, 64 and 4, by arithmetic; 4,000 pairs leave a few hundredths to chance.
    EXPECT_NEAR(share_of_practice(replicates(4000, 3, 4)).value(), 9.0 / 25, 0.05);
    EXPECT_NEAR(share_of_practice(replicates(4000, 8, 2)).value(), 64.0 / 68, 0.02);
    EXPECT_NEAR(share_of_practice(replicates(4000, 0, 2)).value(), 0, 0.05);
}

TEST(RangeParts, APairThatMirrorsItselfIsAllPractice) {
    std::vector<double> values{100};
    for (int pair = 1; pair <= 8; ++pair) {
        values.push_back(100 + pair);
        values.push_back(100 - pair);
    }
    EXPECT_EQ(share_of_practice(values), 1.0);
}

/// Replicates in blocks of four, as the start draws them: practice each way by 1 and 2, assumptions by 1 and 3.
std::vector<double> blocks(std::size_t count, double practice_sd, double assumptions_sd, double luck_sd) {
    std::mt19937 words(11);
    std::normal_distribution<double> normal;
    std::vector<double> values{1000 + luck_sd * normal(words)};
    for (std::size_t block = 0; block < count; ++block) {
        const double practice[2]{practice_sd * normal(words), practice_sd * normal(words)};
        const double assumed[2]{assumptions_sd * normal(words), assumptions_sd * normal(words)};
        for (int i = 0; i < 4; ++i)
            values.push_back(1000 + (i % 2 ? -1 : 1) * practice[i / 2] + (i < 2 ? 1 : -1) * assumed[i % 2] +
                             luck_sd * normal(words));
    }
    return values;
}

TEST(RangeParts, PracticeAndAssumptionsAreToldApart) {
    const std::vector<double> both = blocks(4000, 3, 5, 4);  // 9, 25 and 16 of 50
    EXPECT_NEAR(share_of_practice(both).value(), 9.0 / 50, 0.03);
    EXPECT_NEAR(share_of_assumptions(both).value(), 25.0 / 50, 0.03);
    EXPECT_NEAR(share_of_assumptions(blocks(4000, 5, 0, 2)).value(), 0, 0.05);
    EXPECT_NEAR(share_of_practice(blocks(4000, 0, 5, 2)).value(), 0, 0.05);
    EXPECT_FALSE(share_of_assumptions(blocks(3, 3, 5, 4)));
    EXPECT_TRUE(share_of_assumptions(blocks(4, 3, 5, 4)));
}

TEST(RangeParts, FewPairsOrNothingThatVariesTellNothing) {
    EXPECT_FALSE(share_of_practice({}));
    EXPECT_FALSE(share_of_practice(replicates(7, 3, 4)));
    EXPECT_TRUE(share_of_practice(replicates(8, 3, 4)));
    EXPECT_FALSE(share_of_practice(std::vector<double>(21, 5.0)));
}

Run run_with(double doubt, int year_of_flows) {
    auto map = std::make_shared<Map>();
    map->census = Month(2025, 1);
    map->authorities.resize(1);
    if (year_of_flows > 0) map->authorities[0].sen2.flows.push_back(PlanFlows{year_of_flows});
    Run run;
    run.replicates = 20;
    run.start = Month(2025, 1);
    run.month_count = 1;
    run.map = map;
    run.parameters.push_back({"plans.practice_doubt", doubt, 1, 0, 2, "", "", "", ""});
    return run;
}

TEST(RangeParts, WordsSayWhatReplicatesDifferIn) {
    EXPECT_NE(words_on_ranges(run_with(1, 2024)).find("--doubt luck leaves practice out"), std::string::npos);
    for (const sendscape::Run& run : {run_with(0, 2024), run_with(1, 2022), run_with(1, 0)}) {
        EXPECT_FALSE(doubts_practice(run));
        EXPECT_NE(words_on_ranges(run).find("what and when, not doubt about the assumptions."), std::string::npos);
    }
}

TEST(RangeParts, WordsSayThatSchoolsChangeForGood) {
    sendscape::Run run = run_with(0, 0);
    EXPECT_FALSE(doubts_schools(run));
    run.parameters.push_back({"families.drift_primary", 0.3, 1, 0, 2, "", "", "", ""});
    EXPECT_TRUE(doubts_schools(run));
    EXPECT_NE(words_on_ranges(run).find("--doubt luck leaves schools' changes out"), std::string::npos);
    sendscape::Run both = run_with(1, 2024);
    both.parameters.push_back({"plans.drift_of_schools", 0.1, 1, 0, 2, "", "", "", ""});
    EXPECT_NE(words_on_ranges(both).find("--doubt luck leaves schools' changes and practice out"), std::string::npos);
    both.parameters.back().value = 0;
    EXPECT_FALSE(doubts_schools(both));
}

TEST(RangeParts, WordsSayThatAssumptionsAreInDoubt) {
    sendscape::Run run = run_with(1, 2024);
    EXPECT_FALSE(doubts_assumptions(run));
    run.parameters.push_back({"plans.assumptions_doubt", 1, 1, 0, 2, "", "", "", ""});
    EXPECT_TRUE(doubts_assumptions(run));
    const std::string words = words_on_ranges(run);
    EXPECT_NE(words.find("not doubt about how the model is built"), std::string::npos) << words;
    EXPECT_NE(words.find("--doubt luck leaves practice and assumptions out"), std::string::npos) << words;
}

}  // namespace
}  // namespace sendscape::range_parts_test
