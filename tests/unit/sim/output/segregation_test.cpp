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
    /// Of primary schools: children with plans, then on SEN Support.
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

}  // namespace
}  // namespace sendscape::segregation_test
