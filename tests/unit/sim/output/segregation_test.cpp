// SPDX-License-Identifier: MIT
#include "sim/output/segregation.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "tests/support/measured_world.h"

namespace sendscape::segregation_test {
namespace {

using namespace testing;

/// The small town with a hundred pupils in each primary school, children in the base apart.
struct Town : MeasuredWorld {
    Town() {
        for (const SmallSchool row : {st_anne, riverside, hill_infant, hill_junior}) {
            const SchoolId school(row);
            world.schools.in_base[school] = {};
            world.schools.roll[school] = 100;
            world.schools.plans[school] = 0;
            world.schools.sen_support[school] = 10;
        }
        const SchoolId with_base(st_anne);
        world.schools.in_base[with_base] = {10, 0};
        world.schools.roll[with_base] += 10;
        world.schools.plans[with_base] += 10;
    }
    /// Of primary schools: both kinds of a measure.
    std::vector<double> primary(void (*measure)(const Observation&, std::span<double>)) {
        const std::vector<double> all = values(measure, phase_count * 2);
        const std::size_t first = static_cast<std::size_t>(Phase::primary) * 2;
        return {all[first], all[first + 1]};
    }
};

TEST(Segregation, AsCountedByHand) {
    Town town;
    town.world.schools.plans[SchoolId(st_anne)] += 4;
    town.world.schools.plans[SchoolId(hill_junior)] += 4;
    // Two of four schools of a hundred hold all: half the children would have to move.
    const std::vector<double> gorard = town.primary(gorard_s);
    EXPECT_DOUBLE_EQ(gorard[0], 0.5);
    EXPECT_NEAR(gorard[1], 0.0, 1e-15);
    // Others: 96, 100, 100 and 96 of 392.
    const std::vector<double> d = town.primary(dissimilarity);
    EXPECT_DOUBLE_EQ(d[0], (2 * (0.5 - 96.0 / 392) + 2 * 100.0 / 392) / 2);
    EXPECT_NEAR(d[1], 0.0, 1e-15);
}

TEST(Segregation, NobodyInTheGroupHasNoValue) {
    Town town;
    EXPECT_TRUE(std::isnan(town.primary(gorard_s)[0]));
    EXPECT_FALSE(std::isnan(town.primary(gorard_s)[1]));
    EXPECT_TRUE(std::isnan(town.primary(dissimilarity)[0]));
}

TEST(Segregation, MealsAreCountedChildByChildWithoutTheBase) {
    Town town;
    Pupils& pupils = town.world.pupils;
    std::int32_t made = 0;
    for (std::size_t row = 0; row < pupils.size(); ++row) {
        const PupilId p(row);
        pupils.disadvantaged[p] = 0;
        const bool at_one = pupils.school[p] == SchoolId(riverside);
        if (at_one && !is_base(pupils.setting[p]) && made < 20) pupils.disadvantaged[p] = 1, ++made;
    }
    ASSERT_EQ(made, 20);
    take_stock(town.world, town.scope, true, town.stocks);
    // All at one of four schools of a hundred: three quarters would have to move.
    EXPECT_DOUBLE_EQ(town.primary(segregation_by_meals)[0], 0.75);
    // Others: 80 of 380 there, which is 0.21 of them.
    EXPECT_DOUBLE_EQ(town.primary(segregation_by_meals)[1], ((1 - 80.0 / 380) + 3 * 100.0 / 380) / 2);
    for (std::size_t row = 0; row < pupils.size(); ++row) {
        const PupilId p(row);
        if (pupils.disadvantaged[p] != 0) pupils.setting[p] = Setting::resourced_provision;
    }
    take_stock(town.world, town.scope, true, town.stocks);
    EXPECT_TRUE(std::isnan(town.primary(segregation_by_meals)[0]));
}

}  // namespace
}  // namespace sendscape::segregation_test
