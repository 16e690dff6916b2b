// SPDX-License-Identifier: MIT
#include "agents/plans/request_levels.h"

#include <gtest/gtest.h>

#include "agents/plans/hazards.h"
#include "agents/pupils/demography.h"
#include "tests/support/plans_scene.h"

namespace sendscape::request_levels_test {
namespace {

using testing::PlansScene;
const AuthorityId own(0), empty(1);

float level(PlansScene& scene, double englands = 1) {
    start_request_levels(scene.authorities, scene.pupils, scene.families, scene.map, englands);
    return scene.authorities.request_level[own];
}

TEST(RequestLevels, EnglandsChildrenWithEnglandsPlansAreAskedForAsEnglandsAre) {
    PlansScene scene;
    EXPECT_NEAR(level(scene), 1, 0.03);
    EXPECT_EQ(scene.authorities.request_level[empty], 1) << "who has no children is taken to be England";
    EXPECT_NEAR(level(scene, 0.8), 1 / 0.8, 0.05) << "a January when England had fewer";
}

TEST(RequestLevels, FollowPlansOverThoseThatAgesExplainWithinBounds) {
    PlansScene scene;
    double expected = 0, held = 0;
    for (std::size_t row = 0; row < scene.pupils.size(); ++row) {
        const PupilId p(row);
        const int age = age_of_ncy(scene.pupils.ncy[p]);
        if (age < first_share_age || age > last_share_age) continue;
        expected += plan_share_by_age(2026)[static_cast<std::size_t>(age - first_share_age)];
        if (scene.pupils.has_plan(p) && row % 3 == 0) scene.pupils.provision[p] = Provision::none;
        held += scene.pupils.has_plan(p) ? 1 : 0;
    }
    scene.map.census = Month(2026, 1);
    EXPECT_NEAR(level(scene), (held + 50) / (expected + 50), 1e-4);
    for (std::size_t row = 0; row < scene.pupils.size(); ++row) scene.pupils.provision[PupilId(row)] = Provision::none;
    EXPECT_EQ(level(scene), 0.5f);
    for (std::size_t row = 0; row < scene.pupils.size(); ++row) scene.pupils.provision[PupilId(row)] = Provision::plan;
    EXPECT_EQ(level(scene), 2);
}

}  // namespace
}  // namespace sendscape::request_levels_test
