// SPDX-License-Identifier: MIT
#include "maps/birth_cohorts.h"

#include <gtest/gtest.h>

#include <cmath>
#include <utility>

namespace sendscape::birth_cohorts_test {
namespace {

TEST(BirthCohorts, AYearGroupIsBornInTwoCalendarYears) {
    EXPECT_NEAR(births_to_august(2013), (729.7 + 2 * 698.5) / 3, 1e-9);
    EXPECT_EQ(births_to_august(1950), 621.9);  // the first year there is
}

TEST(BirthCohorts, TheChildrenOfTwentyTwelveAreTheLargestYearGroup) {
    // Five on 31 August 2017 and 2018's census; those of three in January 2016 are the same.
    for (const auto& [census, age] : {std::pair(2018, 5), std::pair(2016, 3), std::pair(2024, 11)})
        for (const int other : {age - 2, age + 2}) EXPECT_GT(cohort_over(age, other, census), 1) << census;
}

TEST(BirthCohorts, NothingIsKnownOfBirthsAfterTheCensus) {
    // January 2019: those of none on 31 August 2018 were born in 2017 and 2018; of the infants to come nothing is
    // known.
    EXPECT_NEAR(cohort_over(0, 1, 2019), births_to_august(2018) / births_to_august(2017), 1e-9);
    EXPECT_EQ(cohort_over(0, 0, 2019), 1);
    EXPECT_NEAR(cohort_over(0, 1, 2018), (696.3 + 2 * 679.1) / (697.9 + 2 * 696.3), 1e-9);
}

TEST(BirthCohorts, BirthsGoOnAsTheyWentForTwoYearsMore) {
    EXPECT_NEAR(expected_growth_of_births(2017, 2019), births_to_august(2017) / births_to_august(2016), 1e-12);
    // January 2019: births of 2018 are known, those of 2019 and 2020 fall by 0.45 of a year's fall since 2015.
    const double fall = 0.45 * std::log(657.1 / 697.9) / 3;
    const double next = 657.1 * std::exp(fall), after = next * std::exp(fall);
    EXPECT_NEAR(expected_growth_of_births(2019, 2019), (657.1 + 2 * next) / (679.1 + 2 * 657.1), 1e-12);
    EXPECT_NEAR(expected_growth_of_births(2020, 2019), (next + 2 * after) / (657.1 + 2 * next), 1e-12);
    EXPECT_NEAR(expected_growth_of_births(2022, 2019), 1, 1e-12);
    EXPECT_NEAR(expected_growth_of_births(2034, 2030), 1, 1e-12) << "beyond the table: as its last years have them";
}

}  // namespace
}  // namespace sendscape::birth_cohorts_test
