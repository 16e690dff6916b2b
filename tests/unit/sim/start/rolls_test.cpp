// SPDX-License-Identifier: MIT
#include "sim/start/rolls.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numeric>

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

// Secondary schools fill the town's homes with children of 11 to 15, and its special school takes from beyond: as many
// of each band of ages live in the town all the same as SEN2 has in special schools.
TEST(StartRolls, ChildrenInSpecialSchoolsLiveWhereSen2HasThemAgeByAge) {
    Map map = *testing::small_map();
    for (Zone& zone : map.zones)
        for (std::size_t age = 11; age <= 15; ++age)
            if (zone.authority == AuthorityId(0)) zone.residents[age] = zone.residents[age] * 7 / 10;
    const PublishedPlans unknown(map.authorities.size());
    const Draws draws(5, 0);
    const YearGroups groups = year_groups(map, unknown, draws);
    PublishedPlans published = unknown;
    PlansByAgeSetting& plans = published[0].emplace();
    constexpr auto state_special = static_cast<std::size_t>(SettingGroup::state_special);
    constexpr std::array<int, 3> wanted{10, 26, 6}, first_age_of_band{5, 11, 16};
    for (std::size_t k = 0; k < wanted.size(); ++k)
        plans[static_cast<std::size_t>(first_age_of_band[k])][state_special] = wanted[k];
    const StartResidents start = house_residents(map, groups, published, draws, Parallel{1});
    std::array<int, plan_age_bands> in_town{}, all{};
    for (std::size_t row = 0; row < start.school.size(); ++row) {
        if (start.school[row] != SchoolId(testing::oak_special)) continue;
        const std::size_t band = plan_age_band(age_of_ncy(start.ncy[row]));
        ++all[band];
        if (map.zones[start.zone[row].value].authority == AuthorityId(0)) ++in_town[band];
    }
    EXPECT_EQ(std::accumulate(all.begin(), all.end(), 0), map.schools[testing::oak_special].roll);
    for (std::size_t k = 0; k < wanted.size(); ++k) {
        ASSERT_GT(all[k + 1], wanted[k]) << "the school has so many of band " << k + 1;
        EXPECT_NEAR(in_town[k + 1], wanted[k], 2) << "of " << all[k + 1] << ", band " << k + 1;
    }
}

}  // namespace
}  // namespace sendscape::rolls_test
