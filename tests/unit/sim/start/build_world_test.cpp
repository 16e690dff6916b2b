// SPDX-License-Identifier: MIT
#include "sim/start/build_world.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

#include "agents/placement/candidates.h"
#include "agents/pupils/national_tables.h"
#include "agents/schools/rolls.h"
#include "tests/support/small_world.h"

namespace sendscape::build_world_test {
namespace {

TEST(BuildWorld, SchoolsCountsEqualTheCensus) {
    const World world = testing::small_world();
    for (std::size_t s = 0; s < world.map->schools.size(); ++s) {
        const School& school = world.map->schools[s];
        EXPECT_EQ(world.schools.roll[SchoolId(s)], school.roll) << school.name;
        EXPECT_EQ(world.schools.plans[SchoolId(s)], school.plans) << school.name;
        EXPECT_EQ(world.schools.sen_support[SchoolId(s)], school.sen_support) << school.name;
    }
    EXPECT_NEAR(world.schools.in_base[SchoolId(testing::st_anne)][0], 11.4, 0.61);
}

TEST(BuildWorld, PupilsAreInYearsTheirSchoolTeaches) {
    const World world = testing::small_world();
    for (std::size_t row = 0; row < world.pupils.size(); ++row) {
        const PupilId p(row);
        const SchoolId s = world.pupils.school[p];
        EXPECT_TRUE(!s.exists() || world.map->school(s).teaches(world.pupils.ncy[p])) << row;
        EXPECT_LT(world.pupils.family[p].value, world.families.size());
        EXPECT_NE(world.pupils.setting[p], Setting::gone);
        EXPECT_TRUE(world.pupils.ncy[p] <= 14 || world.pupils.has_plan(p));
        EXPECT_EQ(world.pupils.has_plan(p), world.pupils.plan_since[p] != no_month);
    }
}

TEST(BuildWorld, ResidentsByZoneAndAgeAreNearTheMap) {
    const World world = testing::small_world();
    double off = 0, all = 0;
    std::vector<std::array<int, 19>> count(world.map->zones.size());
    for (std::size_t row = 0; row < world.pupils.size(); ++row) {
        const int age = age_of_ncy(world.pupils.ncy[PupilId(row)]);
        if (age <= 18) ++count[world.home(PupilId(row)).value][static_cast<std::size_t>(age)];
    }
    for (std::size_t z = 0; z < count.size(); ++z)
        for (std::size_t age = 2; age <= 18; ++age) {
            off += std::abs(count[z][age] - world.map->zones[z].residents[age]);
            all += world.map->zones[z].residents[age];
        }
    EXPECT_LT(off / all, 0.03);
}

TEST(BuildWorld, SameForAnyNumberOfThreads) {
    const Parallel one(1), four(4);
    const auto map = testing::small_map();
    const World a = build_world(map, {}, 7, 0, one), b = build_world(map, {}, 7, 0, four);
    ASSERT_EQ(a.pupils.size(), b.pupils.size());
    EXPECT_EQ(a.pupils.school.values(), b.pupils.school.values());
    EXPECT_EQ(a.pupils.family.values(), b.pupils.family.values());
    EXPECT_EQ(a.pupils.recorded.values(), b.pupils.recorded.values());
    EXPECT_EQ(a.pupils.plan_since.values(), b.pupils.plan_since.values());
    EXPECT_EQ(a.families.x.values(), b.families.x.values());
    const World c = build_world(map, {}, 8, 0, one);
    EXPECT_NE(a.pupils.family.values(), c.pupils.family.values());
}

// The small town has one special school and no alternative provision: what SEN2 has beyond them is not turned into
// independent schools and education otherwise.
TEST(BuildWorld, WhatSen2HasBeyondTheMapStandsAsWhatItIs) {
    auto map = std::make_shared<Map>(*testing::small_map());
    PlansMaintained sen2{2026, 400};
    const auto at = [&](SettingGroup group) -> auto& { return sen2.by_setting[static_cast<std::size_t>(group)]; };
    at(SettingGroup::mainstream) = 140;
    at(SettingGroup::state_special) = 130;
    at(SettingGroup::alternative_provision) = 25;
    at(SettingGroup::independent_special) = 10;
    at(SettingGroup::further_education) = 70;
    at(SettingGroup::eotas) = 15;
    at(SettingGroup::neet) = 10;
    sen2.by_age_band = {20, 140, 150, 70, 20};
    map->authorities[0].sen2.plans = {sen2};
    const World world = build_world(map, Parameters{}, 1, 0, Parallel(1));
    std::array<int, setting_group_count> in_school{}, beyond{};
    for (std::size_t row = 0; row < world.pupils.size(); ++row) {
        const PupilId p(row);
        if (!world.pupils.has_plan(p)) continue;
        if (map->zone(world.families.zone[world.pupils.family[p]]).authority != AuthorityId(0)) continue;
        const auto group = static_cast<std::size_t>(group_of(world.pupils.setting[p]));
        ++(world.pupils.school[p].exists() ? in_school : beyond)[group];
        if (group_of(world.pupils.setting[p]) == SettingGroup::state_special && !world.pupils.school[p].exists()) {
            EXPECT_EQ(world.pupils.journey[p], out_of_area_tenths);
        }
    }
    const auto all = [&](SettingGroup group) {
        return in_school[static_cast<std::size_t>(group)] + beyond[static_cast<std::size_t>(group)];
    };
    EXPECT_GT(beyond[static_cast<std::size_t>(SettingGroup::state_special)], 40);
    EXPECT_NEAR(all(SettingGroup::state_special), 130, 13);
    EXPECT_NEAR(all(SettingGroup::alternative_provision), 25, 4);
    EXPECT_NEAR(all(SettingGroup::eotas), 15, 4);
    EXPECT_NEAR(all(SettingGroup::independent_special), 10, 8);
}

TEST(BuildWorld, FamiliesAreOfOrdinarySize) {
    const World world = testing::small_world();
    std::size_t children = 0;
    for (std::size_t row = 0; row < world.pupils.size(); ++row)
        if (world.pupils.ncy[PupilId(row)] <= 14) ++children;
    EXPECT_NEAR(static_cast<double>(children) / static_cast<double>(world.families.size()), 1.75, 0.15);
}

}  // namespace
}  // namespace sendscape::build_world_test
