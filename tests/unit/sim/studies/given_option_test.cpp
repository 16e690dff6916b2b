// SPDX-License-Identifier: MIT
#include "sim/studies/given_option.h"

#include <gtest/gtest.h>

#include <fstream>

#include "sim/core/error.h"
#include "sim/output/run_file.h"
#include "tests/support/output_run.h"

namespace sendscape::given_option_test {
namespace {

using testing::ScratchFolder;

void write(const std::filesystem::path& path, const std::string& text) { std::ofstream(path) << text; }

std::vector<GivenOption> read(const std::vector<std::string>& words, const Overrides& overrides = {}) {
    ConfigProblems problems;
    std::vector<GivenOption> options = read_options(words, overrides, problems);
    problems.throw_if_any();
    return options;
}

TEST(ReadOptions, APolicyIsLaidOverTheReferenceAndAScenarioStandsAlone) {
    const ScratchFolder folder("given-option");
    const std::string own = (folder.path() / "own.toml").string(), lever = (folder.path() / "lever.toml").string();
    write(own, "title = \"Own\"\nbase = \"status-quo\"\nyears = 4\n[set]\nplans.agree_school = 0.8\n");
    write(lever, "title = \"Lever\"\n[[change]]\nfrom = \"2027-09\"\nset = {plans.agree_parent = 0.5}\n");
    const std::vector<GivenOption> options =
        read({own, "inclusion-gate", lever, "county", "inclusion-gate+no-new-places@2028-04"});
    EXPECT_FALSE(options[0].policy);
    EXPECT_EQ(options[0].name, "own");
    for (const std::size_t k : {1U, 2U, 4U}) {
        EXPECT_TRUE(options[k].policy) << k;
        EXPECT_EQ(options[k].scenario->years, 4) << "the reference's";
        EXPECT_EQ(options[k].scenario->changes.front().key, "plans.agree_school");
    }
    EXPECT_EQ(options[1].label, "Inclusion gate");
    EXPECT_EQ(options[2].label, "Lever");
    EXPECT_FALSE(options[3].policy) << "no policy has this name";
    EXPECT_EQ(options[4].name, "inclusion-gate+no-new-places@2028-04");
}

TEST(ReadOptions, ARunFileBringsTheScenarioItRecorded) {
    const ScratchFolder folder("given-option");
    Scenario scenario = testing::small_scenario(1, 1);
    ProvisionChange base;
    base.kind = ProvisionChange::Kind::open_base;
    base.setting = Setting::resourced_provision;
    base.on = Month(2026, 9);
    base.urn = testing::small_map()->schools[testing::meadow].urn;
    base.phase = Phase::secondary;
    base.places = 12;
    base.cost = 480'000;
    scenario.provision.push_back(base);
    settle(scenario);
    std::filesystem::create_directories(folder.path() / "gate");
    const std::string file = (folder.path() / "gate" / "run.h5").string();
    write_run(testing::run_of(*testing::small_map(), scenario, EventsKept::none), file, false);
    const std::vector<GivenOption> options = read({file, file});
    EXPECT_EQ(options[0].name, "gate") << "every run's file has one name";
    EXPECT_EQ(options[1].name, "gate-2");
    ASSERT_EQ(options[0].scenario->provision.size(), 1U);
    EXPECT_DOUBLE_EQ(*options[0].scenario->provision[0].cost, 480'000);
    EXPECT_EQ(options[0].scenario->provision[0].places, 12);
    try {
        read({file, "inclusion-gate"});
        FAIL();
    } catch (const InputError& error) {
        EXPECT_NE(std::string(error.what()).find("finished run"), std::string::npos) << error.what();
    }
}

TEST(ReadOptions, SaysWhatAWordIsNot) {
    EXPECT_THROW(read({"county"}), InputError);
    try {
        read({"county", "inclusion-gat"});
        FAIL();
    } catch (const InputError& error) {
        EXPECT_NE(std::string(error.what()).find("inclusion-gate"), std::string::npos) << error.what();
    }
    try {
        read({"county", "inclusion-gate+no-new-place"});
        FAIL();
    } catch (const InputError& error) {
        EXPECT_NE(std::string(error.what()).find("did you mean 'no-new-places'"), std::string::npos) << error.what();
    }
}

TEST(MakeAlike, GivesAllTheReferencesSeedYearsAndMapAndSaysSo) {
    const ScratchFolder folder("given-option");
    const std::string other = (folder.path() / "other.toml").string();
    write(other, "base = \"county\"\nyears = 3\nseed = 9\nmap = {county = \"wendshire\", seed = 2}\n");
    std::vector<GivenOption> options = read({"county", other});
    const std::vector<std::string> said = make_alike(options, {}, 5, false);
    EXPECT_EQ(options[1].scenario->years, options[0].scenario->years);
    EXPECT_EQ(options[1].scenario->seed, options[0].scenario->seed);
    EXPECT_EQ(options[1].scenario->map_seed, options[0].scenario->map_seed);
    EXPECT_EQ(options[1].scenario->replicates, 5U);
    ASSERT_EQ(said.size(), 3U);
    EXPECT_NE(said[0].find("years 3; all are lived with 10"), std::string::npos) << said[0];
    EXPECT_NE(said[1].find("seed 9"), std::string::npos) << said[1];
    EXPECT_NE(said[2].find("map"), std::string::npos) << said[2];
    Overrides years;
    years.years = 2;
    years.seed = 4;
    options = read({"county", other}, years);
    make_alike(options, years, 5, true);
    EXPECT_EQ(options[0].scenario->years, 2);
    EXPECT_EQ(options[1].scenario->seed, 4U);
}

TEST(ChooseOrders, TheLineThenTheFilesThenTheDefault) {
    const ScratchFolder folder("given-option");
    const auto path = [&](const std::string& name) { return (folder.path() / (name + ".toml")).string(); };
    for (const char* const rule : {"own", "none"})
        write(path(rule), "base = \"status-quo\"\norders = \"" + std::string(rule) + "\"\n");
    write(path("lever"), "orders = \"own\"\n[[change]]\nfrom = \"2027-09\"\nset = {plans.agree_parent = 0.5}\n");
    ConfigProblems problems;
    const auto chosen = [&](const std::vector<std::string>& words, std::optional<Orders> asked = std::nullopt) {
        return choose_orders(asked, read(words), problems);
    };
    EXPECT_EQ(chosen({"status-quo", "inclusion-gate"}).by, "");
    EXPECT_EQ(chosen({"status-quo", "inclusion-gate"}).rule, Orders::as_reference);
    EXPECT_EQ(chosen({"status-quo", path("own")}).rule, Orders::own);
    EXPECT_EQ(chosen({"status-quo", path("own")}).by, "own.toml:2");
    EXPECT_EQ(chosen({"status-quo", path("lever")}).by, "lever.toml:1") << "a policy says it too";
    EXPECT_EQ(chosen({path("own"), "inclusion-gate", path("lever")}).rule, Orders::own) << "all say the same";
    const ChosenOrders line = chosen({path("own"), path("none"), "county"}, Orders::none);
    EXPECT_EQ(line.rule, Orders::none);
    EXPECT_EQ(line.by, "--orders");
    EXPECT_EQ(line.notes,
              std::vector<std::string>{"own.toml:2 says orders = \"own\"; --orders none holds for all options."});
    EXPECT_FALSE(problems.any());
    chosen({path("own"), path("none")});
    try {
        problems.throw_if_any();
        ADD_FAILURE() << "two rules";
    } catch (const InputError& error) {
        EXPECT_NE(std::string(error.what()).find("none.toml:2: orders = \"none\", but "), std::string::npos);
        EXPECT_NE(std::string(error.what()).find("give --orders"), std::string::npos);
    }
}

}  // namespace
}  // namespace sendscape::given_option_test
