// SPDX-License-Identifier: MIT
#include "sim/scenario/housing.h"

#include <gtest/gtest.h>

#include "sim/branch/checkpoint.h"
#include "sim/core/error.h"
#include "sim/scenario/prepare_map.h"
#include "sim/scenario/scenario.h"
#include "sim/simulation.h"
#include "tests/support/small_map.h"

namespace sendscape::housing_test {
namespace {

using testing::small_map;

HomesBuilt homes(const std::string& near, Month on = Month(2026, 5)) {
    HomesBuilt built;
    built.on = on;
    built.near = near;
    built.homes = 300;
    built.a_year = 240;
    built.where = "s.toml:3";
    return built;
}

std::shared_ptr<const Scenario> scenario_with(std::vector<HomesBuilt> built) {
    Scenario scenario;
    scenario.years = 3;
    scenario.homes = std::move(built);
    return std::make_shared<const Scenario>(std::move(scenario));
}

std::int64_t school_age_in(const World& world, ZoneId zone) {
    std::int64_t count = 0;
    for (std::size_t row = 0; row < world.pupils.size(); ++row) {
        const PupilId p(row);
        if (world.pupils.present(p) && world.home(p) == zone && world.pupils.ncy[p] >= 0 && world.pupils.ncy[p] <= 11)
            ++count;
    }
    return count;
}

TEST(Housing, AnUnknownAreaIsNamedWithTheNearest) {
    try {
        zones_of(*small_map(), {homes("Wset")});
        FAIL() << "accepted";
    } catch (const InputError& error) {
        EXPECT_STREQ(error.what(),
                     "s.toml:3: no planning area 'Wset' on the map; did you mean 'West'? Areas: West, East");
    }
}

TEST(Housing, ASiteIsTheNearestZoneOfItsArea) {
    const auto shared = small_map();
    const Map& map = *shared;
    HomesBuilt built = homes("East");
    built.site = {map.zones[7].x + 90, map.zones[7].y - 40};
    EXPECT_EQ(zones_of(map, {built})[0], ZoneId(7u));
    // Over in the west it is still the east's nearest: zone 2 is the one beside the border.
    built.site = {map.zones[0].x, map.zones[0].y};
    const ZoneId zone = zones_of(map, {built})[0];
    EXPECT_EQ(zone, ZoneId(2u));
}

TEST(Housing, ASiteOffTheMapIsRefused) {
    const auto map = small_map();
    HomesBuilt built = homes("West");
    built.site = {map->zones[0].x + 400'000, map->zones[0].y};
    EXPECT_THROW(zones_of(*map, {built}), InputError);
}

TEST(Housing, HomesDatedBeforeTheStartAreStanding) {
    const Developments some = make_developments(*small_map(), {homes("West", Month(2025, 8))}, Month(2026, 1));
    const DevelopmentId d(0u);
    EXPECT_EQ(some.homes[d], 300 - 6 * 20);
    EXPECT_EQ(homes_occupied(some, d, Month(2026, 1)), 0);
    EXPECT_EQ(homes_occupied(some, d, Month(2026, 2)), 20);
}

TEST(Housing, ChildrenOfANewEstateFindSchoolsAndStay) {
    const Parallel parallel(1);
    const auto map = std::make_shared<const Map>(prepare_map(*small_map(), {}, parallel));
    HomesBuilt built = homes("East");
    built.site = {map->zones[6].x, map->zones[6].y};
    Simulation with(map, scenario_with({built}), 0, parallel), without(map, scenario_with({}), 0, parallel);
    for (int month = 0; month < 24; ++month) {
        with.step(parallel);
        without.step(parallel);
    }
    const ZoneId zone(6u);
    const auto gained = static_cast<double>(school_age_in(with.world(), zone) - school_age_in(without.world(), zone));
    EXPECT_NEAR(gained, 300 * (0.25 + 0.15), 30);
    int unplaced = 0;
    for (std::size_t row = 0; row < with.world().pupils.size(); ++row)
        unplaced += with.world().pupils.setting[PupilId(row)] == Setting::awaiting &&
                            with.world().home(PupilId(row)) == zone && !with.world().pupils.has_plan(PupilId(row))
                        ? 1
                        : 0;
    EXPECT_LE(unplaced, 1);
}

TEST(Housing, ACheckpointKeepsWhoHasCome) {
    const Parallel parallel(1);
    const auto map = std::make_shared<const Map>(prepare_map(*small_map(), {}, parallel));
    Simulation simulation(map, scenario_with({homes("West")}), 0, parallel);
    for (int month = 0; month < 9; ++month) simulation.step(parallel);
    const World& before = simulation.world();
    const World after = load_world(save_world(before), map);
    ASSERT_EQ(after.developments.size(), 1u);
    EXPECT_EQ(after.developments.arrived.values(), before.developments.arrived.values());
    EXPECT_GT(after.developments.arrived[DevelopmentId(0u)][1], 20);
}

}  // namespace
}  // namespace sendscape::housing_test
