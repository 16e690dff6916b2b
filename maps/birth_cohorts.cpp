// SPDX-License-Identifier: MIT
#include "maps/birth_cohorts.h"

#include <algorithm>
#include <array>

#include "sim/core/elementary.h"

namespace sendscape {
namespace {

constexpr int first_year_of_births = 1999;
constexpr std::array<double, 26> births{621.9, 604.4, 594.6, 596.1, 621.5, 639.7, 645.8, 669.6, 690.0,
                                        708.7, 706.2, 723.2, 723.9, 729.7, 698.5, 695.2, 697.9, 696.3,
                                        679.1, 657.1, 640.4, 613.9, 624.8, 605.5, 591.1, 594.7};

double births_in(int year) {
    return births[static_cast<std::size_t>(
        std::clamp(year - first_year_of_births, 0, static_cast<int>(births.size()) - 1))];
}
double to_august(int year, int last_known) {
    constexpr double of_the_year_before = 1.0 / 3;
    return of_the_year_before * births_in(std::min(year - 1, last_known)) +
           (1 - of_the_year_before) * births_in(std::min(year, last_known));
}

constexpr int years_of_growth = 3, growth_goes_on = 2;
constexpr double growth_kept = 0.45;

/// Of a calendar year as expected when births are known up to another.
double expected_births(int year, int last_known) {
    const double growth = log(births_in(last_known) / births_in(last_known - years_of_growth)) / years_of_growth;
    return births_in(std::min(year, last_known)) *
           exp(growth_kept * growth * std::clamp(year - last_known, 0, growth_goes_on));
}
double expected_to_august(int year, int last_known) {
    constexpr double of_the_year_before = 1.0 / 3;
    return of_the_year_before * expected_births(year - 1, last_known) +
           (1 - of_the_year_before) * expected_births(year, last_known);
}

}  // namespace

double births_to_august(int year) { return to_august(year, year); }

double expected_growth_of_births(int year, int census_year) {
    constexpr int last_of_table = first_year_of_births + static_cast<int>(births.size()) - 1;
    const int last_known = std::min(census_year - 1, last_of_table);
    return expected_to_august(year, last_known) / expected_to_august(year - 1, last_known);
}

double cohort_over(int age, int other_age, int census_year) {
    const int last_known = census_year - 1;
    return to_august(census_year - 1 - age, last_known) / to_august(census_year - 1 - other_age, last_known);
}

}  // namespace sendscape
