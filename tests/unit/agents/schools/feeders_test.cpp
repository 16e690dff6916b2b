// SPDX-License-Identifier: MIT
#include "agents/schools/feeders.h"

#include <gtest/gtest.h>

#include "agents/admissions/nearby.h"
#include "agents/families/preferences.h"
#include "tests/support/placement_scene.h"

namespace sendscape::feeders_test {
namespace {

using testing::PlacementScene;
const Month september(2026, 9);
const SchoolId infant(testing::hill_infant), junior(testing::hill_junior);

/// The school that most of a school's leavers go on to; none where it has no link.
SchoolId main_link(const PlacementScene& scene, SchoolId from, int ncy = 3) {
    SchoolId to;
    double most = 0;
    const auto links = feeds(*scene.map, scene.schools, ncy, september);
    for (const FeederLink& link : links[from.value])
        if (link.share > most) most = link.share, to = link.to;
    return to;
}
double share(const PlacementScene& scene, SchoolId from, SchoolId to) {
    double sum = 0;
    const auto links = feeds(*scene.map, scene.schools, 3, september);
    for (const FeederLink& link : links[from.value])
        if (link.to == to) sum += link.share;
    return sum;
}

TEST(Feeders, AnInfantSchoolLeadsToItsJuniorSchool) {
    PlacementScene scene;
    for (std::uint32_t row = 0; row < scene.map->schools.size(); ++row)
        EXPECT_EQ(main_link(scene, SchoolId(row)), SchoolId(row) == infant ? junior : SchoolId{}) << row;
    for (const int ncy : {0, 4, 7})
        for (const auto& links : feeds(*scene.map, scene.schools, ncy, september)) EXPECT_TRUE(links.empty());
}

TEST(Feeders, OfSeveralTheNearestOfItsFaithThatIsOpen) {
    auto map = std::make_shared<Map>(*testing::small_map());
    School& other = map->schools[testing::wold_faith];  // a faith junior school at the infant school's door
    other.low_ncy = 3;
    other.x = map->schools[testing::hill_infant].x;
    other.y = map->schools[testing::hill_infant].y;
    map->schools[testing::hill_junior].roll = 400;  // takes all of them
    PlacementScene scene(map);
    EXPECT_EQ(main_link(scene, infant), junior);
    scene.schools.closes[junior] = september.index;
    EXPECT_EQ(main_link(scene, infant), SchoolId(testing::wold_faith));
    other.x += 6000;
    EXPECT_EQ(main_link(scene, infant), SchoolId(testing::wold_faith)) << "nothing nearer, and it has none";
    other.x += 3000;
    EXPECT_FALSE(main_link(scene, infant).exists());
}

/// Two infant schools and two junior schools, the second junior school 2.5 km from the first infant school and 2 km
/// from the second, with as many children as the test says.
struct TwoPairs {
    std::shared_ptr<Map> map = std::make_shared<Map>(*testing::small_map());
    const SchoolId second_infant = SchoolId(testing::riverside), second_junior = SchoolId(testing::st_anne);

    TwoPairs(int infants, int second_infants, int juniors, int second_juniors) {
        School& first = map->schools[testing::hill_infant];
        first.roll = 3 * infants;
        School& other = map->schools[testing::riverside];
        other.low_ncy = 0;
        other.high_ncy = 2;
        other.roll = 3 * second_infants;
        other.faith = first.faith;
        other.x = first.x + 500;
        other.y = first.y;
        School& far = map->schools[testing::st_anne];
        far.low_ncy = 3;
        far.high_ncy = 6;
        far.roll = 4 * second_juniors;
        far.pan = second_juniors;
        far.faith = first.faith;
        far.x = first.x + 2500;
        far.y = first.y;
        School& near = map->schools[testing::hill_junior];
        near.roll = 4 * juniors;
        near.pan = juniors;
    }
};

TEST(Feeders, EachJuniorSchoolHasTheLeaversThatFillIt) {
    const TwoPairs equal(60, 60, 60, 60);
    PlacementScene scene(equal.map);
    for (const SchoolId to : {junior, equal.second_junior})
        EXPECT_NEAR(share(scene, infant, to) + share(scene, equal.second_infant, to), 1, 0.03);
    EXPECT_EQ(main_link(scene, infant), junior);
    EXPECT_EQ(main_link(scene, equal.second_infant), equal.second_junior) << "it is the nearer to it of the two";
    const TwoPairs one_large(60, 60, 90, 30);
    PlacementScene large(one_large.map);
    EXPECT_NEAR(60 * (share(large, infant, junior) + share(large, one_large.second_infant, junior)), 90, 2);
    large.schools.closes[one_large.second_junior] = september.index;
    EXPECT_NEAR(60 * (share(large, infant, junior) + share(large, one_large.second_infant, junior)), 90, 2)
        << "no more than it takes: the others seek a school like any child";
}

TEST(Feeders, AJuniorSchoolsOwnInfantsComeBeforeThoseWhoHaveNoneNear) {
    TwoPairs pairs(60, 60, 60, 60);
    School& far = pairs.map->schools[testing::riverside];
    far.x = pairs.map->schools[testing::hill_infant].x + 4500;  // and 4 km from the one school that takes them
    far.y = pairs.map->schools[testing::hill_infant].y;
    PlacementScene scene(pairs.map);
    scene.schools.closes[pairs.second_junior] = september.index;
    EXPECT_GT(share(scene, infant, junior), 0.95);
    EXPECT_LT(share(scene, pairs.second_infant, junior), 0.05);
}

TEST(Feeders, AJuniorSchoolIsNotFedMoreThanItsYearGroups) {
    TwoPairs pairs(90, 90, 60, 60);
    for (const std::uint32_t row : {testing::hill_junior, testing::st_anne}) pairs.map->schools[row].pan = 80;
    PlacementScene scene(pairs.map);
    EXPECT_NEAR(90 * (share(scene, infant, junior) + share(scene, pairs.second_infant, junior)), 60, 2)
        << "its admission number may be a guess, its roll is none";
}

TEST(Feeders, WhereFewerLeaveThanAreTakenAllGoOn) {
    const TwoPairs few(30, 20, 60, 60);
    PlacementScene scene(few.map);
    for (const SchoolId from : {infant, few.second_infant})
        EXPECT_NEAR(share(scene, from, junior) + share(scene, from, few.second_junior), 1, 1e-9);
}

TEST(Feeders, ALinkIsDrawnAsOftenAsItsShare) {
    const std::vector<FeederLink> links{{SchoolId(3), 0.5}, {SchoolId(5), 0.25}};
    EXPECT_EQ(link_drawn(links, 0), SchoolId(3));
    EXPECT_EQ(link_drawn(links, 0.4999), SchoolId(3));
    EXPECT_EQ(link_drawn(links, 0.5), SchoolId(5));
    EXPECT_FALSE(link_drawn(links, 0.75).exists());
    EXPECT_FALSE(link_drawn({}, 0).exists());
}

TEST(Feeders, WhatTheMapNamesComesBeforeTheNearest) {
    auto map = std::make_shared<Map>(*testing::small_map());
    School& far = map->schools[testing::st_anne];
    far.low_ncy = 3;
    far.x = map->schools[testing::hill_infant].x + 9000;
    PlacementScene scene(map);
    const auto next = [&](SchoolId s) { return main_link(scene, s); };
    EXPECT_EQ(next(infant), junior);
    map->schools[testing::hill_infant].leads_to = SchoolId(testing::st_anne);
    EXPECT_EQ(next(infant), SchoolId(testing::st_anne)) << "however far it is";
    EXPECT_FALSE(main_link(scene, infant, 4).exists());
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
