// SPDX-License-Identifier: MIT
#include "agents/families/beyond_map.h"

#include <gtest/gtest.h>

#include <memory>

#include "maps/birth_cohorts.h"
#include "tests/support/placement_scene.h"

namespace sendscape::beyond_map_test {
namespace {

using testing::PlacementScene;
constexpr std::uint32_t halo_zone = 10;

/// The halo's zones hold England's profile, secondary ages at `share` of it.
std::shared_ptr<const Map> with_halo(double share) {
    Map map = *testing::small_map();
    for (Zone& zone : map.zones) {
        if (map.authorities[zone.authority.value].in_area) continue;
        for (int age = 4; age <= 15; ++age)
            zone.residents[static_cast<std::size_t>(age)] =
                static_cast<std::int32_t>(700 * cohort_over(age, 4, 2026) * (age >= 11 ? share : 1.0) + 0.5);
    }
    return std::make_shared<const Map>(std::move(map));
}

/// Children of Year 6 left of 2,000 in the halo and 300 in the area.
std::pair<int, int> left_of(double share) {
    PlacementScene scene(with_halo(share));
    for (int i = 0; i < 2000; ++i)
        scene.add(6, RequiredProvision::mainstream, Setting::mainstream, SchoolId(testing::wold_faith), halo_zone);
    for (int i = 0; i < 300; ++i)
        scene.add(6, RequiredProvision::mainstream, Setting::mainstream, SchoolId(testing::riverside), 0);
    scene.add(5, RequiredProvision::mainstream, Setting::mainstream, SchoolId(testing::wold_faith), halo_zone);
    go_on_beyond_the_map(scene.step(Month(2027, 2)), scene.families, scene.pupils);
    int halo = 0, area = 0;
    for (std::size_t row = 0; row + 1 < scene.pupils.size(); ++row)
        (row < 2000 ? halo : area) += scene.pupils.present(PupilId(row)) ? 1 : 0;
    EXPECT_TRUE(scene.pupils.present(PupilId(2300))) << "Year 5 stays";
    return {halo, area};
}

TEST(BeyondTheMap, TheShareThatTheHalosOwnAgesShowGoesOn) {
    EXPECT_NEAR(share_going_on_within(*with_halo(0.5), AuthorityId(1)), 0.5, 0.005);
    EXPECT_EQ(share_going_on_within(*with_halo(0.5), AuthorityId(0)), 1);
    const auto [halo, area] = left_of(0.5);
    EXPECT_NEAR(halo, 1000, 90);  // four standard deviations
    EXPECT_EQ(area, 300);
}

// Where the area's residents were counted its ages are what they are, and England's profile of ages says nothing of it;
// where they were put by its schools' rolls, fewer of secondary age say that some go to school elsewhere. Whoever has a
// plan stays its authority's.
TEST(BeyondTheMap, OfAnAreaWhoseResidentsFollowRollsThoseWithoutAPlanLeave) {
    for (const ResidentsFrom from : {ResidentsFrom::count, ResidentsFrom::profile, ResidentsFrom::rolls}) {
        const bool rolls = from == ResidentsFrom::rolls;
        Map map = *testing::small_map();
        for (Zone& zone : map.zones) {
            if (!map.authorities[zone.authority.value].in_area) continue;
            zone.residents_from = from;
            for (int age = 4; age <= 15; ++age)
                zone.residents[static_cast<std::size_t>(age)] =
                    static_cast<std::int32_t>(700 * cohort_over(age, 4, 2026) * (age >= 11 ? 0.7 : 1.0) + 0.5);
        }
        PlacementScene scene(std::make_shared<const Map>(std::move(map)));
        EXPECT_NEAR(share_going_on_within(*scene.map, AuthorityId(0)), rolls ? 0.7 : 1, 0.005);
        constexpr int children = 2000;
        for (int i = 0; i < 2 * children; ++i) {
            const PupilId p =
                scene.add(6, RequiredProvision::mainstream, Setting::mainstream, SchoolId(testing::riverside), 0);
            scene.pupils.provision[p] = i < children ? Provision::none : Provision::plan;
        }
        go_on_beyond_the_map(scene.step(Month(2027, 2)), scene.families, scene.pupils);
        int left = 0, with_plan = 0;
        for (int i = 0; i < 2 * children; ++i)
            (i < children ? left : with_plan) += scene.pupils.present(PupilId(static_cast<std::uint32_t>(i))) ? 1 : 0;
        EXPECT_NEAR(left, rolls ? 1400 : 2000, 85);  // four standard deviations
        EXPECT_EQ(with_plan, children);
    }
}

TEST(BeyondTheMap, NobodyLeavesAHaloOfEnglandsAges) {
    const auto [halo, area] = left_of(1.01);
    EXPECT_EQ(halo, 2000);
    EXPECT_EQ(area, 300);
}

}  // namespace
}  // namespace sendscape::beyond_map_test
