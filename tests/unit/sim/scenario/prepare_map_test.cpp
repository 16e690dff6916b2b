// SPDX-License-Identifier: MIT
#include "sim/scenario/prepare_map.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "sim/core/error.h"
#include "tests/support/small_map.h"

namespace sendscape::prepare_map_test {
namespace {

using testing::small_map;

ProvisionChange change(ProvisionChange::Kind kind, Month on, std::uint32_t urn, int places,
                       Setting setting = Setting::state_special) {
    ProvisionChange o;
    o.kind = kind;
    o.on = on;
    o.urn = urn;
    o.places = places;
    o.setting = setting;
    o.where = "s.toml:1";
    return o;
}

std::string refusal(const std::vector<ProvisionChange>& provision) {
    try {
        sites_of(prepare_map(*small_map(), provision, Parallel(1)), provision);
    } catch (const InputError& error) {
        return error.what();
    }
    return "accepted";
}

TEST(PrepareMap, AuthoritiesGetThreeDormantSites) {
    const Map before = *small_map();
    const Map map = prepare_map(before, {}, Parallel(1));
    ASSERT_EQ(map.schools.size(), before.schools.size() + 3);
    for (std::size_t s = before.schools.size(); s < map.schools.size(); ++s) {
        EXPECT_GE(map.schools[s].urn, 900'000u);
        EXPECT_EQ(map.schools[s].opens.index, std::numeric_limits<std::int32_t>::max());
        EXPECT_NE(map.schools[s].designated, 0);
        EXPECT_TRUE(map.schools[s].area.exists());
        EXPECT_GT(journey(map, ZoneId(9u), SchoolId(s)).metres, 0);
    }
    // The table of journeys has the old rows and, behind them, those of the new sites.
    ASSERT_EQ(map.travel.first.size(), before.travel.first.size());
    EXPECT_EQ(journey(map, ZoneId(3u), SchoolId(2u)).tenths, journey(before, ZoneId(3u), SchoolId(2u)).tenths);
    for (std::size_t z = 0; z + 1 < map.travel.first.size(); ++z)
        EXPECT_TRUE(std::is_sorted(map.travel.school.begin() + map.travel.first[z],
                                   map.travel.school.begin() + map.travel.first[z + 1]));
}

TEST(PrepareMap, ASchoolMoreLeavesTheOthersTheirRowsAndNumbers) {
    std::vector<ProvisionChange> provision;
    for (const int year : {2027, 2029}) {
        provision.push_back(change(ProvisionChange::Kind::open_school, Month(year, 9), 0, 64));
        provision.back().near = "West";
    }
    provision[1].urn = 900'001;  // a dormant site would have it
    const Map none = prepare_map(*small_map(), {}, Parallel(1)),
              two = prepare_map(*small_map(), provision, Parallel(1));
    const std::size_t sites = none.schools.size();
    ASSERT_EQ(two.schools.size(), sites + 2);
    EXPECT_EQ(two.schools[sites - 3].urn, 900'000u);
    EXPECT_EQ(two.schools[sites - 2].urn, 900'002u);
    EXPECT_EQ(two.schools[sites].urn, 901'000u);
    EXPECT_EQ(two.schools[sites + 1].urn, 900'001u);
    provision.insert(provision.begin(), change(ProvisionChange::Kind::open_school, Month(2026, 9), 0, 64));
    provision[0].near = "East";
    const Map three = prepare_map(*small_map(), provision, Parallel(1));
    for (std::size_t s = 0; s < sites; ++s) EXPECT_EQ(three.schools[s].name, two.schools[s].name);
    EXPECT_EQ(three.schools[sites].opens, Month(2026, 9));
}

TEST(PrepareMap, ASchoolStandsInTheSmallAreaItIsPutNear) {
    std::vector<ProvisionChange> provision{change(ProvisionChange::Kind::open_school, Month(2027, 9), 0, 64)};
    provision[0].near = "Z4";
    const Map map = prepare_map(*small_map(), provision, Parallel(1));
    const School& school = map.schools.back();
    EXPECT_EQ(school.zone, ZoneId(3u));
    EXPECT_EQ(school.x, map.zones[3].x);
    EXPECT_EQ(map.areas[school.area.value].name, "East");
    EXPECT_EQ(school.name, "New school, East");
    provision[0].near = "Z11";  // over the border: no place for the area's own
    EXPECT_NE(refusal(provision).find("no planning area 'Z11'"), std::string::npos) << refusal(provision);
}

TEST(PrepareMap, ABaseFindsItsHost) {
    std::vector<ProvisionChange> provision{
        change(ProvisionChange::Kind::open_base, Month(2026, 9), 0, 20, Setting::sen_unit)};
    provision[0].near = "West";
    provision[0].phase = Phase::secondary;
    const Map map = prepare_map(*small_map(), provision, Parallel(1));
    const School& host = map.school(sites_of(map, provision)[0]);
    EXPECT_TRUE(host.teaches(8));
    EXPECT_EQ(map.areas[host.area.value].name, "West");
}

TEST(PrepareMap, WhatTheMapLacksIsNamed) {
    EXPECT_EQ(refusal({change(ProvisionChange::Kind::grow, Month(2026, 9), 100'018, 10)}),
              "s.toml:1: no school with URN 100018 on the map; the nearest is 100008");
    ProvisionChange o = change(ProvisionChange::Kind::open_school, Month(2026, 9), 0, 10);
    o.near = "Wset";
    EXPECT_EQ(refusal({o}), "s.toml:1: no planning area 'Wset' on the map; did you mean 'West'? Areas: West, East");
    o.near = "West";
    o.urn = 100'001;
    EXPECT_EQ(refusal({o}), "s.toml:1: duplicate URN 100001: the map has a school of that number");
}

}  // namespace
}  // namespace sendscape::prepare_map_test
