// SPDX-License-Identifier: MIT
#pragma once

namespace sendscape {

/// Live births of the twelve months to August of a year, England and Wales, thousands: a third of the calendar year
/// before and two thirds of the year itself (ONS, Births in England and Wales, 1999 to 2024). Children of one such
/// cohort are in one year group. Years without a figure have that of the nearest year with one.
double births_to_august(int year);

/// Children of an age on 31 August over those of another at a January census, as births have them; of those born after
/// the last calendar year that was complete by then nothing was known, and births are taken to go on as in that year.
double cohort_over(int age, int other_age, int census_year);

/// Births to August of a year over those to August of the year before, as a census lets one expect them: what is known
/// by then, and after it for two calendar years 0.45 of the yearly growth of the last three that are known (births of
/// England and Wales 1999 to 2018: the growth of two years on that of the three before them), then no more.
double expected_growth_of_births(int year, int census_year);

}  // namespace sendscape
