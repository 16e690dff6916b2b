// SPDX-License-Identifier: MIT
#include "sim/start/assumptions.h"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <set>

#include "sim/core/elementary.h"
#include "sim/core/error.h"
#include "sim/scenario/prepare_map.h"
#include "sim/simulation.h"
#include "tests/support/small_map.h"

namespace sendscape::assumptions_test {
namespace {

double odds(const ParameterRow& row, double value) { return (value - row.least) / (row.most - value); }

TEST(Assumptions, AValueMovesByOddsWithinItsRange) {
    const ParameterRow& row = *find_parameter("families.distance_primary");
    for (const double by : {0.5, -0.5, 3.0, -3.0}) {
        const double moved = moved_value(row, 1.8, by);
        EXPECT_GT(moved, row.least);
        EXPECT_LT(moved, row.most);
        EXPECT_NEAR(odds(row, moved) / odds(row, 1.8), std::exp(by), 1e-9);
    }
    EXPECT_EQ(moved_value(row, row.least, 1), row.least) << "what is off stays off";
    EXPECT_EQ(moved_value(row, row.most, -1), row.most);
    const ParameterRow& months = *find_parameter("authority.lead_new_special");
    const double lead = moved_value(months, 48, 0.3);
    EXPECT_EQ(lead, std::round(lead));
    EXPECT_NE(lead, 48);
}

TEST(Assumptions, AreWhatNobodyKnowsAndNobodyDecides) {
    const auto is = [](std::string_view key) { return is_assumption(*find_parameter(key)); };
    EXPECT_TRUE(is("families.sibling"));
    EXPECT_TRUE(is("authority.lead_base"));
    EXPECT_TRUE(is("plans.growth"));
    EXPECT_FALSE(is("plans.agree_school")) << "authorities' tables tell it";
    EXPECT_FALSE(is("plans.panel_threshold")) << "a policy";
    EXPECT_FALSE(is("authority.base_share")) << "a strategy";
    EXPECT_FALSE(is("loops.magnets")) << "a switch";
    EXPECT_FALSE(is("authority.cost_base_place")) << "a price that is multiplied";
    EXPECT_FALSE(is("authority.special_top_up")) << "it is in the accounts";
    EXPECT_FALSE(is("plans.start_asking")) << "it describes the start, which is anchored";
    EXPECT_FALSE(is("plans.drift_of_schools")) << "the scale of another doubt";
    EXPECT_FALSE(is("plans.assumptions_doubt"));
}

TEST(Assumptions, TwoDirectionsInEveryFourReplicatesEachBothWays) {
    EXPECT_FALSE(assumption_draw(0, 10));
    EXPECT_FALSE(assumption_draw(3, 0));
    std::set<std::size_t> seen;
    for (std::uint32_t block = 0; block < 4; ++block) {
        const auto of = [&](std::uint32_t i) { return *assumption_draw(4 * block + i, 8); };
        EXPECT_EQ(of(1).direction, of(3).direction);
        EXPECT_EQ(of(2).direction, of(4).direction);
        EXPECT_NE(of(1).direction, of(2).direction);
        EXPECT_EQ(of(1).sign, -of(3).sign);
        EXPECT_EQ(of(2).sign, -of(4).sign);
        EXPECT_EQ(std::abs(of(1).sign), 1);
        seen.insert({of(1).direction, of(2).direction});
    }
    EXPECT_EQ(seen.size(), 8u);
    EXPECT_EQ(assumption_draw(17, 8)->direction, 0u) << "taken again where there are no more";
}

TEST(Assumptions, ASetReadsBackAsWritten) {
    AssumptionSet set{{"families.sibling", "plans.growth"}, {{0.25, -1}, {0.5, 0.75}, {-0.5, 0}}};
    const AssumptionSet again = read_assumptions(assumptions_toml(set, {"about", "it"}), "set.toml");
    EXPECT_EQ(again.keys, set.keys);
    EXPECT_EQ(again.directions, set.directions);
}

TEST(Assumptions, WhatIsNoSetIsRefusedWithItsPlace) {
    const auto refused = [](const char* text, const char* words) {
        try {
            read_assumptions(text, "set.toml");
            ADD_FAILURE() << text;
        } catch (const InputError& error) {
            EXPECT_NE(std::string(error.what()).find(words), std::string::npos) << error.what();
        }
    };
    refused("\"families.sibling\" = [0.1]\n\"no.such\" = [0.1]\n", "set.toml:2: no.such is no assumption");
    refused("\"loops.magnets\" = [0.1]", "set.toml:1: loops.magnets is no assumption");
    refused("\"families.sibling\" = 0.1", "a list of numbers");
    refused("\"families.faith\" = [0.1, 0.2]\n\"families.sibling\" = [0.1]",
            "1 numbers, where other parameters have 2");
    refused("\"families.sibling\" = [\"far\"]", "number 1 is none");
    refused("\"families.sibling\" = [", "set.toml:1");
}

TEST(Assumptions, TheShippedSetMovesEverythingItNamesBothWays) {
    const AssumptionSet& set = shipped_assumptions();
    ASSERT_GE(set.directions.size(), 10u) << "two in every four replicates: 20 replicates take ten";
    EXPECT_GT(set.keys.size(), 100u);
    for (std::size_t key = 0; key < set.keys.size(); ++key) {
        bool up = false, down = false;
        for (const std::vector<double>& direction : set.directions) {
            up = up || direction[key] > 0;
            down = down || direction[key] < 0;
        }
        EXPECT_TRUE(up && down) << set.keys[key];
    }
}

class Drawn : public ::testing::Test {
  protected:
    const Parallel alone{1};
    const std::shared_ptr<const Map> map = std::make_shared<const Map>(prepare_map(*testing::small_map(), {}, alone));
    [[nodiscard]] Parameters in_force(std::uint32_t replicate, std::vector<ParameterChange> changes = {}) const {
        auto scenario = std::make_shared<Scenario>();
        scenario->changes = std::move(changes);
        return Simulation(map, scenario, replicate, alone).world().parameters;
    }
    static ParameterChange change(const char* key, double value) {
        ParameterChange one;
        one.key = key;
        one.values = {value};
        return one;
    }
};

TEST_F(Drawn, TheFirstReplicateHasTheValuesInForceAndOthersLieAboutThem) {
    const Parameters usual = in_force(0), one = in_force(1), other = in_force(3);
    const ParameterRow& row = *find_parameter("families.sibling");
    EXPECT_EQ(usual.families.sibling, Parameters{}.families.sibling);
    EXPECT_NE(one.families.sibling, usual.families.sibling);
    EXPECT_NEAR(odds(row, one.families.sibling) * odds(row, other.families.sibling),
                std::pow(odds(row, usual.families.sibling), 2), 1e-9);
    EXPECT_EQ(one.plans.agree_school, usual.plans.agree_school);
}

TEST_F(Drawn, WhatTheScenarioGivesIsKnown) {
    EXPECT_EQ(in_force(1, {change("families.sibling", 3)}).families.sibling, 3);
    EXPECT_EQ(in_force(1, {change("plans.assumptions_doubt", 0)}).families.sibling, in_force(0).families.sibling);
    const ParameterRow& row = *find_parameter("families.sibling");
    const double whole = log(odds(row, in_force(1).families.sibling) / odds(row, in_force(0).families.sibling));
    const double half = log(odds(row, in_force(1, {change("plans.assumptions_doubt", 0.5)}).families.sibling) /
                            odds(row, in_force(0).families.sibling));
    EXPECT_NEAR(half, whole / 2, 1e-9);
}

}  // namespace
}  // namespace sendscape::assumptions_test
