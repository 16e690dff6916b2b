// SPDX-License-Identifier: MIT
#include "agents/authority/neighbours.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/placement_scene.h"

namespace sendscape::neighbours_test {
namespace {

using testing::PlacementScene;
const AuthorityId smallshire(0), overshire(1);
const SchoolId oak(testing::oak_special), elm(testing::elm_special);
constexpr std::uint32_t over_the_border = 11;

/// Oak's map with Oak in the neighbour's authority, so that both kinds of school stand beyond the area.
std::shared_ptr<const Map> oak_abroad() {
    auto map = std::make_shared<Map>(*testing::small_map());
    map->schools[testing::oak_special].authority = overshire;
    map->schools[testing::oak_special].in_area = false;
    map->schools[testing::elm_special].commissioned_places = 100;
    return map;
}
void grow(PlacementScene& scene, Month month = Month(2027, 9)) {
    recount(scene.pupils, scene.schools);
    grow_places_nobody_orders(scene.step(month), scene.pupils, scene.families, scene.schools, scene.authorities);
}
void add_plans(PlacementScene& scene, int children, std::uint32_t zone) {
    for (int k = 0; k < children; ++k)
        scene.add(4 + k % 5, RequiredProvision::mainstream, Setting::mainstream, SchoolId(testing::riverside), zone);
}

TEST(Neighbours, TheirSpecialPlacesGrowAsTheirOwnPlansDo) {
    PlacementScene scene(oak_abroad());
    scene.authorities.at_start[smallshire].plans = scene.authorities.at_start[overshire].plans = 100;
    add_plans(scene, 900, 0);  // plans of the area are not their requirements
    add_plans(scene, 200, over_the_border);
    const std::int32_t over = scene.schools.ceiling[oak] - scene.schools.commissioned_places[oak];
    grow(scene);
    // Twice the plans: the power 0.51 of two, and no more a second time.
    EXPECT_EQ(scene.schools.commissioned_places[oak], static_cast<std::int32_t>(66 * std::pow(2.0, 0.51)));
    EXPECT_EQ(scene.schools.ceiling[oak] - scene.schools.commissioned_places[oak], over);
    grow(scene);
    EXPECT_EQ(scene.schools.commissioned_places[oak], static_cast<std::int32_t>(66 * std::pow(2.0, 0.51)));
}

TEST(Neighbours, WhatTheAreaHasIsOrderedAndNothingShrinks) {
    PlacementScene scene;
    scene.authorities.at_start[smallshire].plans = 100;
    add_plans(scene, 400, 0);
    grow(scene);
    EXPECT_EQ(scene.schools.commissioned_places[oak], 66) << "its authority orders places";
    PlacementScene fewer(oak_abroad());
    fewer.authorities.at_start[overshire].plans = 100;
    add_plans(fewer, 50, over_the_border);
    grow(fewer);
    EXPECT_EQ(fewer.schools.commissioned_places[oak], 66);
    PlacementScene unknown(oak_abroad());
    add_plans(unknown, 500, over_the_border);
    grow(unknown);
    EXPECT_EQ(unknown.schools.commissioned_places[oak], 66) << "nothing is known of the start";
}

TEST(Neighbours, IndependentSchoolsGrowWhereTheyAreFullByATenthAYear) {
    PlacementScene scene(oak_abroad());
    scene.authorities.at_start[smallshire].plans = 100;
    add_plans(scene, 150, 0);
    for (int k = 0; k < 90; ++k) scene.add(5, RequiredProvision::special, Setting::independent_special, elm);
    grow(scene);
    EXPECT_EQ(scene.schools.commissioned_places[elm], 100) << "a tenth of its places stand empty";
    for (int k = 0; k < 5; ++k) scene.add(5, RequiredProvision::special, Setting::independent_special, elm);
    grow(scene);
    EXPECT_EQ(scene.schools.commissioned_places[elm], 110);
    for (int k = 0; k < 300; ++k) scene.add(5, RequiredProvision::special, Setting::independent_special, elm);
    for (int year = 2028; year < 2046; ++year) grow(scene, Month(year, 9));
    // 545 plans where 100 were: the power 0.75.
    EXPECT_EQ(scene.schools.commissioned_places[elm], static_cast<std::int32_t>(100 * std::pow(5.45, 0.75)));
}

}  // namespace
}  // namespace sendscape::neighbours_test
