#include "sim/dated_changes.h"
#include "sim/scenario/prepare_map.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "sim/core/error.h"
#include "tests/support/small_map.h"

namespace sendscape::dated_changes_test {
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

/// A world of schools only, as far as apply_dated looks.
World schools_of(std::shared_ptr<const Map> map) {
    World world;
    world.map = map;
    world.start = world.month = map->census;
    for (const School& school : map->schools) {
        const SchoolId id = world.schools.append();
        world.schools.pan[id] = school.pan;
        world.schools.capacity[id] = school.capacity;
        world.schools.commissioned_places[id] = school.commissioned_places;
        world.schools.ceiling[id] = school.commissioned_places * 5 / 4;
        world.schools.base_places[id] = school.base_places;
        world.schools.opens[id] = school.opens.index;
    }
    return world;
}

std::string refusal(const std::vector<ProvisionChange>& provision) {
    try {
        sites_of(prepare_map(*small_map(), provision, Parallel(1)), provision);
    } catch (const InputError& error) {
        return error.what();
    }
    return "accepted";
}

TEST(Policies, AuthoritiesGetThreeDormantSites) {
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

TEST(Policies, ASchoolMoreLeavesTheOthersTheirRowsAndNumbers) {
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

TEST(Policies, ASchoolIsReckonedWithFromTheRoundBeforeItsSeptember) {
    const auto from = [](ProvisionChange::Kind kind, Month on) { return in_force_from(change(kind, on, 0, 60)); };
    for (const auto kind : {ProvisionChange::Kind::open_school, ProvisionChange::Kind::close_school}) {
        EXPECT_EQ(from(kind, Month(2028, 9)), Month(2028, 2));
        EXPECT_EQ(from(kind, Month(2028, 3)), Month(2028, 2));
        EXPECT_EQ(from(kind, Month(2028, 1)), Month(2028, 1));
        EXPECT_EQ(from(kind, Month(2028, 10)), Month(2028, 10));
    }
    EXPECT_EQ(from(ProvisionChange::Kind::grow, Month(2028, 9)), Month(2028, 9));
}

TEST(Policies, PlacesOpenEvenlyOverTheRamp) {
    std::vector<ProvisionChange> provision{change(ProvisionChange::Kind::open_school, Month(2027, 9), 0, 64)};
    provision[0].near = "West";
    provision[0].all_through = true;
    provision[0].ramp_months = 13;
    const auto map = std::make_shared<const Map>(prepare_map(*small_map(), provision, Parallel(1)));
    const SchoolId site = sites_of(*map, provision)[0];
    World world = schools_of(map);
    apply_dated(world, {}, provision);
    EXPECT_EQ(world.schools.commissioned_places[site], 0);
    EXPECT_EQ(world.schools.opens[site], Month(2027, 9).index);
    std::int32_t last = 0;
    while (world.month < Month(2029, 1)) {
        ++world.month;
        apply_dated(world, {}, provision);
        EXPECT_GE(world.schools.commissioned_places[site], last);
        last = world.schools.commissioned_places[site];
        if (world.month == Month(2027, 8)) {
            EXPECT_EQ(last, 0);
        }
        if (world.month == Month(2027, 9)) {
            EXPECT_EQ(last, 64 / 13);
        }
    }
    EXPECT_EQ(last, 64);
    EXPECT_GE(world.schools.ceiling[site], 64);
}

TEST(Policies, GrowCloseAndPanTakeEffectOnTheirDay) {
    const std::uint32_t oak = 100'008, meadow = 100'007;
    std::vector<ProvisionChange> provision{change(ProvisionChange::Kind::grow, Month(2026, 9), oak, 10),
                                           change(ProvisionChange::Kind::set_pan, Month(2026, 9), meadow, 0),
                                           change(ProvisionChange::Kind::close_school, Month(2027, 9), meadow, 0)};
    provision[1].pan = 60;
    World world = schools_of(std::make_shared<const Map>(prepare_map(*small_map(), provision, Parallel(1))));
    apply_dated(world, {}, provision);
    const SchoolId special(std::uint32_t{testing::oak_special}), other(std::uint32_t{testing::meadow});
    EXPECT_EQ(world.schools.commissioned_places[special], 66);
    EXPECT_EQ(world.schools.closes[other], Month(2027, 9).index);
    world.month = Month(2026, 9);
    apply_dated(world, {}, provision);
    EXPECT_EQ(world.schools.commissioned_places[special], 76);
    EXPECT_EQ(world.schools.pan[other], 60);
}

TEST(Policies, AnAdmissionNumberIsThatOfTheRoundBeforeItsSeptember) {
    std::vector<ProvisionChange> provision{change(ProvisionChange::Kind::set_pan, Month(2027, 9), 100'007, 0),
                                           change(ProvisionChange::Kind::set_pan, Month(2028, 9), 100'006, 0)};
    provision[0].pan = 60;
    World world = schools_of(std::make_shared<const Map>(prepare_map(*small_map(), provision, Parallel(1))));
    const SchoolId meadow(std::uint32_t{testing::meadow}), kings(std::uint32_t{testing::kings});
    apply_dated(world, {}, provision);
    while (world.month < Month(2027, 1)) {
        ++world.month;
        apply_dated(world, {}, provision);
    }
    EXPECT_EQ(world.schools.pan[meadow], 75);
    ++world.month;  // February: offers for September are made from March on
    apply_dated(world, {}, provision);
    EXPECT_EQ(world.schools.pan[meadow], 60);
    EXPECT_EQ(world.schools.pan_determined[meadow], 60);
    EXPECT_EQ(world.schools.pan[kings], 110);
    world.month = Month(2028, 2);
    apply_dated(world, {}, provision);
    EXPECT_EQ(world.schools.pan[kings], -1);  // nobody is admitted
}

TEST(Policies, ABaseFindsItsHost) {
    std::vector<ProvisionChange> provision{
        change(ProvisionChange::Kind::open_base, Month(2026, 9), 0, 20, Setting::sen_unit)};
    provision[0].near = "West";
    provision[0].phase = Phase::secondary;
    const Map map = prepare_map(*small_map(), provision, Parallel(1));
    const School& host = map.school(sites_of(map, provision)[0]);
    EXPECT_TRUE(host.teaches(8));
    EXPECT_EQ(host.base_kind, Setting::sen_unit);
    EXPECT_EQ(map.areas[host.area.value].name, "West");
}

TEST(Policies, WhatTheMapLacksIsNamed) {
    EXPECT_EQ(refusal({change(ProvisionChange::Kind::grow, Month(2026, 9), 100'018, 10)}),
              "s.toml:1: no school with URN 100018 on the map; the nearest is 100008");
    ProvisionChange o = change(ProvisionChange::Kind::open_school, Month(2026, 9), 0, 10);
    o.near = "Wset";
    EXPECT_EQ(refusal({o}), "s.toml:1: no planning area 'Wset' on the map; did you mean 'West'? Areas: West, East");
    o.near = "West";
    o.urn = 100'001;
    EXPECT_EQ(refusal({o}), "s.toml:1: duplicate URN 100001: the map has a school of that number");
}

TEST(Policies, ParametersTakeTheirValuesFromTheirMonth) {
    World world = schools_of(small_map());
    const std::vector<ParameterChange> changes{{{}, Month(0), "plans.agree_school", {0.75}},
                                               {{}, Month(2026, 4), "plans.agree_school", {0.9}}};
    apply_dated(world, changes, {});
    EXPECT_EQ(world.parameters.plans.agree_school, 0.75);
    world.month = Month(2026, 3);
    apply_dated(world, changes, {});
    EXPECT_EQ(world.parameters.plans.agree_school, 0.75);
    ++world.month;
    apply_dated(world, changes, {});
    EXPECT_EQ(world.parameters.plans.agree_school, 0.9);
}

}  // namespace
}  // namespace sendscape::dated_changes_test
