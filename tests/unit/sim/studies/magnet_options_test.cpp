// SPDX-License-Identifier: MIT
#include "sim/studies/magnet_options.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "sim/core/error.h"
#include "sim/output/run_file.h"
#include "sim/scenario/parameter_values.h"
#include "test_places.h"
#include "tests/support/output_run.h"

namespace sendscape::magnet_options_test {
namespace {

using testing::ScratchFolder;

/// Values that a scenario gives a parameter from a month on.
std::vector<double> given_from(const Scenario& scenario, const std::string& key, Month from) {
    for (const ParameterChange& change : scenario.changes)
        if (change.key == key && change.from == from) return change.values;
    return {};
}

TEST(PoliciesNamed, AnIdStandsForEachOfItsReadings) {
    const auto names = policies_named("P08,P11-gate,p8");
    EXPECT_EQ(names, (std::vector<std::string>{"P08-health-gaps", "P08-ordinarily-available", "P08-panel-threshold",
                                               "P11-gate"}));
    EXPECT_EQ(policies_named("P11-gate@2030-09"), std::vector<std::string>{"P11-gate@2030-09"});
}

TEST(PoliciesNamed, AllAreThoseThatSomebodyAsksFor) {
    const auto names = policies_named("all");
    const auto holds = [&](const char* name) { return std::find(names.begin(), names.end(), name) != names.end(); };
    EXPECT_TRUE(holds("P07-targeted"));
    EXPECT_TRUE(holds("build-bases"));
    EXPECT_FALSE(holds("P20-cut-flight")) << "a link, which is cut anyway";
    EXPECT_FALSE(holds("frozen-hazards"));
    for (const std::string& name : policies_against_magnets()) EXPECT_TRUE(holds(name.c_str())) << name;
}

TEST(PoliciesNamed, WhatIsNoneIsRefusedByName) {
    EXPECT_THROW(policies_named("P11-gat"), InputError);
    EXPECT_THROW(policies_named("P11-gate,,P07-targeted"), InputError);
    EXPECT_THROW(policies_named("P77"), InputError);
}

TEST(MagnetOptions, LinksAreCutFromTheFirstMonthAndPoliciesFromTheirOwnDate) {
    auto bare = std::make_shared<Map>(*testing::small_map());
    bare->census = Month(2025, 1);
    const sendscape::Run run = testing::run_of(*bare, testing::small_scenario(1, 2), EventsKept::none);
    const MagnetSubject subject{"given", run, [] {
                                    Overrides overrides;
                                    overrides.replicates = 4;
                                    return overrides;
                                }()};
    ConfigProblems problems;
    const Scenario cut = subject.scenario({"P20-cut-flight@2025-02"}, problems);
    problems.throw_if_any();
    EXPECT_EQ(given_from(cut, "loops.flight", Month(2025, 2)), std::vector<double>{0});
    EXPECT_EQ(cut.replicates, 4U);
    EXPECT_EQ(cut.start, Month(2025, 1));
    const Scenario all = [&] {
        std::vector<std::string> dated;
        for (const std::string& name : policies_that_cut_all()) dated.push_back(name + "@2025-02");
        return subject.scenario(dated, problems);
    }();
    problems.throw_if_any();  // none of them contradicts another
    EXPECT_EQ(given_from(all, "loops.magnets", Month(2025, 2)), std::vector<double>{0});
    EXPECT_EQ(given_from(all, "placement.reputation_weight", Month(2025, 2)), std::vector<double>{0});
}

TEST(MagnetSubject, ARunFileBringsSeedYearsAndReplicatesAndTheLineWins) {
    const ScratchFolder folder("magnet-subject");
    const std::string file = (folder.path() / "run.h5").string();
    Scenario scenario = testing::small_scenario(1, 2);
    scenario.changes.push_back({{}, Month(0), "plans.agree_school", {0.8}});
    settle(scenario);
    write_run(testing::run_of(*testing::small_map(), scenario, EventsKept::none), file, true);
    ConfigProblems problems;
    const Scenario lived = magnet_subject(file, {}).scenario({}, problems);
    EXPECT_EQ(lived.seed, 7U);
    EXPECT_EQ(lived.years, 1);
    EXPECT_EQ(lived.replicates, 2U);
    EXPECT_EQ(given_from(lived, "plans.agree_school", Month(0)), std::vector<double>{0.8});
    Overrides overrides;
    overrides.replicates = 9;
    overrides.years = 3;
    const Scenario longer = magnet_subject(file, overrides).scenario({}, problems);
    EXPECT_EQ(longer.replicates, 9U);
    EXPECT_EQ(longer.years, 3);
    problems.throw_if_any();
    EXPECT_EQ(magnet_subject("county", {}).scenario({}, problems).replicates, 10U);
}

TEST(MagnetSubject, APolicyThatIsLaidOverAllIsNotReadTwice) {
    Overrides overrides;
    overrides.policies = {"P20-cut-flight"};
    ConfigProblems problems;
    const Scenario lived =
        magnet_subject("county", overrides).scenario({"P20-cut-flight@2026-02", "P11-gate"}, problems);
    problems.throw_if_any();
    EXPECT_EQ(lived.policies.size(), 2U);
}

TEST(MagnetOptions, AMapThatTheRunWasNotMadeOnIsRefused) {
    const ScratchFolder folder("magnet-map");
    const std::string file = (folder.path() / "run.h5").string();
    sendscape::Run run = testing::run_of(*testing::small_map(), testing::small_scenario(1, 1), EventsKept::none);
    run.scenario_toml = "title = \"Small\"\nyears = 1\nmap = {county = \"" SENDSCAPE_SOURCE_DIR
                        "/tests/golden/counties/little-wendshire.toml\"}\n";
    run.map_digest = "of another";
    write_run(run, file, true);
    std::vector<std::string> notes;
    try {
        magnet_options(magnet_subject(file, {}), {}, false, std::nullopt, Parallel(1), notes);
        FAIL() << "lived on another map";
    } catch (const InputError& error) {
        EXPECT_NE(std::string(error.what()).find("give the map it was made on with --map"), std::string::npos)
            << error.what();
    }
}

}  // namespace
}  // namespace sendscape::magnet_options_test
