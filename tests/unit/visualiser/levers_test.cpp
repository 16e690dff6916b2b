// SPDX-License-Identifier: MIT
#include "visualiser/levers.h"
#include "sim/scenario/read_scenario.h"

#include <gtest/gtest.h>

#include "tests/support/output_run.h"
#include "visualiser/difference.h"
#include "visualiser/film_from_run.h"

namespace sendscape::levers_test {
namespace {

using testing::small_map;
using testing::small_run;
using testing::small_scenario;

PolicyLever gate() {
    PolicyLever policy;
    policy.name = policy.title = "gate";
    policy.changes.push_back({{"Gate", "policy"}, Month(2027, 9), "accountability.inclusion_gate", {1}});
    return policy;
}

TEST(Levers, APolicyComesIntoForceNoEarlierThanNow) {
    Levers levers(small_scenario(10, 1), {gate()});
    levers.toggle_policy(0, Month(2029, 3));
    ASSERT_EQ(levers.scenario().changes.size(), 1u);
    EXPECT_EQ(levers.scenario().changes[0].from, Month(2029, 3));
    EXPECT_TRUE(levers.policies()[0].on);
    EXPECT_NE(levers.scenario().effective_toml.find("2029-03"), std::string::npos);
}

TEST(Levers, APolicySwitchedOffBeforeItsTimeNeverWas) {
    Levers levers(small_scenario(10, 1), {gate()});
    levers.toggle_policy(0, Month(2026, 3));
    levers.toggle_policy(0, Month(2026, 5));
    EXPECT_TRUE(levers.scenario().changes.empty());
}

TEST(Levers, APolicySwitchedOffLaterHoldsUntilThen) {
    Levers levers(small_scenario(10, 1), {gate()});
    levers.toggle_policy(0, Month(2026, 3));
    levers.toggle_policy(0, Month(2030, 5));
    ASSERT_EQ(levers.scenario().changes.size(), 2u);
    EXPECT_EQ(levers.scenario().changes[0].from, Month(2027, 9));
    EXPECT_EQ(levers.scenario().changes[1].from, Month(2030, 5));
    EXPECT_EQ(levers.scenario().changes[1].values, std::vector<double>{0});
}

TEST(Levers, NumbersAddUpAndComeBack) {
    const auto map = small_map();
    const School& riverside = map->schools[testing::riverside];
    const School& oak = map->schools[testing::oak_special];
    Levers levers(small_scenario(10, 1), {});
    const Month from(2027, 4);
    levers.change_pan(riverside, 15, from);
    levers.change_pan(riverside, 15, from);
    EXPECT_EQ(levers.pan(riverside, from), riverside.pan + 30);
    EXPECT_EQ(levers.pan(riverside, from - 1), riverside.pan);
    EXPECT_EQ(levers.scenario().provision.size(), 1u);
    levers.change_places(oak, 10, from);
    levers.change_places(oak, 10, from + 6);
    EXPECT_EQ(levers.places(oak, from), oak.commissioned_places + 10);
    EXPECT_EQ(levers.places(oak, from + 6), oak.commissioned_places + 20);
    levers.open_base(riverside, from);
    EXPECT_EQ(levers.base_places(riverside, from), Levers::new_base_places);
    levers.close_base(riverside, from + 12);
    EXPECT_EQ(levers.base_places(riverside, from + 12), 0);
    levers.close_school(oak, from + 13);
    EXPECT_TRUE(levers.closing(oak));
    while (levers.undo()) {
    }
    EXPECT_TRUE(levers.scenario().provision.empty());
    EXPECT_EQ(levers.pan(riverside, from), riverside.pan);
    EXPECT_FALSE(levers.closing(oak));
}

// What is built can be changed until it is put down; what is told of it is what it became, and undone what it was.
TEST(Levers, WhatIsBuiltIsInHand) {
    const auto map = small_map();
    Levers levers(small_scenario(10, 1), {gate()});
    ProvisionChange school;
    school.kind = ProvisionChange::Kind::open_school;
    school.on = Month(2028, 9);
    school.urn = levers.free_urn();
    school.near = "West";
    school.places = 60;
    levers.build(school, "60 places");
    ASSERT_TRUE(levers.in_hand());
    EXPECT_NE(levers.free_urn(), school.urn);
    levers.toggle_policy(0, Month(2027, 3));
    ProvisionChange larger = school;
    larger.places = 65;
    levers.alter(larger, "65 places");
    larger.places = 70;
    levers.alter(larger, "70 places");
    levers.alter(larger, "nothing new");
    ASSERT_EQ(levers.scenario().provision.size(), 1u);
    EXPECT_EQ(levers.scenario().provision[0].places, 70);
    EXPECT_EQ(levers.told(), (std::vector<std::string>{"gate: on from March 2027", "70 places"}));
    EXPECT_EQ(levers.pulled(), 4u);
    EXPECT_TRUE(levers.undo());
    EXPECT_EQ(levers.in_hand()->places, 65);
    EXPECT_TRUE(levers.undo());
    EXPECT_EQ(levers.told(), (std::vector<std::string>{"60 places", "gate: on from March 2027"}));
    levers.put_down();
    levers.alter(larger, "not in hand");
    EXPECT_EQ(levers.scenario().provision[0].places, 60);
}

TEST(Levers, TheSketchShowsALeverBeforeAnythingIsSimulated) {
    const auto film = film_from_run(small_run(2, 1));
    Levers levers(small_scenario(2, 1), {});
    const Scenario before = levers.scenario();
    levers.open_special(film->areas[0], film->first + 6);
    const auto drawn = sketch(*film, before, levers.scenario());
    ASSERT_EQ(drawn->schools.size(), film->schools.size() + 1);
    EXPECT_EQ(drawn->at(5, film->schools.size()).open, 0);
    EXPECT_EQ(drawn->at(6, film->schools.size()).open, 1);
    EXPECT_EQ(drawn->at(6, film->schools.size()).places, Levers::new_special_places);
    for (int m = 0; m < film->months; ++m)
        for (std::size_t s = 0; s < film->schools.size(); ++s) EXPECT_EQ(drawn->at(m, s).roll, film->at(m, s).roll);
    ASSERT_EQ(drawn->flags.size(), film->flags.size() + 1);

    const Scenario opened = levers.scenario();
    levers.close_school(film->schools[testing::oak_special], film->first + 9);
    const auto closed = sketch(*film, opened, levers.scenario());
    EXPECT_EQ(closed->at(8, testing::oak_special).open, film->at(8, testing::oak_special).open);
    EXPECT_EQ(closed->at(9, testing::oak_special).open, 0);
}

// What is held run by run has the new school's row, too: another run's difference from the sketch is of each school's
// own children.
TEST(Levers, ASketchOfSeveralRunsKeepsThemSchoolBySchool) {
    const auto film = film_from_run(testing::small_run(2, 3));
    ASSERT_NE(film->each, nullptr);
    Levers levers(testing::small_scenario(2, 3), {});
    const Scenario before = levers.scenario();
    levers.open_special(testing::small_map()->areas[0], Month(2026, 9));
    levers.open_special(testing::small_map()->areas[1], Month(2027, 9));
    const auto drawn = sketch(*film, before, levers.scenario());
    ASSERT_EQ(drawn->schools.size(), film->schools.size() + 2);
    ASSERT_EQ(drawn->each->plans.size(), drawn->school_months.size() * 3);
    for (int m = 0; m < film->months; ++m)
        for (std::size_t s = 0; s < drawn->schools.size(); ++s)
            for (std::size_t r = 0; r < 3; ++r) {
                const auto cell = [&](const Film& of) {
                    return (static_cast<std::size_t>(m) * of.schools.size() + s) * 3 + r;
                };
                EXPECT_EQ(drawn->each->plans[cell(*drawn)],
                          s < film->schools.size() ? film->each->plans[cell(*film)] : 0);
            }
    const auto difference = difference_of(*film, *drawn);
    for (const Change& change : difference->school_change) {
        EXPECT_EQ(change.more, 0);
        EXPECT_EQ(change.fewer, 0);
    }
}

TEST(Levers, ShippedPoliciesAreLeversOfTheCounty) {
    const Scenario county = read_scenario("county");
    const auto policies = read_policy_levers("county", county);
    ASSERT_GE(policies.size(), 3u);
    // Every file of configs/policies that says what it is: the examples first, then by who asks, one group each.
    EXPECT_GE(policies.size(), 60u);
    std::vector<std::string> groups;
    for (const PolicyLever& policy : policies) {
        EXPECT_FALSE(policy.title.empty());
        EXPECT_FALSE(policy.sentence.empty()) << policy.name;
        EXPECT_FALSE(policy.source.empty()) << policy.name;
        EXPECT_FALSE(policy.known.empty()) << policy.name;
        if (groups.empty() || groups.back() != policy.asks) groups.push_back(policy.asks);
    }
    EXPECT_EQ(groups.front(), "");
    for (std::size_t i = 1; i < groups.size(); ++i) EXPECT_LT(groups[i - 1], groups[i]);
    EXPECT_GE(groups.size(), 4u);
    Levers levers(county, policies);
    for (std::size_t i = 0; i < policies.size(); ++i)
        levers.toggle_policy(i, county.start.value_or(Month(2026, 1)) + 30);
    EXPECT_NE(levers.scenario().effective_toml, county.effective_toml);
}

TEST(Levers, CloseABaseThatTheAuthorityOpened) {
    const auto map = testing::small_map();
    const School& kings = map->schools[testing::kings];  // none on the map
    Levers levers(testing::small_scenario(3, 1), {});
    EXPECT_FALSE(levers.base_closed(kings, Month(2028, 1)));
    levers.close_base(kings, Month(2027, 4));
    ASSERT_EQ(levers.scenario().provision.size(), 1u);
    EXPECT_EQ(levers.scenario().provision[0].phase, Phase::secondary);
    EXPECT_FALSE(levers.base_closed(kings, Month(2027, 3)));
    EXPECT_TRUE(levers.base_closed(kings, Month(2027, 4)));
    levers.open_base(kings, Month(2028, 4));
    EXPECT_FALSE(levers.base_closed(kings, Month(2028, 4)));
    const Map prepared = prepare_map(*map, levers.scenario().provision, Parallel(1));
    EXPECT_EQ(sites_of(prepared, levers.scenario().provision)[0], SchoolId(testing::kings));
}

}  // namespace
}  // namespace sendscape::levers_test
