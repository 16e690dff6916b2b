// SPDX-License-Identifier: MIT
#include "sim/studies/school_pairs.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <random>
#include <string>

namespace sendscape::school_pairs_test {
namespace {

/// Schools whose true ratios are about 1 with the spread and the correlation given, plans Poisson about them.
std::vector<SchoolPair> drawn(double spread_before, double spread, double correlation, std::size_t schools) {
    std::mt19937_64 luck(7);
    std::normal_distribution<double> normal;
    std::uniform_real_distribution<double> size(2, 20);
    std::vector<SchoolPair> pairs;
    for (std::size_t i = 0; i < schools; ++i) {
        const double a = normal(luck), b = correlation * a + std::sqrt(1 - correlation * correlation) * normal(luck);
        SchoolPair pair;
        pair.roll_before = pair.roll = 300;
        pair.expected_before = size(luck);
        pair.expected = 2 * pair.expected_before;
        const auto plans = [&](double expected, double ratio) {
            return double(std::poisson_distribution<int>(expected * std::max(0.0, ratio))(luck));
        };
        pair.plans_before = plans(pair.expected_before, 1 + spread_before * a);
        pair.plans = plans(pair.expected, 1 + spread * b);
        pairs.push_back(pair);
    }
    return pairs;
}

TEST(SchoolPairs, ChanceIsTakenOutOfSpreadAndCorrelation) {
    for (const double correlation : {0.3, 0.6, 0.9}) {
        const LastingRates rates = lasting_rates(drawn(0.3, 0.25, correlation, 20000));
        EXPECT_NEAR(rates.correlation, correlation, 0.05);
        EXPECT_NEAR(rates.spread_before, 0.3, 0.02);
        EXPECT_NEAR(rates.spread, 0.25, 0.02);
    }
}

TEST(SchoolPairs, WhereChanceExplainsAllNoSpreadIsTold) {
    SchoolPair as_expected;
    as_expected.plans_before = as_expected.expected_before = 5;
    as_expected.plans = as_expected.expected = 9;
    const LastingRates rates = lasting_rates({as_expected, as_expected});
    EXPECT_TRUE(std::isnan(rates.spread_before));
    EXPECT_TRUE(std::isnan(rates.correlation));
    EXPECT_TRUE(std::isnan(lasting_rates({}).correlation));
}

TEST(SchoolPairs, TheLimitIsThreePointNoughtNineRootsOfTheExpected) {
    EXPECT_FALSE(above_limit(9 + 9, 9));  // 3.0
    EXPECT_TRUE(above_limit(9 + 10, 9));  // 3.3
    EXPECT_FALSE(above_limit(5, 0));
}

TEST(SchoolPairs, GorardIsTheShareThatWouldHaveToMove) {
    EXPECT_DOUBLE_EQ(gorard_of({10, 10}, {100, 100}), 0);
    EXPECT_DOUBLE_EQ(gorard_of({20, 0}, {100, 100}), 0.5);
    EXPECT_DOUBLE_EQ(gorard_of({15, 5}, {100, 100}), 0.25);
    EXPECT_TRUE(std::isnan(gorard_of({0, 0}, {100, 100})));
}

// Five schools: two magnets, of which one stays one and loses a tenth of its roll.
TEST(SchoolPairs, SummaryByHand) {
    const std::vector<SchoolPair> pairs{{200, 180, 20, 30, 4, 8},
                                        {100, 100, 12, 6, 2, 6},
                                        {100, 100, 1, 2, 2, 4},
                                        {100, 100, 2, 4, 2, 4},
                                        {100, 100, 3, 8, 2, 4}};
    const PairSummary summary = summarise(pairs);
    EXPECT_DOUBLE_EQ(summary.above_before, 0.4);
    EXPECT_DOUBLE_EQ(summary.above, 0.2);
    EXPECT_DOUBLE_EQ(summary.still_above, 0.5);
    EXPECT_DOUBLE_EQ(summary.magnet_ratio_before, (5.0 + 6.0) / 2);
    EXPECT_DOUBLE_EQ(summary.magnet_ratio, (30.0 / 8 + 1) / 2);
    EXPECT_DOUBLE_EQ(summary.roll_growth, 580.0 / 600);
    EXPECT_DOUBLE_EQ(summary.magnet_roll_change, (280.0 / 300) / (580.0 / 600) - 1);
    EXPECT_DOUBLE_EQ(summary.plans_growth, 50.0 / 38);
    EXPECT_DOUBLE_EQ(summary.ratio_before[0], 0.5);
    EXPECT_DOUBLE_EQ(summary.ratio[4], 1);
    std::map<std::string, double> told;
    for (const PairStatistic& one : pair_statistics()) told.emplace(one.name, one.value(summary));
    EXPECT_EQ(told.size(), pair_statistics().size());
    EXPECT_DOUBLE_EQ(told.at("still_above_limit_share"), 0.5);
    EXPECT_DOUBLE_EQ(told.at("ratio_of_highest_fifth"), 1);
}

}  // namespace
}  // namespace sendscape::school_pairs_test
