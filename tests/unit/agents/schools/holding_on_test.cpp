// SPDX-License-Identifier: MIT
#include "agents/schools/holding_on.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/small_map.h"

namespace sendscape::holding_on_test {
namespace {

struct Scene {
    std::shared_ptr<const Map> map = testing::small_map();
    Draws draws{3, 0};
    Parallel parallel{1};
    EventLog events;
    Schools schools;
    Authorities authorities;
    SchoolParameters parameters;
    LoopSwitches loops;

    Scene() {
        for (const School& school : map->schools) {
            const SchoolId s = schools.append();
            schools.roll[s] = school.roll;
            schools.plans[s] = school.plans;
        }
        Authorities::for_each_column(authorities, [&](auto& column) { column.resize(map->authorities.size()); });
        schools.ethos[SchoolId(testing::st_anne)] = 1.5F;
        schools.ethos[SchoolId(testing::riverside)] = -1.5F;
    }
    void weigh() {
        weigh_holding_on(schools, authorities, parameters, loops, {*map, Month(2026, 2), draws, parallel, events});
    }
    double factor(std::uint32_t school) { return handed_on(schools, SchoolId(school)); }
    /// Mean over children with plans in the area's mainstream schools.
    double mean() {
        double sum = 0, plans = 0;
        for (std::uint32_t s = 0; s < testing::small_schools; ++s) {
            if (map->schools[s].setting != Setting::mainstream || !map->schools[s].in_area) continue;
            sum += factor(s) * schools.plans[SchoolId(s)];
            plans += schools.plans[SchoolId(s)];
        }
        return sum / plans;
    }
};

TEST(HoldingOn, IsOneBeforeItIsWeighedAndOutsideMainstream) {
    Scene scene;
    EXPECT_EQ(scene.factor(testing::riverside), 1);
    EXPECT_EQ(handed_on(scene.schools, SchoolId{}), 1);
    scene.weigh();
    EXPECT_EQ(scene.factor(testing::oak_special), 1);
    EXPECT_EQ(scene.factor(testing::elm_special), 1);
}

TEST(HoldingOn, SchoolsThatDeflectHandOnMoreAndTheMeanStaysThePublishedOne) {
    Scene scene;
    scene.weigh();
    EXPECT_NEAR(scene.mean(), 1, 1e-6);
    // Three standard deviations of ethos apart.
    EXPECT_NEAR(scene.factor(testing::riverside) / scene.factor(testing::st_anne),
                std::exp(3 * scene.parameters.handed_on_by_ethos), 1e-4);
    EXPECT_GT(scene.factor(testing::riverside), 1.2);
    EXPECT_LT(scene.factor(testing::st_anne), 0.9);
}

TEST(HoldingOn, WhereAllSchoolsIncludeMoreFewerAreHandedOn) {
    Scene scene;
    scene.weigh();
    for (auto& ethos : scene.schools.ethos) ethos += 0.6F;
    scene.weigh();
    EXPECT_NEAR(scene.mean(), std::exp(-0.6 * scene.parameters.handed_on_by_ethos), 1e-4);
    // Ethos that moves to where more children with plans are changes who is handed on, not how many.
    Scene other;
    other.weigh();
    std::swap(other.schools.plans[SchoolId(testing::st_anne)], other.schools.plans[SchoolId(testing::riverside)]);
    other.weigh();
    EXPECT_NEAR(other.mean(), 1, 1e-6);
}

TEST(HoldingOn, TheLoopCanBeSwitchedOff) {
    Scene scene;
    scene.loops.strain_responses = 0;
    scene.weigh();
    EXPECT_EQ(scene.factor(testing::riverside), 1);
    EXPECT_EQ(scene.factor(testing::st_anne), 1);
}

}  // namespace
}  // namespace sendscape::holding_on_test
