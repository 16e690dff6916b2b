// SPDX-License-Identifier: MIT
// What lies beyond the area lives too: of two towns side by side one is the area, the other its halo. Both gain plans;
// the neighbour's special places grow with its own, and the part of each town's special places that the other's
// children hold stays what it was.
#include <gtest/gtest.h>

#include <cmath>
#include <memory>

#include "sim/scenario/prepare_map.h"
#include "sim/simulation.h"
#include "tests/support/town_of_two.h"

namespace sendscape::lasting_border_test {
namespace {

const AuthorityId area(0), neighbour(1);
constexpr int years = 6;

std::shared_ptr<const Map> town_and_halo() {
    constexpr std::int32_t times = 8;
    Map map = testing::town_of_two(times);
    map.areas.pop_back();
    map.authorities[neighbour.value].in_area = false;
    for (Zone& zone : map.zones)
        if (zone.authority == neighbour) zone.area = AreaId{};
    for (School& school : map.schools) {
        if (school.authority != neighbour) continue;
        school.area = AreaId{};
        school.in_area = false;
    }
    return std::make_shared<const Map>(prepare_map(map, {}, Parallel(1)));
}

struct Special {
    double places = 0, taught = 0, strangers = 0;
    [[nodiscard]] double part_of_strangers() const { return strangers / taught; }
    void add(const Special& other) {
        places += other.places;
        taught += other.taught;
        strangers += other.strangers;
    }
};
Special special_of(const World& world, AuthorityId authority) {
    Special special;
    const Map& map = *world.map;
    for (std::size_t s = 0; s < world.schools.size(); ++s)
        if (map.schools[s].authority == authority && map.schools[s].setting == Setting::state_special &&
            world.schools.open(SchoolId(s), world.month))
            special.places += world.schools.commissioned_places[SchoolId(s)];
    for (std::size_t row = 0; row < world.pupils.size(); ++row) {
        const PupilId p(row);
        const SchoolId s = world.pupils.school[p];
        if (world.pupils.setting[p] != Setting::state_special || !s.exists() || map.school(s).authority != authority)
            continue;
        special.taught += 1;
        special.strangers += map.zone(world.families.zone[world.pupils.family[p]]).authority == authority ? 0 : 1;
    }
    return special;
}

TEST(LastingBorder, NeighboursGrowAndTheBorderKeepsItsShare) {
    const Parallel alone(1);
    Special ours, theirs, ours_then, theirs_then;
    constexpr std::uint32_t lives = 4;  // of one town a life's luck alone moves the share by a tenth
    for (std::uint32_t life = 0; life < lives; ++life) {
        auto scenario = std::make_shared<Scenario>();
        scenario->name = "border";
        scenario->years = years;
        scenario->seed = 7;
        Simulation simulation(town_and_halo(), scenario, life, alone);
        ours.add(special_of(simulation.world(), area));
        theirs.add(special_of(simulation.world(), neighbour));
        while (!simulation.finished()) simulation.step(alone);
        ours_then.add(special_of(simulation.world(), area));
        theirs_then.add(special_of(simulation.world(), neighbour));
    }
    ASSERT_GT(ours.strangers, 20 * lives);
    ASSERT_GT(theirs.strangers, 20 * lives);
    EXPECT_GT(theirs_then.places, 1.1 * theirs.places);
    // Others' children ask for fewer places in one town than in the other, for journeys weigh: a quarter either way.
    constexpr double within = 0.25;
    EXPECT_NEAR(ours_then.part_of_strangers() / ours.part_of_strangers(), 1, within);
    EXPECT_NEAR(theirs_then.part_of_strangers() / theirs.part_of_strangers(), 1, within);
}

}  // namespace
}  // namespace sendscape::lasting_border_test
