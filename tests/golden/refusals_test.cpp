// SPDX-License-Identifier: MIT
// What a check accepts runs, and what a run refuses a check refuses, in the same words.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "maps/map_file.h"
#include "tests/support/command_test.h"

namespace sendscape::refusals_test {
namespace {

namespace fs = std::filesystem;
using testing::Outcome;

class Refusals : public testing::CommandTest {};

TEST_F(Refusals, WhatIsRefusedLeavesNoFolderBehind) {
    write("s.toml", "base = \"county\"\nstart = \"2040-01\"\n");
    write("notes.txt", "not a map");
    write("lists.csv", "child\n1\n");
    const char* const refused[]{
        "run s.toml --out a/b/c",
        "run county --set plans.agree_school=9 --out a/b/c",
        "run county --map notes.txt --out a/b/c",
        "run county --events some --out a/b/c",
        "run county --resume notes.txt --out a/b/c",
        "map build --la York --schools lists.csv --out a/b/c.h5",
        "map synth --config nowhere --out a/b/c.h5",
        "map draw notes.txt --out a/b/c.png",
        "admissions --schools lists.csv --applications lists.csv --out a/b/c.csv",
        "report notes.txt --out a/b/c.html",
        "export notes.txt --format csv --out a/b/c",
    };
    for (const char* const arguments : refused) {
        const Outcome outcome = run(arguments);
        EXPECT_EQ(outcome.status, 2) << arguments << '\n' << outcome.err;
        EXPECT_FALSE(fs::exists(folder_ / "a")) << arguments;
        EXPECT_EQ(left().size(), 3u) << arguments;
    }
    // Nor does a disk that is full: the limit is of 512-byte blocks.
    EXPECT_EQ(run("map synth --config wendshire --out a/b/c.h5", "ulimit -f 8; ").status, 3);
    EXPECT_FALSE(fs::exists(folder_ / "a"));
    EXPECT_EQ(run("map synth --config wendshire --out a/b/c.h5").status, 0);
    EXPECT_TRUE(fs::exists(folder_ / "a/b/c.h5"));
}

TEST_F(Refusals, RunAndCheckRefuseTheSameScenariosInTheSameWords) {
    const std::string county = "base = \"county\"\n", on = "on = \"2028-09\"\n";
    struct Case {
        std::string scenario;  ///< TOML; empty: `arguments` name one
        std::string arguments;
        std::string says;  ///< part of the message
    };
    ASSERT_EQ(run("map synth --config wendshire --out county.h5").status, 0);
    const Map map = read_map(folder_ / "county.h5");
    const auto urn_of = [&](auto&& fits) {
        for (const School& school : map.schools)
            if (school.in_area && fits(school)) return std::to_string(school.urn);
        return std::string();
    };
    const std::string special = urn_of([](const School& s) { return s.setting == Setting::state_special; });
    const std::string primary = urn_of([](const School& s) {
        return s.setting == Setting::mainstream && s.phase == SchoolPhase::primary && s.base_places[0] == 0;
    });
    const Case cases[]{
        {county + "start = \"2040-01\"\n", "", "s.toml:2: start = \"2040-01\": the map is of the census of 2026-01"},
        {county + "start = \"2024-01\"\n", "", "s.toml:2: start"},
        {county + "start = \"2026-02\"\n", "", "a run starts at a January census"},
        {county + "map = {}\n", "", "'map' needs a county or a file"},
        {county + "map = {file = \"none.h5\"}\n", "", "none.h5"},
        {"base = \"base\"\n", "", "no map of its own"},
        {county + "years = 0\n", "", "must be a whole number from 1 to 100"},
        {county + "yaers = 3\n", "", "did you mean 'years'"},
        {county + "[set]\nplans.agree_schol = 1\n", "", "did you mean 'plans.agree_school'"},
        {county + "[set]\nplans.agree_school = 2\n", "", "out of range"},
        {county + "[[change]]\nfrom = \"2025-09\"\nset = {plans.agree_school = 0.8}\n", "", "before the run starts"},
        {county + "[[close]]\n" + on + "urn = 7\n", "", "s.toml:2: no school with URN 7 on the map"},
        {county + "[[grow]]\n" + on + "urn = " + special + "\nplaces = 0\n", "", "s.toml:5: places = 0"},
        {county + "[[close]]\n" + on + "urn = " + special + "\n[[close]]\non = \"2029-09\"\nurn = " + special + "\n",
         "", "closes already in 2028-09"},
        {county + "[[close]]\n" + on + "urn = " + special + "\n[[grow]]\non = \"2029-09\"\nurn = " + special +
             "\nplaces = 9\n",
         "", "is closed from 2028-09"},
        {county + "[[pan]]\n" + on + "urn = " + special + "\npan = 30\n", "", "only a mainstream school publishes"},
        {county + "[[grow]]\n" + on + "urn = " + primary + "\nplaces = 9\nbase = true\nphase = \"primary\"\n", "",
         "has no primary base in 2028-09 to grow"},
        {county + "[[close]]\n" + on + "urn = " + primary + "\nbase = true\nphase = \"primary\"\n", "",
         "has no primary base in 2028-09 to close"},
        {county + "[[open]]\n" + on + "setting = \"mainstream\"\nurn = " + primary +
             "\nnear = \"Port Lyne\"\nplaces = 210\nphase = \"primary\"\n",
         "", "duplicate URN"},
        {county + "[[open]]\n" + on + "setting = \"state_special\"\nnear = \"Port Line\"\nplaces = 60\n", "",
         "did you mean 'Port Lyne'"},
        {county + "[[homes]]\n" + on + "near = \"Port Lyne\"\nat = [1, 1]\nhomes = 100\na_year = 50\n", "",
         "lies outside the map"},
        {"", "county --policy frozn-hazards", "did you mean 'frozen-hazards'"},
        {"", "county --policy inclusion-gate@2020-01", "before the run starts"},
        {"", "county --set plans.agree_school", "write --set key=value"},
        {"", "county --set plans.agree_school=0.8@2020-01", "before the run starts"},
        {"", "county --map none.h5", "none.h5"},
        {"", "conty", "did you mean 'county'"},
    };
    for (const Case& one : cases) {
        std::string arguments = one.arguments;
        if (!one.scenario.empty()) {
            write("s.toml", one.scenario);
            arguments = "s.toml";
        }
        const Outcome ran = run("run " + arguments + " --years 1 --replicates 1 --no-report --out o");
        EXPECT_EQ(ran.status, 2) << one.scenario << arguments << '\n' << ran.err;
        EXPECT_NE(ran.err.find(one.says), std::string::npos) << one.scenario << arguments << '\n' << ran.err;
        EXPECT_FALSE(fs::exists(folder_ / "o")) << one.scenario << arguments;
        const Outcome checked = run("check " + arguments);
        if (one.says == "no map of its own") continue;  // a scenario for any map is checked as far as it goes
        EXPECT_EQ(checked.status, 2) << one.scenario << arguments;
        EXPECT_EQ(checked.err, ran.err) << one.scenario << arguments;
        EXPECT_EQ(checked.out, "") << one.scenario << arguments;
    }
}

}  // namespace
}  // namespace sendscape::refusals_test
