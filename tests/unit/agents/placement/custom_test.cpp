// SPDX-License-Identifier: MIT
#include "agents/placement/custom.h"

#include <gtest/gtest.h>

#include "agents/placement/phase_transfer.h"
#include "tests/support/placement_scene.h"

namespace sendscape::custom_test {
namespace {

using testing::PlacementScene;
const AuthorityId smallshire(0), overshire(1);
const SchoolId oak(testing::oak_special), riverside(testing::riverside);
constexpr std::uint32_t over_the_border = 11;  ///< a zone of Overshire, whose family has its number
const Month november(2026, 11), february(2027, 2);

/// Nobody pays for independent schools, and the special school has these places.
void only_oak(PlacementScene& scene, std::int32_t places) {
    scene.parameters.independent_at_once = scene.parameters.independent_hazard = 0;
    scene.parameters.independent_hazard_growth = scene.parameters.base_substitutes = 0;
    scene.schools.commissioned_places[oak] = scene.schools.ceiling[oak] = places;
}
int at_oak(const PlacementScene& scene, AuthorityId home) {
    int children = 0;
    for (std::size_t row = 0; row < scene.pupils.size(); ++row) {
        const PupilId p(row);
        const bool there = scene.pupils.school[p] == oak || scene.pupils.next_school[p] == oak;
        children += there && scene.map->zone(scene.families.zone[scene.pupils.family[p]]).authority == home ? 1 : 0;
    }
    return children;
}

TEST(SpecialBorder, OthersHaveThePartOfPlacesTheyHadAtTheStart) {
    for (const auto& [part, strangers] : {std::pair{0.1F, 4}, std::pair{0.0F, 0}, std::pair{0.3F, 12}}) {
        PlacementScene scene;
        only_oak(scene, 40);
        scene.authorities.at_start[smallshire].strangers = part;
        for (int k = 0; k < 60; ++k)
            scene.add(2 + k % 4, RequiredProvision::special, Setting::mainstream, riverside, over_the_border);
        scene.name(november);
        EXPECT_EQ(at_oak(scene, overshire), strangers) << part;
        // Places that are not theirs are there for the authority's own children, who come later.
        for (int k = 0; k < 60; ++k)
            scene.add(2 + k % 4, RequiredProvision::special, Setting::mainstream, riverside, 0);
        scene.name(Month(2026, 12));
        EXPECT_EQ(at_oak(scene, overshire), strangers) << part;
        EXPECT_GT(at_oak(scene, smallshire), 3) << part;  // of the 17 that are primary
    }
}

// Two schools alike, one over the border and a little farther away: it takes others' children up to nine tenths of what
// they are used to, the rest go to their own.
TEST(SpecialBorder, PlacesThatOthersAreUsedToAreTakenUp) {
    auto map = std::make_shared<Map>(*testing::small_map());
    School& elm = map->schools[testing::elm_special];
    elm.setting = Setting::state_special;
    elm.low_ncy = 0;
    elm.high_ncy = 14;
    PlacementScene scene(map);
    only_oak(scene, 200);
    const SchoolId over(testing::elm_special);
    scene.schools.commissioned_places[over] = scene.schools.ceiling[over] = 100;
    scene.authorities.at_start[smallshire].strangers = 0;
    scene.authorities.at_start[overshire].strangers = 0.2F;
    for (int k = 0; k < 60; ++k) scene.add(2 + k % 4, RequiredProvision::special, Setting::mainstream, riverside, 0);
    scene.name(november);
    int exported = 0;
    for (std::size_t row = 0; row < scene.pupils.size(); ++row)
        exported += scene.pupils.school[PupilId(row)] == over ? 1 : 0;
    EXPECT_EQ(exported, 18);
    EXPECT_EQ(at_oak(scene, smallshire), 42);
}

TEST(SpecialBorder, OpenWhereNoStartIsKnown) {
    PlacementScene scene;
    only_oak(scene, 40);
    for (int k = 0; k < 60; ++k)
        scene.add(7 + k % 4, RequiredProvision::special, Setting::mainstream, SchoolId(testing::meadow),
                  over_the_border);
    scene.name(november);
    EXPECT_GT(at_oak(scene, overshire), 20);
}

TEST(SpecialBorder, ThoseNamedForSeptemberAreCounted) {
    PlacementScene scene;
    only_oak(scene, 100);
    scene.parameters.year_7_to_special = 1;
    scene.authorities.at_start[smallshire].strangers = 0.05F;
    for (int k = 0; k < 30; ++k)
        scene.add(6, RequiredProvision::special, Setting::mainstream, riverside, over_the_border);
    for (const Month month : {february, Month(2027, 3), Month(2027, 4)}) {
        recount(scene.pupils, scene.schools);
        if (month == february)
            name_phase_transfers(scene.step(month), scene.pupils, scene.families, scene.schools, scene.rules());
        else
            scene.name(month);
        EXPECT_EQ(at_oak(scene, overshire), 5) << to_text(month);
    }
}

/// Readiness of an authority of `plans` children with plans, `independent` of them at independent schools, that began
/// with 1,000 and 50.
double readiness(int plans, int independent, const PlacementParameters& parameters = {}) {
    PlacementScene scene;
    scene.authorities.at_start[smallshire] = {.plans = 1000, .independent = 0.05F, .strangers = 0};
    for (int k = 0; k < plans; ++k)
        scene.add(5, RequiredProvision::special, k < independent ? Setting::independent_special : Setting::mainstream);
    return independent_readiness(*scene.map, scene.pupils, scene.families, scene.authorities, parameters)[0];
}

TEST(IndependentReadiness, HoldsTheShareOfTheStartAsEnglandsGrew) {
    EXPECT_NEAR(readiness(1000, 50), 1, 1e-5);
    EXPECT_NEAR(readiness(2000, 112), 1, 0.05);  // as the power 1.17 of plans: 50 times 2.25
    EXPECT_LT(readiness(2000, 150), 0.4);
    EXPECT_LT(readiness(1000, 80), 0.25);
    EXPECT_LT(readiness(1000, 160), readiness(1000, 80));
    EXPECT_GT(readiness(1000, 40), 1.5);
    EXPECT_EQ(readiness(1000, 5), 3);
}

TEST(IndependentReadiness, AScenarioThatAsksForMoreIsLet) {
    PlacementParameters twice;
    for (double& share : twice.independent_share) share *= 2;
    EXPECT_NEAR(readiness(1000, 100, twice), 1, 1e-5);
    PlacementParameters sooner;
    sooner.independent_hazard *= 2;
    sooner.independent_hazard_most *= 2;
    EXPECT_NEAR(readiness(1000, 100, sooner), 1, 1e-5);
}

}  // namespace
}  // namespace sendscape::custom_test
