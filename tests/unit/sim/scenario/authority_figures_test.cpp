// SPDX-License-Identifier: MIT
#include "sim/scenario/authority_figures.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "sim/core/error.h"
#include "sim/scenario/check_on_map.h"
#include "sim/scenario/read_scenario.h"
#include "tests/support/small_map.h"

namespace sendscape::authority_figures_test {
namespace {

namespace fs = std::filesystem;

class AuthorityFigures : public ::testing::Test {
  protected:
    AuthorityFigures() {
        folder_ = fs::temp_directory_path() /
                  (std::string("sendscape-figures-") + ::testing::UnitTest::GetInstance()->current_test_info()->name() +
                   "-" + std::to_string(::getpid()));
        fs::create_directories(folder_);
    }
    ~AuthorityFigures() override { fs::remove_all(folder_); }
    std::string file(const std::string& text, const std::string& name = "s.toml") {
        std::ofstream(folder_ / name) << text;
        return (folder_ / name).string();
    }
    /// The message without the folder, or "accepted".
    std::string told(const std::string& text, const Map* map = nullptr) {
        ConfigProblems problems;
        try {
            const Scenario scenario = draft_scenario(file(text), {}, problems);
            if (map) add_map_problems(scenario, *map, problems);
            problems.throw_if_any();
        } catch (const InputError& error) {
            std::string message = error.what();
            for (std::size_t at; (at = message.find(folder_.string() + "/")) != std::string::npos;)
                message.erase(at, folder_.string().size() + 1);
            return message;
        }
        return "accepted";
    }
    fs::path folder_;
};

TEST_F(AuthorityFigures, StandAsInTheAccounts) {
    for (const char* text :
         {"[authority]\nhigh_needs_income = 84000000\ndeficit = 12500000\nep_days = 2100\n"
          "unit_cost = {state_special = 24000, eotas = 31500}\n",
          "[[authority]]\nhigh_needs_income = \"£84,000,000 a year\"\ndeficit = \"£12,500,000\"\n"
          "ep_days = \"2,100 days\"\n[authority.unit_cost]\nstate_special = \"£24,000\"\neotas = 31500.0\n"}) {
        const Scenario scenario = read_scenario(file(text));
        ASSERT_EQ(scenario.authorities.size(), 1u) << text;
        const OwnFigures& figures = scenario.authorities[0].figures;
        EXPECT_EQ(figures.income, 84e6);
        EXPECT_EQ(figures.deficit, 12.5e6);
        EXPECT_EQ(figures.ep_days, 2100);
        EXPECT_EQ(figures.unit_cost[static_cast<std::size_t>(CostOf::state_special)], 24'000);
        EXPECT_FALSE(figures.unit_cost[static_cast<std::size_t>(CostOf::base)].has_value());
        EXPECT_EQ(figures_text(figures),
                  "high needs income £84,000,000 a year, deficit at the start £12,500,000, days of educational "
                  "psychologists a year 2,100, a child in a state special school £24,000 a year, a child educated "
                  "otherwise than at school £31,500 a year");
        // What is kept with the run reads back as it was.
        const Scenario again = read_scenario(file(scenario.effective_toml, "again.toml"));
        EXPECT_EQ(again.authorities, scenario.authorities);
    }
}

TEST_F(AuthorityFigures, AMistakeIsToldByFileLineValueAndWhatIsAllowed) {
    const std::string millions = told("[authority]\nhigh_needs_income = 84.0\n");
    EXPECT_NE(millions.find("s.toml:2: 84 is out of range for high_needs_income: allowed "), std::string::npos)
        << millions;
    EXPECT_NE(
        told("[authority]\nhigh_needs_income = 84000\n").find("figures stand as in the accounts, in whole pounds"),
        std::string::npos)
        << "in thousands";
    EXPECT_NE(told("[authority]\ndeficit = \"12 weeks\"\n").find("s.toml:2: "), std::string::npos);
    EXPECT_NE(told("[authority]\ndefecit = 12\n").find("deficit"), std::string::npos) << "the nearest spelling";
    EXPECT_NE(told("[authority]\nunit_cost = 24000\n").find("s.toml:2: unit_cost = 24000: write unit_cost = {"),
              std::string::npos);
    EXPECT_NE(told("[authority]\nunit_cost = {special = 24000}\n").find("state_special"), std::string::npos);
    EXPECT_NE(told("[authority]\ncode = \"358\"\n").find("gives no figure"), std::string::npos);
    EXPECT_NE(told("authority = 358\n").find("[[authority]]"), std::string::npos);
}

TEST_F(AuthorityFigures, TwoForOneAuthorityAreRefused) {
    EXPECT_NE(
        told("[[authority]]\nname = \"Smallshire\"\ndeficit = 1\n[[authority]]\nname = \"Smallshire\"\ndeficit = 2\n")
            .find("s.toml:4: authority Smallshire stands twice: "),
        std::string::npos);
    const auto map = testing::small_map();
    const std::string code = map->authorities[0].code, name = map->authorities[0].name;
    const std::string twice = told(
        "[[authority]]\ncode = \"" + code + "\"\ndeficit = 1\n[[authority]]\nname = \"" + name + "\"\ndeficit = 2\n",
        map.get());
    EXPECT_NE(twice.find("a second [authority] for " + name), std::string::npos) << twice;
    EXPECT_NE(told("[authority]\ndeficit = 1\n[authority]\ndeficit = 2\n").find("s.toml:3"), std::string::npos)
        << "TOML itself has each table once";
}

TEST_F(AuthorityFigures, AreOfAnAuthorityOfTheArea) {
    const auto map = testing::small_map();
    EXPECT_EQ(told("[authority]\ndeficit = 1\n", map.get()), "accepted");
    const std::string other = told("[authority]\nname = \"Smalshire\"\ndeficit = 1\n", map.get());
    EXPECT_NE(other.find("s.toml:1: authority Smalshire is no authority of the map"), std::string::npos) << other;
    std::string neighbour;
    for (const Authority& authority : map->authorities)
        if (!authority.in_area) neighbour = authority.code;
    EXPECT_NE(told("[authority]\ncode = \"" + neighbour + "\"\ndeficit = 1\n", map.get()).find("is a neighbour"),
              std::string::npos);
    Map two = *map;
    for (Authority& authority : two.authorities) authority.in_area = true;
    EXPECT_NE(told("[authority]\ndeficit = 1\n", &two).find("names none of the area's 2"), std::string::npos);
}

TEST_F(AuthorityFigures, TheMapOfTheRunSaysThatTheyWereGiven) {
    Map map = *testing::small_map();
    EXPECT_FALSE(deficits_are_given(map));
    take_figures(read_scenario(file("[authority]\nep_days = 900\n")).authorities, map);
    EXPECT_EQ(map.authorities[0].figures.ep_days, 900);
    EXPECT_FALSE(deficits_are_given(map));
    map = *testing::small_map();
    take_figures(read_scenario(file("[authority]\ndeficit = 900\n")).authorities, map);
    EXPECT_TRUE(deficits_are_given(map));
    EXPECT_EQ(map.assumptions.back(),
              map.authorities[0].name + " is anchored to figures given: deficit at the start £900.");
}

}  // namespace
}  // namespace sendscape::authority_figures_test
