// SPDX-License-Identifier: MIT
#include "maps/build/residents.h"

#include <gtest/gtest.h>

#include <cmath>

#include "maps/birth_cohorts.h"

namespace sendscape::residents_test {
namespace {

constexpr std::size_t first_primary = 4, last_primary = 10, first_secondary = 11, last_secondary = 15;

/// Rolls with as many pupils at each age of a phase.
std::array<double, zone_ages> rolls(double primary, double secondary) {
    std::array<double, zone_ages> by_age{};
    for (std::size_t age = first_primary; age <= last_primary; ++age) by_age[age] = primary;
    for (std::size_t age = first_secondary; age <= last_secondary; ++age) by_age[age] = secondary;
    return by_age;
}

TEST(Residents, BandsAddUpTheirAges) {
    const SchoolAgeBands bands = bands_of(rolls(100, 80), 2);
    EXPECT_DOUBLE_EQ(bands.primary, 7 * 100 * 2);
    EXPECT_DOUBLE_EQ(bands.secondary, 5 * 80 * 2);
    EXPECT_DOUBLE_EQ(bands.sum(), bands.primary + bands.secondary);
}

TEST(Residents, PrimaryChildrenAreThoseOnRollAndAFewMore) {
    const auto people = residents_behind(rolls(98, 80), 2025, 1);
    EXPECT_NEAR(bands_of(people, 1).primary, 700, 1e-9) << "98 in a hundred are on a roll";
    // Cohorts as England's births have them: of two ages, as many as were born.
    EXPECT_NEAR(people[10] / people[4], cohort_over(10, 4, 2025), 1e-12);
}

TEST(Residents, RollsOfSecondarySchoolsAreBelievedAsFarAsIsSaid) {
    const auto births = residents_behind(rolls(98, 80), 2025, 0), half = residents_behind(rolls(98, 80), 2025, 0.5),
               wholly = residents_behind(rolls(98, 80), 2025, 1);
    EXPECT_NEAR(bands_of(wholly, 1).secondary, 5 * 80 / part_on_roll, 1e-9);
    EXPECT_NEAR(bands_of(half, 1).secondary, std::sqrt(bands_of(births, 1).secondary * bands_of(wholly, 1).secondary),
                1e-9);
    EXPECT_EQ(births, residents_behind(rolls(98, 200), 2025, 0)) << "births alone do not look at them";
}

TEST(Residents, OfSecondarySchoolsAloneTheirRollsTell) {
    EXPECT_NEAR(bands_of(residents_behind(rolls(0, 98), 2025, 0.5), 1).secondary, 500, 1e-9);
    EXPECT_NEAR(bands_of(residents_round_primaries(rolls(0, 98), 2025), 1).secondary, 500, 1e-9);
}

TEST(Residents, RoundPrimarySchoolsSecondaryOnesAreNotLookedAt) {
    EXPECT_EQ(residents_round_primaries(rolls(98, 10), 2025), residents_round_primaries(rolls(98, 500), 2025));
}

TEST(Residents, RoundASchoolLiveSevenOfItsReceptionYear) {
    School infants;
    infants.roll = 90, infants.low_ncy = 0, infants.high_ncy = 2;
    EXPECT_DOUBLE_EQ(children_of_primary_age(infants), 7 * 30);
    School juniors;
    juniors.roll = 120, juniors.low_ncy = 3, juniors.high_ncy = 6;
    EXPECT_DOUBLE_EQ(children_of_primary_age(juniors), 0);
}

}  // namespace
}  // namespace sendscape::residents_test
