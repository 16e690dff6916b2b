// SPDX-License-Identifier: MIT
#include "sim/studies/sensitivity/scenario_discovery.h"

#include <gtest/gtest.h>

#include "tests/support/made_up_sweep.h"

namespace sendscape::scenario_discovery_test {
namespace {

using testing::made_up_sweep;

Discovery found_in(const SweepResult& result, double threshold, bool above = true) {
    return discover(result, outcomes_of(result).front(), threshold, above);
}

TEST(ScenarioDiscovery, FindsTheCornerInWhichItIsBeyond) {
    const SweepResult result = made_up_sweep([](double x, double y, int) { return x > 0.6 && y < 0.5 ? 300 : 100; });
    const Discovery found = found_in(result, 200);
    EXPECT_GT(found.density(), 0.9);
    EXPECT_GT(found.coverage(), 0.9);
    ASSERT_EQ(found.box.size(), 2u) << box_words(result, found);
    EXPECT_NEAR(found.box[0].least, 0.6, 0.06);
    EXPECT_NEAR(found.box[1].most, 0.5, 0.06);
    const std::string words = box_words(result, found);
    EXPECT_EQ(words.find("x is 0."), 0u) << words;
    EXPECT_NE(words.find(" or more and y is 0."), std::string::npos) << words;
}

TEST(ScenarioDiscovery, NamesTheLevelsItHappensUnder) {
    const SweepResult result = made_up_sweep([](double x, double, int level) { return level != 1 && x > 0.5 ? 9 : 0; });
    const Discovery found = found_in(result, 5);
    EXPECT_GT(found.density(), 0.9);
    const std::string words = box_words(result, found);
    EXPECT_NE(words.find("build is none or special"), std::string::npos) << words;
    EXPECT_EQ(words.find("y "), std::string::npos) << words;
}

TEST(ScenarioDiscovery, LooksBelowWhereLessIsWorse) {
    const SweepResult result = made_up_sweep([](double x, double, int) { return -100 * x; });
    const Discovery found = found_in(result, -75, false);
    ASSERT_EQ(found.box.size(), 1u);
    EXPECT_NEAR(found.box[0].least, 0.75, 0.06);
}

TEST(ScenarioDiscovery, OfLuckAloneOrNothingSaysSo) {
    const SweepResult result = made_up_sweep([](double x, double, int) { return x; });
    const Discovery none = found_in(result, 2);
    EXPECT_EQ(none.beyond, 0u);
    const Discovery all = found_in(result, -1);
    EXPECT_TRUE(all.box.empty());
    EXPECT_EQ(box_words(result, all), "anywhere");
}

}  // namespace
}  // namespace sendscape::scenario_discovery_test
