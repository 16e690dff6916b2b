// SPDX-License-Identifier: MIT
#include "agents/admissions/feeders.h"

#include <gtest/gtest.h>

#include "agents/admissions/nearby.h"
#include "agents/families/preferences.h"
#include "tests/support/placement_scene.h"

namespace sendscape::feeders_test {
namespace {

using testing::PlacementScene;
const Month september(2026, 9);
const SchoolId infant(testing::hill_infant), junior(testing::hill_junior);

TEST(Feeders, AnInfantSchoolLeadsToItsJuniorSchool) {
    PlacementScene scene;
    const auto next = feeds(*scene.map, scene.schools, 3, september);
    for (std::size_t row = 0; row < next.size(); ++row)
        EXPECT_EQ(next[row], SchoolId(row) == infant ? junior : SchoolId{}) << row;
    for (const int ncy : {0, 4, 7})
        for (const SchoolId s : feeds(*scene.map, scene.schools, ncy, september)) EXPECT_FALSE(s.exists());
}

TEST(Feeders, OfSeveralTheNearestOfItsFaithThatIsOpen) {
    auto map = std::make_shared<Map>(*testing::small_map());
    School& other = map->schools[testing::wold_faith];  // a faith junior school at the infant school's door
    other.low_ncy = 3;
    other.x = map->schools[testing::hill_infant].x;
    other.y = map->schools[testing::hill_infant].y;
    PlacementScene scene(map);
    const auto fed = [&] { return feeds(*scene.map, scene.schools, 3, september)[infant.value]; };
    EXPECT_EQ(fed(), junior);
    scene.schools.closes[junior] = september.index;
    EXPECT_EQ(fed(), SchoolId(testing::wold_faith));
    other.x += 6000;
    EXPECT_FALSE(fed().exists());
}

TEST(Feeders, TwoInfantSchoolsBesideOneJuniorSchoolEachHaveTheirOwn) {
    auto map = std::make_shared<Map>(*testing::small_map());
    // Riverside becomes an infant school and St Anne's a junior school, farther from both infant schools than Hill
    // Junior.
    School& second_infant = map->schools[testing::riverside];
    School& second_junior = map->schools[testing::st_anne];
    const School& first = map->schools[testing::hill_infant];
    second_infant.low_ncy = 0;
    second_infant.high_ncy = 2;
    second_infant.x = first.x + 500;
    second_infant.y = first.y;
    second_junior.low_ncy = 3;
    second_junior.x = first.x + 2500;
    second_junior.y = first.y;
    second_junior.pan = 60;
    PlacementScene scene(map);
    const auto next = [&](SchoolId s) { return feeds(*scene.map, scene.schools, 3, september)[s.value]; };
    EXPECT_EQ(next(infant), junior);
    EXPECT_EQ(next(SchoolId(testing::riverside)), SchoolId(testing::st_anne)) << "Hill Junior has its sixty";
    map->schools[testing::hill_junior].pan = 120;
    EXPECT_EQ(next(SchoolId(testing::riverside)), junior) << "it has room for both";
    scene.schools.closes[SchoolId(testing::st_anne)] = september.index;
    map->schools[testing::hill_junior].pan = 60;
    EXPECT_EQ(next(SchoolId(testing::riverside)), junior) << "there is no other";
}

TEST(Feeders, WhatTheMapNamesComesBeforeTheNearest) {
    auto map = std::make_shared<Map>(*testing::small_map());
    School& far = map->schools[testing::st_anne];
    far.low_ncy = 3;
    far.x = map->schools[testing::hill_infant].x + 9000;
    PlacementScene scene(map);
    const auto next = [&](SchoolId s) { return feeds(*scene.map, scene.schools, 3, september)[s.value]; };
    EXPECT_EQ(next(infant), junior);
    map->schools[testing::hill_infant].leads_to = SchoolId(testing::st_anne);
    EXPECT_EQ(next(infant), SchoolId(testing::st_anne)) << "however far it is";
    EXPECT_FALSE(feeds(*scene.map, scene.schools, 4, september)[infant.value].exists());
    scene.schools.closes[SchoolId(testing::st_anne)] = september.index;
    EXPECT_EQ(next(infant), junior) << "it has closed";
}

TEST(Feeders, FamiliesLookThereFirstAndPastLastYearsDistance) {
    const FamilyParameters p;
    School place;
    SchoolOption option;
    option.metres = 2000;
    option.primary = true;
    const double plain = utility(option, place, {}, 500, p, 0);
    option.feeder = true;
    EXPECT_NEAR(utility(option, place, {}, 500, p, 0) - plain, p.feeder + p.realism, 1e-12);
}

TEST(NearestWithPlaces, RoomFirstAndElseTheLeastOverItsNumberNotTheNearest) {
    PlacementScene scene;
    const ZoneId home(1);  // St Anne's stands there
    std::vector<std::int32_t> left(scene.schools.size(), 0);
    const auto found = [&] { return nearest_with_places(*scene.map, scene.schools, home, 0, true, september, left); };
    left[testing::riverside] = 1;
    EXPECT_EQ(found(), SchoolId(testing::riverside));
    left[testing::st_anne] = 1;
    EXPECT_EQ(found(), SchoolId(testing::st_anne));
    // All full, with 30, 60, 60 and 15 places: one over is a thirtieth at St Anne's, a sixtieth at Riverside.
    left.assign(scene.schools.size(), 0);
    left[testing::st_anne] = left[testing::riverside] = -1;
    left[testing::hill_infant] = left[testing::wold_faith] = -9;
    EXPECT_EQ(found(), SchoolId(testing::riverside));
    left[testing::st_anne] = left[testing::riverside] = 0;
    EXPECT_EQ(found(), SchoolId(testing::st_anne));
}

}  // namespace
}  // namespace sendscape::feeders_test
