// SPDX-License-Identifier: MIT
#include "sim/scenario/check_on_map.h"

#include <gtest/gtest.h>

#include "sim/core/error.h"
#include "tests/support/small_map.h"

namespace sendscape::check_on_map_test {
namespace {

using testing::small_map;

std::string told(const Scenario& scenario) {
    ConfigProblems problems;
    add_map_problems(scenario, *small_map(), problems);
    try {
        problems.throw_if_any();
    } catch (const InputError& error) {
        return error.what();
    }
    return "accepted";
}

TEST(CheckOnMap, TellsOfEveryKindOfEntryAtOnce) {
    Scenario scenario;
    EXPECT_EQ(told(scenario), "accepted");
    scenario.changes.push_back({{"", "s.toml:1"}, Month(2025, 9), "plans.agree_school", {0.8}});
    ProvisionChange grow;
    grow.kind = ProvisionChange::Kind::grow;
    grow.where = "s.toml:2";
    grow.on = Month(2027, 9);
    grow.urn = 100'018;
    scenario.provision.push_back(grow);
    scenario.criteria.push_back({{"", "s.toml:3"}, Month(2027, 9), "991", 0, {AdmissionCriterion::lottery}});
    HomesBuilt homes;
    homes.where = "s.toml:4";
    homes.on = Month(2027, 9);
    homes.near = "Wset";
    scenario.homes.push_back(homes);
    EXPECT_EQ(told(scenario),
              "s.toml:1: plans.agree_school is dated 2025-09, before the run starts in 2026-01: leave the date out to "
              "have it from the start\n"
              "s.toml:2: no school with URN 100018 on the map; the nearest is 100008\n"
              "s.toml:3: no local authority '991' on the map; did you mean '901'?\n"
              "s.toml:4: no planning area 'Wset' on the map; did you mean 'West'? Areas: West, East");
}

}  // namespace
}  // namespace sendscape::check_on_map_test
