// SPDX-License-Identifier: MIT
#include "sim/scenario/scenario_map.h"

#include <gtest/gtest.h>

#include "sim/core/error.h"

namespace sendscape::scenario_map_test {
namespace {

std::string refusal(const Scenario& scenario, ConfigProblems& problems) {
    try {
        checked_map(scenario, std::nullopt, problems, Parallel(1));
    } catch (const InputError& error) {
        return error.what();
    }
    return "accepted";
}

TEST(ScenarioMap, AScenarioWithoutAMapAsksForOne) {
    Scenario scenario;
    scenario.name = "status-quo";
    ConfigProblems none;
    EXPECT_EQ(refusal(scenario, none),
              "scenario 'status-quo' has no map of its own: give --map MAP.h5 ('sendscape map build' makes one from "
              "public files)");
    // Mistakes found before come first: the map may be missing because of one.
    ConfigProblems problems;
    problems.add("s.toml", 3, "unknown key 'mpa'");
    EXPECT_EQ(refusal(scenario, problems), "s.toml:3: unknown key 'mpa'");
}

}  // namespace
}  // namespace sendscape::scenario_map_test
