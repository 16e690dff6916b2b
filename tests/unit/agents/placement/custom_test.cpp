// SPDX-License-Identifier: MIT
#include "agents/placement/custom.h"

#include <gtest/gtest.h>

#include "agents/placement/border.h"
#include "tests/support/placement_scene.h"

namespace sendscape::custom_test {
namespace {

using testing::PlacementScene;
const AuthorityId smallshire(0);

/// Readiness of an authority of `plans` children with plans, `independent` of them at independent schools, that began
/// with 1,000 and 50.
double readiness(int plans, int independent, const PlacementParameters& parameters = {}) {
    PlacementScene scene;
    scene.authorities.at_start[smallshire] = {.plans = 1000, .independent = 0.05F};
    for (int k = 0; k < plans; ++k)
        scene.add(5, RequiredProvision::special, k < independent ? Setting::independent_special : Setting::mainstream);
    const auto counts = border_counts(*scene.map, scene.pupils, scene.families, false, scene.parallel);
    return independent_readiness(counts.plans, scene.authorities, parameters)[0];
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
