// SPDX-License-Identifier: MIT
#include "sim/start/england_by_year.h"

#include <gtest/gtest.h>

#include <cmath>

namespace sendscape::england_by_year_test {
namespace {

TEST(EnglandByYear, GrowthIsOfTheTwoYearsBefore) {
    EXPECT_NEAR(growth_before(2019), std::log(72423.0 / 55235) / 2, 1e-12);
    EXPECT_NEAR(growth_before(2018), std::log(64555.0 / 55235), 1e-12);  // of the one that is told
    EXPECT_EQ(growth_before(2010), 0);
}

TEST(EnglandByYear, AYearNotToldIsTheNearestTold) {
    EXPECT_EQ(england_in(2012).requests, england_in(first_year_told).requests);
    EXPECT_EQ(england_in(2040).requests, england_in(last_year_told).requests);
}

}  // namespace
}  // namespace sendscape::england_by_year_test
