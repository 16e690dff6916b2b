// SPDX-License-Identifier: MIT
#include "maps/birth_cohorts.h"

#include <algorithm>
#include <array>

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

}  // namespace

double births_to_august(int year) { return to_august(year, year); }

double cohort_over(int age, int other_age, int census_year) {
    const int last_known = census_year - 1;
    return to_august(census_year - 1 - age, last_known) / to_august(census_year - 1 - other_age, last_known);
}

}  // namespace sendscape
