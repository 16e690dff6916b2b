// SPDX-License-Identifier: MIT
#include "sim/studies/option_findings.h"

#include <gtest/gtest.h>

#include "sim/core/error.h"
#include "tests/support/output_run.h"

namespace sendscape::option_findings_test {
namespace {

constexpr double least = 0.5;

TEST(CrossingOf, FindsWhereTheOrderTurnsByHand) {
    // Two replicates, five censuses; means of first less second: 0, 3, 1, -2, -4.
    const ByCensus first{{5, 5}, {8, 8}, {7, 5}, {2, 5}, {1, 1}}, second{{5, 5}, {5, 5}, {5, 5}, {5, 6}, {5, 5}};
    const auto crossing = crossing_of(first, second, least);
    ASSERT_TRUE(crossing);
    EXPECT_TRUE(crossing->first_is_lower);
    EXPECT_EQ(crossing->at, 3U);
    EXPECT_EQ(crossing->runs, 2U);
    EXPECT_EQ(crossing->of, 2U);
    const auto turned = crossing_of(second, first, least);
    ASSERT_TRUE(turned);
    EXPECT_FALSE(turned->first_is_lower);
    EXPECT_EQ(turned->at, 3U);
    EXPECT_EQ(turned->runs, 2U);
}

TEST(CrossingOf, CountsRunsThatStayBelow) {
    // The third replicate is lower in the fourth census and not in the fifth; the second is never.
    const ByCensus first{{9, 9, 9}, {9, 9, 9}, {1, 6, 1}, {1, 6, 6}},
        second{{5, 5, 5}, {5, 5, 5}, {5, 5, 5}, {5, 5, 5}};
    const auto crossing = crossing_of(first, second, least);
    ASSERT_TRUE(crossing);
    EXPECT_EQ(crossing->at, 2U);
    EXPECT_EQ(crossing->runs, 1U);
    EXPECT_EQ(crossing->of, 3U);
}

TEST(CrossingOf, IsNoneWhereTheOrderNeverTurns) {
    EXPECT_FALSE(crossing_of({{5}, {4}, {1}}, {{5}, {5}, {5}}, least)) << "from equal to lower is no overtaking";
    EXPECT_FALSE(crossing_of({{5.4}, {4}}, {{5}, {5}}, least)) << "half a child is no other order";
    EXPECT_FALSE(crossing_of({{9}, {5}}, {{5}, {5}}, least)) << "equal at the end";
    EXPECT_FALSE(crossing_of({}, {}, least));
}

TEST(CrossingOf, CountsTheLastTurnOnly) {
    const auto crossing = crossing_of({{9}, {1}, {9}, {1}}, {{5}, {5}, {5}, {5}}, least);
    ASSERT_TRUE(crossing);
    EXPECT_EQ(crossing->at, 3U);
}

TEST(PassingOf, FindsTheFirstMonthOfEachRun) {
    const std::vector<Month> months{Month(2026, 1), Month(2026, 2), Month(2026, 3), Month(2026, 4)};
    // Replicates reach 10 in the second, in the fourth and in no month.
    const Passing up = passing_of({{5, 5, 5}, {10, 6, 6}, {9, 7, 7}, {12, 11, 8}}, months, 10);
    EXPECT_TRUE(up.rises);
    EXPECT_EQ(up.runs, 2U);
    EXPECT_EQ(up.of, 3U);
    EXPECT_EQ(*up.p05, Month(2026, 2));
    EXPECT_EQ(*up.p95, Month(2026, 4));
    const Passing down = passing_of({{-5, -5}, {-20, -6}}, months, -10);
    EXPECT_FALSE(down.rises);
    EXPECT_EQ(down.runs, 1U);
    EXPECT_EQ(*down.p50, Month(2026, 2));
    const Passing never = passing_of({{1}, {2}}, months, 10);
    EXPECT_EQ(never.runs, 0U);
    EXPECT_FALSE(never.p50);
}

TEST(ParseThreshold, SaysWhatIsWrong) {
    EXPECT_DOUBLE_EQ(parse_threshold("high_needs_balance=-5e7", "--threshold").value, -5e7);
    const auto refusal = [](const std::string& text) {
        try {
            parse_threshold(text, "--threshold");
        } catch (const InputError& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    EXPECT_NE(refusal("specialist_shortfall").find("write --threshold MEASURE=NUMBER"), std::string::npos);
    EXPECT_NE(refusal("specialist_shortfal=200").find("did you mean 'specialist_shortfall'"), std::string::npos);
    EXPECT_NE(refusal("specialist_shortfall=2,000").find("'2,000' is not a number"), std::string::npos);
    EXPECT_NE(refusal("pupils_on_roll=5").find("measure of single schools"), std::string::npos);
    EXPECT_NE(refusal("waiting=nan").find("not a number"), std::string::npos);
    EXPECT_NE(refusal("specialist_shortfall").find("'specialist_shortfall' has no '='"), std::string::npos);
    EXPECT_NE(refusal("specialist_shortfall>200").find("'specialist_shortfall>200' has no '='"), std::string::npos);
    EXPECT_NE(refusal("shortfall=200").find("did you mean 'specialist_shortfall'"), std::string::npos);
    EXPECT_NE(refusal("specialist_shortfall=").find("'' is not a number: give it in children"), std::string::npos);
    const Threshold spaced = parse_threshold("specialist_shortfall = 200", "--threshold");
    EXPECT_EQ(spaced.measure, "specialist_shortfall");
    EXPECT_EQ(spaced.value, 200);
}

TEST(Moved, ToldLargestFirstAndOnlyWhatExcludesZero) {
    Scenario strict = testing::small_scenario(2, 6);
    const sendscape::Run plain = testing::run_of(*testing::small_map(), strict, EventsKept::none);
    strict.changes.push_back({{}, Month(2026, 3), "plans.agree_school", {0.72}});
    const sendscape::Run fewer = testing::run_of(*testing::small_map(), strict, EventsKept::none);
    const PairedRuns pair = pair_runs(plain, fewer);
    double last = 1e300;
    for (const Moved& one : moved(pair)) {
        EXPECT_TRUE(one.difference.excludes_zero());
        EXPECT_LE(std::abs(one.size), last);
        EXPECT_NEAR(one.size * one.spread, one.difference.difference, 1e-9);
        last = std::abs(one.size);
    }
    EXPECT_TRUE(moved(pair_runs(plain, plain)).empty());
    EXPECT_FALSE(all_of(pair_runs(plain, plain), "plans_maintained").empty()) << "asked for, it is told all the same";
}

}  // namespace
}  // namespace sendscape::option_findings_test
