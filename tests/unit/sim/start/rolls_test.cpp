// SPDX-License-Identifier: MIT
#include "sim/start/rolls.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/small_map.h"

namespace sendscape::rolls_test {
namespace {

/// Pupils of a school by zone, over all its years, at the start.
std::vector<int> homes_of(const Map& map, SchoolId school) {
    const Draws draws(5, 0);
    const StartResidents start =
        house_residents(map, year_groups(map, published_plans(map), draws), published_plans(map), draws, Parallel{1});
    std::vector<int> homes(map.zones.size(), 0);
    for (std::size_t row = 0; row < start.school.size(); ++row)
        if (start.school[row] == school) ++homes[start.zone[row].value];
    return homes;
}

/// Mean straight distance of homes from the school, metres.
double mean_distance(const Map& map, SchoolId school) {
    const std::vector<int> homes = homes_of(map, school);
    double metres = 0, pupils = 0;
    for (std::size_t z = 0; z < homes.size(); ++z) {
        metres += homes[z] * std::hypot(map.zones[z].x - map.school(school).x, map.zones[z].y - map.school(school).y);
        pupils += homes[z];
    }
    EXPECT_EQ(pupils, map.school(school).roll);
    return metres / pupils;
}

TEST(StartRolls, PupilsLiveNearWhereFamiliesSeekTheirSchool) {
    Map map = *testing::small_map();
    const SchoolId riverside(testing::riverside), elm(testing::elm_special);
    double even = 0;  // were they spread evenly over the ten zones of its authority
    for (const Zone& zone : map.zones)
        if (zone.authority == map.school(riverside).authority)
            even += std::hypot(zone.x - map.school(riverside).x, zone.y - map.school(riverside).y) / 10;
    EXPECT_LT(mean_distance(map, riverside), even * 0.9);
    const std::vector<int> homes = homes_of(map, riverside), of_special = homes_of(map, elm);
    map.schools[testing::riverside].mark(Filled::coordinates);
    EXPECT_EQ(homes_of(map, riverside), homes) << "put there by rule: families look for it there all the same";
    map.schools[testing::elm_special].mark(Filled::coordinates);
    EXPECT_NE(homes_of(map, elm), of_special) << "a special school's are placed in it, from anywhere";
}

}  // namespace
}  // namespace sendscape::rolls_test
