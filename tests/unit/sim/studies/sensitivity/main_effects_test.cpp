// SPDX-License-Identifier: MIT
#include "sim/studies/sensitivity/main_effects.h"

#include <gtest/gtest.h>

#include <cmath>

#include "sim/output/shares.h"
#include "tests/support/made_up_sweep.h"

namespace sendscape::main_effects_test {
namespace {

using testing::made_up_sweep;

TEST(MainEffects, OfAPlaneAreItsSlopes) {
    const SweepResult result = made_up_sweep([](double x, double y, int) { return 100 * x + 10 * y; });
    const SweepOutcome outcome = outcomes_of(result).front();
    const MainEffect x = main_effect(result, 0, outcome), y = main_effect(result, 1, outcome);
    ASSERT_EQ(x.parts.size(), most_parts);
    EXPECT_EQ(x.least, 0u);
    EXPECT_EQ(x.most, most_parts - 1);
    EXPECT_NEAR(x.size(), 80, 4) << "from the mean of the lowest fifth to that of the highest";
    EXPECT_NEAR(y.size(), 8, 4);
    EXPECT_GT(x.explained, 0.9);
    EXPECT_LT(y.explained, 0.1);
    EXPECT_NEAR(interaction(result, 0, 1, outcome), 0, 4);
}

TEST(MainEffects, OfLevelsAreTheirMeans) {
    const SweepResult result = made_up_sweep([](double, double, int level) { return level == 1 ? 50 : 10; });
    const MainEffect effect = main_effect(result, 2, outcomes_of(result).front());
    ASSERT_EQ(effect.parts.size(), 3u);
    EXPECT_EQ(effect.parts[1].words, "bases");
    EXPECT_EQ(effect.most, 1u);
    EXPECT_EQ(effect.size(), 40);
    EXPECT_NEAR(effect.explained, 1, 1e-12);
}

TEST(MainEffects, AnInteractionIsTheProductsShare) {
    const SweepResult result = made_up_sweep([](double x, double y, int) { return 80 * x * y; });
    const SweepOutcome outcome = outcomes_of(result).front();
    // Halves differ by a half in each: 80 x 1/2 x 1/2, halved.
    EXPECT_NEAR(interaction(result, 0, 1, outcome), 10, 1.5);
    EXPECT_NEAR(interaction(result, 1, 0, outcome), interaction(result, 0, 1, outcome), 1e-9);
    EXPECT_NEAR(interaction(result, 0, 2, outcome), 0, 3);
}

TEST(MainEffects, PointsWithoutARunHaveNoOutcome) {
    SweepResult result = made_up_sweep([](double x, double, int) { return x; });
    result.status[3] = RunStatus::failed;
    const SweepOutcome outcome = outcomes_of(result).front();
    EXPECT_TRUE(std::isnan(outcome.values[3]));
    std::size_t points = 0;
    for (const EffectPart& part : main_effect(result, 0, outcome).parts) points += part.points;
    EXPECT_EQ(points, result.points - 1);
}

TEST(ParetoFront, HasThePointsThatNoneBeats) {
    const std::vector<double> fewer{5, 1, 3, 3, 9, not_recorded}, more{5, 1, 4, 2, 4, 99};
    EXPECT_EQ(pareto_front(fewer, more), (std::vector<std::size_t>{1, 2, 0}));
    EXPECT_TRUE(pareto_front({not_recorded}, {1}).empty());
}

}  // namespace
}  // namespace sendscape::main_effects_test
