// SPDX-License-Identifier: MIT
#include "sim/studies/school_figures.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/small_world.h"

namespace sendscape::school_figures_test {
namespace {

using testing::small_map;
using testing::small_world;

TEST(SchoolFigures, OfAKindAndAuthorityExpectedPlansAddUpToThosePresent) {
    const World world = small_world();
    const auto figures = school_figures(world, small_map()->schools.size());
    for (const bool primary : {true, false}) {
        double plans = 0, expected = 0, roll = 0;
        for (const std::uint32_t row : {testing::st_anne, testing::riverside, testing::hill_infant,
                                        testing::hill_junior, testing::kings, testing::meadow}) {
            if ((small_map()->schools[row].phase == SchoolPhase::primary) != primary) continue;
            plans += figures[row].plans;
            expected += figures[row].expected;
            roll += figures[row].roll;
        }
        ASSERT_GT(plans, 0);
        EXPECT_NEAR(expected, plans, 1e-3);
        const SchoolFigures& one = figures[primary ? testing::riverside : testing::kings];
        EXPECT_NEAR(one.expected, one.roll * plans / roll, 1e-3);
        EXPECT_NEAR(relative_rate().value(one), one.plans / one.expected, 1e-4);
    }
    EXPECT_FALSE(figures[testing::oak_special].open) << "a special school is none of those compared";
    EXPECT_TRUE(figures[testing::wold_faith].open);
    EXPECT_FALSE(counted(small_map()->schools[testing::wold_faith], figures[testing::wold_faith])) << "of the halo";
}

TEST(SchoolFigures, MoneyBeyondTheNotionalBudgetIsWhatHoursCostLessWhatTheSchoolHasForThem) {
    const World world = small_world();
    const auto figures = school_figures(world, small_map()->schools.size());
    const SchoolId s(testing::st_anne);
    const double cost = world.parameters.schools.hourly_cost * 39;  // weeks of a school year
    double paid = 0;
    for (const SchoolIncome kind : {SchoolIncome::top_up, SchoolIncome::places, SchoolIncome::targeted})
        paid += 12 * in_pounds(world.schools.received[s][static_cast<std::size_t>(kind)]);
    EXPECT_NEAR(figures[s.value].over_notional,
                world.schools.hours_required[s] * cost - paid - in_pounds(world.schools.notional_sen[s]), 1);
    EXPECT_EQ(figures[s.value].hours_short, world.schools.hours_required[s] - world.schools.hours_supplied[s]);
    EXPECT_EQ(figures[s.value].in_base, world.schools.in_base[s][0] + world.schools.in_base[s][1]);
    EXPECT_GT(figures[s.value].in_base, 0);
}

TEST(SchoolFigures, TheClassIsTheModelsAndAtTheStartThatOfTheOneJanuaryKnown) {
    World world = small_world();
    const SchoolId s(testing::kings), other(testing::meadow);
    world.schools.beyond_limits[s] = 1;
    world.schools.beyond_limits[other] = -1;
    world.schools.magnet[s] = world.schools.magnet[other] = MagnetClass::expected;
    auto figures = school_figures(world, small_map()->schools.size());
    EXPECT_EQ(figures[s.value].magnet, MagnetClass::magnet);
    EXPECT_EQ(figures[other.value].magnet, MagnetClass::deflector);
    world.month = world.start + 12;
    figures = school_figures(world, small_map()->schools.size());
    EXPECT_EQ(figures[s.value].magnet, MagnetClass::expected) << "one January beyond is not two running";
}

TEST(SchoolFigures, ThePublishedMeasureCountsBasesInAndHasLimitsOfItsOwn) {
    World world = small_world();
    const SchoolId many(testing::riverside), none(testing::kings);
    world.schools.plans[many] += 60;
    world.schools.plans[SchoolId(testing::meadow)] += 60;
    world.schools.plans[none] = 0;
    const auto figures = school_figures(world, small_map()->schools.size());
    EXPECT_TRUE(figures[many.value].above);
    EXPECT_TRUE(figures[none.value].far_below);
    EXPECT_FALSE(figures[none.value].above);
    // By hand: z = (plans - expected) / sqrt(expected).
    for (const SchoolFigures& one : figures)
        if (one.open && one.expected > 0) {
            const double z = (one.plans - one.expected) / std::sqrt(one.expected);
            EXPECT_EQ(one.above, z > 3.09);
            EXPECT_EQ(one.far_below, z < -2.5);
        }
}

TEST(SchoolFigures, AShareOfNobodyIsNone) {
    SchoolFigures empty;
    EXPECT_TRUE(std::isnan(relative_rate().value(empty)));
    EXPECT_TRUE(std::isnan(school_figure("plan_rate").value(empty)));
    EXPECT_THROW(school_figure("plan_rat"), std::logic_error);
}

}  // namespace
}  // namespace sendscape::school_figures_test
