// SPDX-License-Identifier: MIT
#include "visualiser/saved_scenario.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "sim/scenario/read_scenario.h"
#include "tests/support/output_run.h"

namespace sendscape::saved_scenario_test {
namespace {

std::filesystem::path written(const std::string& text) {
    const auto path =
        std::filesystem::temp_directory_path() / ("sendscape-saved-" + std::to_string(::getpid()) + ".toml");
    std::ofstream(path) << text;
    return path;
}

// What `run` and `compare` read: no mistake in it, and every entry as it was lived.
TEST(SavedScenario, IsReadAsItWasLived) {
    const Scenario county = read_scenario("county");
    Levers levers(county, read_policy_levers("county", county));
    levers.toggle_policy(0, Month(2028, 3));
    ProvisionChange school;
    school.kind = ProvisionChange::Kind::open_school;
    school.on = Month(2029, 9);
    school.urn = levers.free_urn();
    school.near = "W00012";
    school.name = "New special school, \"Harbury\"";
    school.places = 75;
    school.all_through = true;
    school.ramp_months = 1;  // all at once
    levers.build(school, "A school\nof two lines");
    school.urn = levers.free_urn();
    school.ramp_months = 0;
    school.yearly_parts = true;
    levers.build(school, "Another, in yearly parts");
    const auto path = written(saved_scenario(levers));
    const Scenario again = read_scenario(path.string());
    std::filesystem::remove(path);
    EXPECT_EQ(again.provision, levers.scenario().provision);
    EXPECT_EQ(again.changes, levers.scenario().changes);
    EXPECT_EQ(again.seed, levers.scenario().seed);
    EXPECT_EQ(again.years, levers.scenario().years);
    EXPECT_EQ(again.map_seed, county.map_seed);
    ASSERT_TRUE(again.map_config);
    EXPECT_TRUE(std::filesystem::equivalent(*again.map_config, *county.map_config));
    EXPECT_EQ(again.title, county.title + ", with levers pulled in the view");
}

TEST(SavedScenario, IsWithoutTheNamesTheViewHides) {
    Scenario scenario = testing::small_scenario(1, 1);
    scenario.title = "As it is";
    settle(scenario);
    const auto held = testing::small_map();
    const Map& map = *held;
    const std::string name = map.schools.front().name;
    Levers levers(scenario, {});
    ProvisionChange base;
    base.kind = ProvisionChange::Kind::open_base;
    base.setting = Setting::resourced_provision;
    base.on = Month(2027, 9);
    base.urn = map.schools.front().urn;
    base.phase = Phase::secondary;
    base.places = 12;
    base.label = "Base at " + name;
    levers.build(base, "A base of 12 places at " + name);
    ASSERT_NE(saved_scenario(levers).find(name), std::string::npos) << "shown where the view shows names";
    const std::string hidden = saved_scenario(levers, {}, &map);
    EXPECT_EQ(hidden.find(name), std::string::npos) << hidden;
    EXPECT_NE(hidden.find("A base of 12 places at School 1"), std::string::npos) << hidden;
    EXPECT_NE(hidden.find(std::to_string(base.urn)), std::string::npos) << "a run needs the number";
}

TEST(SavedScenario, NamesTheMapItWasLivedOn) {
    Scenario scenario = testing::small_scenario(1, 1);
    settle(scenario);
    const Levers levers(scenario, {});
    const auto path = written(saved_scenario(levers, "somewhere/town.h5"));
    const Scenario again = read_scenario(path.string());
    std::filesystem::remove(path);
    ASSERT_TRUE(again.map_file);
    EXPECT_EQ(*again.map_file, std::filesystem::absolute("somewhere/town.h5"));
    EXPECT_EQ(saved_scenario(levers).find("map ="), std::string::npos);
    EXPECT_EQ(again.title, scenario.title);
}

}  // namespace
}  // namespace sendscape::saved_scenario_test
