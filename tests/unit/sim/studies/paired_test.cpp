// SPDX-License-Identifier: MIT
#include "sim/studies/paired.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "sim/core/error.h"
#include "tests/support/output_run.h"

namespace sendscape::paired_test {
namespace {

using testing::small_map;
using testing::small_scenario;

const Run& plain() {
    static const Run run = testing::run_of(*small_map(), small_scenario(2, 5), EventsKept::none);
    return run;
}
const Run& doubled() {
    static const Run run = [] {
        Scenario scenario = small_scenario(2, 5);
        scenario.changes.push_back({{}, Month(2026, 3), "plans.agree_school", {0.72}});
        return testing::run_of(*small_map(), scenario, EventsKept::none);
    }();
    return run;
}

TEST(PairedDifference, IsWhatTheNumbersSayByHand) {
    const PairedDifference told = paired_difference({10, 20, 30, 40, 50}, {8, 21, 26, 40, 45});
    EXPECT_DOUBLE_EQ(told.reference, 30);
    EXPECT_DOUBLE_EQ(told.value, 28);
    EXPECT_DOUBLE_EQ(told.difference, -2);  // -2, 1, -4, 0, -5
    EXPECT_DOUBLE_EQ(told.p50, -2);
    EXPECT_DOUBLE_EQ(told.p05, -5);  // of fewer than 19 the least
    EXPECT_DOUBLE_EQ(told.p95, 1);
    EXPECT_DOUBLE_EQ(told.share_below_zero, 0.6);
    EXPECT_FALSE(told.excludes_zero());
    EXPECT_TRUE(paired_difference({9, 9, 9, 9, 9}, {1, 2, 3, 4, 5}).excludes_zero());
    EXPECT_FALSE(paired_difference({9, 9}, {1, 2}).excludes_zero()) << "two pairs tell no range";
}

TEST(PairedDifference, LeavesOutPairsOfWhichOneHasNoValue) {
    const PairedDifference told = paired_difference({1, not_recorded, 3}, {2, 2, not_recorded});
    EXPECT_EQ(told.pairs, 1U);
    EXPECT_DOUBLE_EQ(told.difference, 1);
    EXPECT_EQ(paired_difference({not_recorded}, {1}).pairs, 0U);
}

TEST(PairedDifference, IsThatOfTwoRunsReadOnTheirOwn) {
    const PairedRuns pair = pair_runs(plain(), doubled());
    EXPECT_TRUE(pair.same_luck);
    EXPECT_TRUE(pairing_warnings(pair).empty());
    for (const Month when : {Month(2027, 1), Month(2027, 9), Month(2028, 1)}) {
        const PairedDifference told = paired_difference(pair, {"plans_maintained", {}}, when);
        const auto a = plain().across(plain().get("plans_maintained"), when);
        const auto b = doubled().across(doubled().get("plans_maintained"), when);
        double sum = 0;
        for (std::size_t r = 0; r < 5; ++r) sum += b[r] - a[r];
        EXPECT_DOUBLE_EQ(told.difference, sum / 5);
    }
    // A flow is that of twelve months, in September as in January.
    const PairedDifference issued = paired_difference(pair, {"plans_issued", {}}, Month(2027, 9));
    double sum = 0;
    for (Month month(2026, 10); month <= Month(2027, 9); ++month)
        for (const double value : plain().across(plain().get("plans_issued"), month)) sum += value;
    EXPECT_DOUBLE_EQ(issued.reference, sum / 5);
    EXPECT_EQ(paired_difference(pair, {"plans_issued", {}}, Month(2026, 9)).pairs, 0U) << "no twelve months yet";
}

TEST(PairedDifference, PartsAddUpToTheWhole) {
    const PairedRuns pair = pair_runs(plain(), doubled());
    const Series& shortfall = plain().get("specialist_shortfall");
    double parts = 0, needs = 0, whole = 0;
    for (const PairedCell& cell : cells_of(pair, shortfall, true)) {
        const PairedDifference told = paired_difference(pair, cell, Month(2028, 1));
        const bool by_need = cell.fixed.size() == 1 && cell.fixed[0].first == Axis::need;
        if (cell.fixed.empty()) whole = told.value;
        if (cell.fixed.size() == 4) parts += told.value;
        if (by_need) needs += told.value;
    }
    EXPECT_GT(whole, 0);
    EXPECT_NEAR(parts, whole, 1e-9);
    EXPECT_NEAR(needs, whole, 1e-9);
}

TEST(PairedDifference, OfSchoolsTakesThoseOfTheArea) {
    const PairedRuns pair = pair_runs(plain(), doubled());
    const Series& rolls = plain().get("pupils_on_roll");
    const auto at = rolls.at(0, 0);
    double inside = 0;
    for (std::size_t row = 0; row < plain().map->schools.size(); ++row)
        if (plain().map->schools[row].in_area && !std::isnan(at[row])) inside += at[row];
    EXPECT_DOUBLE_EQ(census_values(plain(), {"pupils_on_roll", {}}, Month(2026, 1))[0], inside);
    EXPECT_EQ(cells_of(pair, rolls, true).size(), 1U) << "single schools are not told";
}

TEST(Censuses, AreJanuariesAndSeptembers) {
    const PairedRuns pair = pair_runs(plain(), doubled());
    const std::vector<Month> all{Month(2026, 1), Month(2026, 9), Month(2027, 1), Month(2027, 9), Month(2028, 1)};
    EXPECT_EQ(censuses(pair), all);
    EXPECT_EQ(septembers(pair), (std::vector<Month>{Month(2026, 9), Month(2027, 9)}));
    EXPECT_EQ(censuses(pair, plain().get("gorard_s")),
              (std::vector<Month>{Month(2026, 1), Month(2027, 1), Month(2028, 1)}));
    EXPECT_EQ(censuses(pair, plain().get("plans_issued")),
              (std::vector<Month>{Month(2027, 1), Month(2027, 9), Month(2028, 1)}));
}

TEST(PairRuns, SaysWhatTheyDoNotShare) {
    sendscape::Run other = plain();
    other.seed = 8;
    other.replicates = 3;
    const PairedRuns pair = pair_runs(plain(), other);
    EXPECT_FALSE(pair.same_luck);
    EXPECT_EQ(pair.replicates, 3U);
    const std::vector<std::string> warnings = pairing_warnings(pair);
    ASSERT_EQ(warnings.size(), 2U);
    EXPECT_NE(warnings[0].find("seed 8"), std::string::npos) << warnings[0];
    EXPECT_NE(warnings[1].find("3 replicates, the reference 5"), std::string::npos) << warnings[1];
}

TEST(PairRuns, RefusesWhatHasNothingInCommon) {
    sendscape::Run later = plain();
    later.start = Month(2040, 1);
    EXPECT_THROW(pair_runs(plain(), later), InputError);
    sendscape::Run elsewhere = plain();
    auto map = std::make_shared<Map>(*plain().map);
    map->zones[0].x += 1000;
    elsewhere.map = map;
    try {
        pair_runs(plain(), elsewhere);
        FAIL();
    } catch (const InputError& error) {
        EXPECT_NE(std::string(error.what()).find("this run is of another map"), std::string::npos) << error.what();
    }
}

TEST(WidthOfMean, IsThatOfTheNormalIntervalByHand) {
    // Standard deviation 2 about 3, five values: 2 * 1.645 * 2 / sqrt(5).
    EXPECT_NEAR(width_of_mean({1, 1, 3, 5, 5}), 2 * 1.645 * 2 / std::sqrt(5.0), 1e-12);
    EXPECT_TRUE(std::isinf(width_of_mean({1})));
}

}  // namespace
}  // namespace sendscape::paired_test
