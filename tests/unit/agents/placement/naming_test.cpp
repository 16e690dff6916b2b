// SPDX-License-Identifier: MIT
#include "agents/placement/naming.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "agents/placement/candidates.h"
#include "agents/placement/shortfall.h"
#include "tests/support/placement_scene.h"

namespace sendscape::naming_test {
namespace {

using testing::PlacementScene;
const Month november(2026, 11), february(2027, 2), september(2027, 9);

std::int64_t events_of(const EventLog& log, EventKind kind) {
    return std::count_if(log.events().begin(), log.events().end(), [&](const Event& e) { return e.kind == kind; });
}

TEST(Naming, ChildMovesToTheSpecialSchoolWithRoom) {
    PlacementScene scene;
    scene.parameters.independent_at_once = 0;
    const PupilId p = scene.add(3, RequiredProvision::special, Setting::mainstream, SchoolId(testing::riverside));
    scene.name(november);
    EXPECT_EQ(scene.pupils.setting[p], Setting::state_special);
    EXPECT_EQ(scene.pupils.school[p], SchoolId(testing::oak_special));
    EXPECT_FALSE(scene.pupils.waiting(p));
    EXPECT_EQ(scene.schools.roll[SchoolId(testing::oak_special)], 1);
    EXPECT_EQ(events_of(scene.events, EventKind::placed), 1);
    EXPECT_EQ(events_of(scene.events, EventKind::wait_began), 0);
}

TEST(Naming, FreedPlaceGoesToTheLongestWaitThenCrisisThenNew) {
    PlacementScene scene;
    scene.parameters.independent_at_once = scene.parameters.independent_hazard = 0;
    scene.parameters.independent_hazard_growth = 0;
    scene.parameters.consultation_success = 1;
    scene.schools.commissioned_places[SchoolId(testing::oak_special)] = 5;
    scene.schools.ceiling[SchoolId(testing::oak_special)] = 5;
    const SchoolId from(testing::meadow);
    const PupilId fresh = scene.add(8, RequiredProvision::special, Setting::mainstream, from);
    const PupilId crisis = scene.add(8, RequiredProvision::special, Setting::awaiting);
    const PupilId short_wait = scene.add(8, RequiredProvision::special, Setting::mainstream, from);
    const PupilId long_wait = scene.add(8, RequiredProvision::special, Setting::mainstream, from);
    const PupilId severe = scene.add(8, RequiredProvision::special, Setting::mainstream, from);
    scene.pupils.waiting_since[short_wait] = pack(Month(2026, 9));
    scene.pupils.waiting_since[long_wait] = pack(Month(2025, 9));
    scene.pupils.severity[severe] = 0.9F;
    scene.name(november);
    EXPECT_EQ(scene.pupils.setting[long_wait], Setting::state_special);
    EXPECT_EQ(scene.pupils.setting[short_wait], Setting::state_special);
    EXPECT_EQ(scene.pupils.setting[crisis], Setting::state_special);
    EXPECT_EQ(scene.pupils.setting[severe], Setting::mainstream);
    EXPECT_EQ(scene.pupils.setting[fresh], Setting::mainstream);
    EXPECT_EQ(scene.pupils.waiting_since[fresh], pack(november));
    EXPECT_EQ(unmet_kind(scene.pupils, fresh), Unmet::mainstream_while_waiting);
    EXPECT_EQ(events_of(scene.events, EventKind::wait_ended), 2);
    EXPECT_EQ(events_of(scene.events, EventKind::wait_began), 2);
}

TEST(Naming, RollsNeverPassTheCeilingAndPupilsAreConserved) {
    PlacementScene scene;
    const SchoolId oak(testing::oak_special);
    scene.schools.commissioned_places[oak] = 20;
    scene.schools.ceiling[oak] = 24;
    for (int k = 0; k < 200; ++k)
        scene.add(k % 12, RequiredProvision::special, Setting::mainstream,
                  SchoolId(k % 12 < 7 ? testing::riverside : testing::meadow), static_cast<std::uint32_t>(k % 10));
    for (Month month(2026, 9); month < Month(2028, 9); ++month) {
        scene.name(month);
        EXPECT_LE(scene.schools.roll[oak], 24);
        std::int32_t on_roll = 0;
        for (const std::int32_t roll : scene.schools.roll) on_roll += roll;
        std::int32_t placed = 0;
        for (std::size_t row = 0; row < scene.pupils.size(); ++row)
            placed += scene.pupils.school[PupilId(row)].exists() ? 1 : 0;
        EXPECT_EQ(on_roll, placed);
    }
    EXPECT_GE(scene.schools.roll[oak], 20);
}

// It must find the staff first: what it had in October, and a class of eight or a tenth more.
TEST(Naming, AnIndependentSchoolGrowsByAClassAYear) {
    const SchoolId elm(testing::elm_special);
    for (const auto& [in_october, most] : {std::pair{5, 13}, std::pair{100, 110}}) {
        PlacementScene scene;
        scene.schools.commissioned_places[elm] = 200;
        scene.schools.funded_roll[elm] = in_october;
        scene.parameters.independent_at_once = 1;
        scene.parameters.independent_share.fill(1);
        for (int k = 0; k < 150; ++k)
            scene.add(4 + k % 6, RequiredProvision::special, Setting::mainstream, SchoolId(testing::riverside));
        for (const Month month : {november, Month(2026, 12)}) scene.name(month);
        EXPECT_EQ(scene.schools.roll[elm], most);
    }
}

// October counts Reception to Year 11: young people of a sixth form are there all the same, and take no one's place.
TEST(Naming, AnIndependentSchoolWithSixthFormersHasTheRoomItHas) {
    const SchoolId elm(testing::elm_special);
    for (const int over_16 : {0, 30, 45}) {
        PlacementScene scene;
        scene.schools.commissioned_places[elm] = 115;
        scene.schools.funded_roll[elm] = 60;
        scene.parameters.independent_at_once = 1;
        scene.parameters.independent_share.fill(1);
        for (int k = 0; k < 60; ++k)
            scene.add(3 + k % 9, RequiredProvision::special, Setting::independent_special, elm);
        for (int k = 0; k < over_16; ++k) scene.add(12, RequiredProvision::special, Setting::independent_special, elm);
        for (int k = 0; k < 50; ++k)
            scene.add(4 + k % 6, RequiredProvision::special, Setting::mainstream, SchoolId(testing::riverside));
        for (const Month month : {november, Month(2026, 12)}) scene.name(month);
        EXPECT_EQ(scene.schools.roll[elm], 60 + over_16 + std::max(8, (60 + over_16) / 10));
    }
}

TEST(Naming, WhoLeavesSchoolGoesWhereTheAuthoritysChildrenGo) {
    const auto at_home = [](float home_educated) {
        PlacementScene scene;
        scene.authorities.practice[AuthorityId(0)].home_educated = home_educated;
        for (int k = 0; k < 1000; ++k)
            scene.add(9, RequiredProvision::elsewhere, Setting::mainstream, SchoolId(testing::meadow));
        scene.name(november);
        int home = 0;
        for (const Setting setting : scene.pupils.setting.values()) home += setting == Setting::home_education ? 1 : 0;
        return home;
    };
    EXPECT_NEAR(at_home(1), 240, 45);
    EXPECT_EQ(at_home(0), 0);
    EXPECT_NEAR(at_home(4), 960.0 / 1.72, 50);  // 0.60 and 0.16 beside 4 times 0.24
}

TEST(Naming, AnAuthorityThatSeldomNamesEarlyYearsNamesNurseryClasses) {
    const auto in_school = [](float early_years, Month made) {
        PlacementScene scene;
        scene.authorities.practice[AuthorityId(0)].early_years = early_years;
        for (int k = 0; k < 400; ++k) {
            const PupilId p = scene.add(-1, RequiredProvision::mainstream, Setting::early_years);
            scene.pupils.plan_since[p] = pack(made);
        }
        name_nursery_classes(scene.step(november), scene.pupils, scene.families, scene.schools, scene.rules());
        int children = 0;
        for (std::size_t row = 0; row < scene.pupils.size(); ++row)
            children += scene.pupils.school[PupilId(row)] == SchoolId(testing::riverside) ? 1 : 0;
        return children;
    };
    EXPECT_EQ(in_school(1, november), 0);
    EXPECT_EQ(in_school(3, november), 0);
    EXPECT_NEAR(in_school(0.25F, november), 300, 30);  // Riverside alone has a nursery class
    EXPECT_EQ(in_school(0.25F, Month(2026, 10)), 0);   // was decided then
}

// A census without ages has every primary school begin with Reception, though half have nursery classes.
TEST(Naming, ANurseryClassThatNoTableTellsOfIsMainstreamAllTheSame) {
    auto map = std::make_shared<Map>(*testing::small_map());
    for (School& school : map->schools) school.low_ncy = std::max(school.low_ncy, std::int8_t{reception});
    PlacementScene scene(map);
    scene.authorities.practice[AuthorityId(0)].early_years = 0.25F;
    for (int k = 0; k < 400; ++k) {
        const PupilId p = scene.add(-1, RequiredProvision::mainstream, Setting::early_years);
        scene.pupils.plan_since[p] = pack(november);
    }
    name_nursery_classes(scene.step(november), scene.pupils, scene.families, scene.schools, scene.rules());
    int mainstream = 0;
    for (std::size_t row = 0; row < scene.pupils.size(); ++row) {
        const PupilId p(row);
        EXPECT_FALSE(scene.pupils.school[p].exists());
        mainstream += group_of(scene.pupils.setting[p]) == SettingGroup::mainstream ? 1 : 0;
    }
    EXPECT_NEAR(mainstream, 300, 35);
}

TEST(Naming, AnAuthorityPaysForIndependentSchoolsAsItIsUsedTo) {
    const auto independent_at_once = [](float practice) {
        PlacementScene scene;
        scene.parameters.independent_share.fill(0.2);
        scene.parameters.independent_at_once = 1;
        scene.parameters.independent_hazard = scene.parameters.independent_hazard_growth = 0;
        for (std::size_t a = 0; a < scene.authorities.size(); ++a)
            scene.authorities.practice[AuthorityId(a)].independent = practice;
        for (int k = 0; k < 1000; ++k)
            scene.add(3, RequiredProvision::special, Setting::mainstream, SchoolId(testing::riverside));
        scene.name(november);
        int named = 0;
        for (std::size_t row = 0; row < scene.pupils.size(); ++row) {
            const Setting setting = scene.pupils.setting[PupilId(row)];
            named += setting == Setting::independent_special || setting == Setting::non_maintained_special ? 1 : 0;
        }
        return named;
    };
    EXPECT_NEAR(independent_at_once(1), 200, 40);
    EXPECT_NEAR(independent_at_once(2), 400, 50);
    EXPECT_EQ(independent_at_once(0), 0);
}

// Places count, not what the building would hold; and in spring those named already are there in September.
TEST(Naming, AnIndependentSchoolTakesATenthMoreThanItsPlaces) {
    const SchoolId elm(testing::elm_special);
    const auto all_independent = [&](PlacementScene& scene) {
        scene.schools.commissioned_places[elm] = 20;  // in a building for 30
        scene.parameters.independent_at_once = 1;
        scene.parameters.independent_share.fill(1);
        scene.parameters.year_7_to_special = 1;
    };
    PlacementScene now;
    all_independent(now);
    for (int k = 0; k < 60; ++k)
        now.add(4 + k % 7, RequiredProvision::special, Setting::mainstream, SchoolId(testing::riverside));
    for (const Month month : {november, Month(2026, 12)}) now.name(month);
    EXPECT_EQ(now.schools.roll[elm], 22);

    PlacementScene spring;
    all_independent(spring);
    for (int k = 0; k < 60; ++k)
        spring.add(6, RequiredProvision::special, Setting::mainstream, SchoolId(testing::riverside));
    spring.name(february);
    for (Month month = february + 1; month < september; ++month) spring.name(month);
    int named = 0;
    for (std::size_t row = 0; row < spring.pupils.size(); ++row)
        named += spring.pupils.next_school[PupilId(row)] == elm ? 1 : 0;
    EXPECT_EQ(named, 22);
}

TEST(Naming, WithoutLimitsNobodyWaits) {
    PlacementScene scene;
    scene.loops.capacity = 0;
    scene.schools.commissioned_places[SchoolId(testing::oak_special)] = 1;
    for (int k = 0; k < 60; ++k)
        scene.add(k % 12, RequiredProvision::special, Setting::mainstream, SchoolId(testing::riverside));
    scene.name(november);
    EXPECT_EQ(events_of(scene.events, EventKind::wait_began), 0);
    for (std::size_t row = 0; row < scene.pupils.size(); ++row)
        EXPECT_TRUE(is_special(scene.pupils.setting[PupilId(row)]));
}

TEST(Naming, BasePlacesAreAWall) {
    PlacementScene scene;
    std::vector<PupilId> children;
    for (int k = 0; k < 15; ++k)
        children.push_back(scene.add(3, RequiredProvision::base, Setting::mainstream, SchoolId(testing::riverside)));
    scene.name(november);
    EXPECT_EQ(scene.schools.in_base[SchoolId(testing::st_anne)][0], 12);
    EXPECT_EQ(std::count_if(children.begin(), children.end(), [&](PupilId p) { return scene.pupils.waiting(p); }), 3);
}

TEST(Unmet, OneCategoryEachInOrder) {
    PlacementScene scene;
    Pupils& pupils = scene.pupils;
    const SchoolId school(testing::meadow);
    const PupilId nowhere = scene.add(8, RequiredProvision::special, Setting::awaiting);
    const PupilId home = scene.add(8, RequiredProvision::special, Setting::eotas);
    const PupilId main = scene.add(8, RequiredProvision::base, Setting::mainstream, school);
    const PupilId far = scene.add(8, RequiredProvision::special, Setting::independent_special);
    pupils.out_of_area_for_want[far] = 1;
    const PupilId chosen = scene.add(8, RequiredProvision::mainstream, Setting::mainstream, school);
    const PupilId elective = scene.add(8, RequiredProvision::special, Setting::home_education);
    const PupilId older = scene.add(13, RequiredProvision::special, Setting::further_education);
    EXPECT_EQ(unmet_kind(pupils, nowhere), Unmet::no_setting);
    EXPECT_EQ(unmet_kind(pupils, home), Unmet::ap_or_home_for_want);
    EXPECT_EQ(unmet_kind(pupils, main), Unmet::mainstream_while_waiting);
    EXPECT_EQ(unmet_kind(pupils, far), Unmet::independent_for_want);
    EXPECT_EQ(unmet_kind(pupils, chosen), Unmet::none);
    EXPECT_EQ(unmet_kind(pupils, elective), Unmet::none);
    EXPECT_EQ(unmet_kind(pupils, older), Unmet::none);
    pupils.next_setting[main] = Setting::resourced_provision;
    EXPECT_EQ(unmet_kind(pupils, main), Unmet::none);
    pupils.waiting_since[main] = pack(Month(2027, 1));
    EXPECT_EQ(unmet_kind(pupils, main), Unmet::mainstream_while_waiting);
}

/// How often each of the two secondary schools is named for children of one zone, most of the children of King's, or of
/// Meadow, having plans already.
std::array<int, 2> named_in_secondary(double policy, double cap, testing::SmallSchool full_of_plans) {
    PlacementScene scene;
    scene.parameters.naming_policy = policy;
    scene.parameters.plans_cap = cap;
    const SchoolId kings(testing::kings), meadow(testing::meadow);
    for (const SchoolId s : {kings, meadow}) {
        scene.schools.roll[s] = 400;
        scene.schools.plans[s] = s == SchoolId(full_of_plans) ? 60 : 4;
    }
    std::array<int, 2> named{};
    for (int i = 0; i < 200; ++i) {
        const PupilId p = scene.add(8, RequiredProvision::mainstream, Setting::awaiting);
        const SchoolId s = name_mainstream(scene.step(november), scene.schools, scene.parameters, scene.loops,
                                           ZoneId(0u), p, {8, false, false, Need::asd}, SchoolId{});
        named[0] += s == kings;
        named[1] += s == meadow;
    }
    return named;
}

TEST(NamingPolicies, TheNearestThatSuitsBalanceAndACap) {
    const auto map = testing::small_map();
    const auto way = [&](testing::SmallSchool s) { return journey(*map, ZoneId(0u), SchoolId(s)).tenths; };
    ASSERT_NE(way(testing::kings), way(testing::meadow));
    const std::size_t near = way(testing::kings) < way(testing::meadow) ? 0 : 1;
    const testing::SmallSchool nearest = near == 0 ? testing::kings : testing::meadow;
    const auto by_preference = named_in_secondary(0, 1, nearest);
    EXPECT_GT(by_preference[1 - near], 0);  // families choose
    EXPECT_EQ(named_in_secondary(1, 1, nearest)[near], 200);
    const auto balanced = named_in_secondary(2, 1, nearest);
    EXPECT_LT(balanced[near], by_preference[near] / 2);
    EXPECT_GT(balanced[0] + balanced[1], 190);
    EXPECT_EQ(named_in_secondary(0, 0.1, nearest)[near], 0);
    EXPECT_EQ(named_in_secondary(1, 0.1, nearest)[near], 0);
    EXPECT_EQ(named_in_secondary(0, 0.2, nearest), by_preference);  // below the cap it changes nothing
}

TEST(NamingPolicies, AChildKeepsTheSchoolItIsAt) {
    PlacementScene scene;
    scene.parameters.naming_policy = 1;
    scene.parameters.plans_cap = 0.01;
    for (const testing::SmallSchool at : {testing::kings, testing::meadow}) {
        scene.schools.roll[SchoolId(at)] = 400;
        scene.schools.plans[SchoolId(at)] = 60;
        const PupilId p = scene.add(8, RequiredProvision::mainstream, Setting::mainstream, SchoolId(at));
        EXPECT_EQ(name_mainstream(scene.step(november), scene.schools, scene.parameters, scene.loops, ZoneId(0u), p,
                                  {8, false, false, Need::asd}, SchoolId(at)),
                  SchoolId(at));
    }
}

}  // namespace
}  // namespace sendscape::naming_test
