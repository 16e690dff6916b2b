// SPDX-License-Identifier: MIT
#pragma once
#include "agents/pupils/parameters.h"
#include "agents/pupils/pupils.h"
#include "agents/step.h"
#include "sim/core/column.h"

namespace sendscape {

/// Needs before school: shown at two, and arising each year to four; so that some 9% are on SEN Support and 3% have a
/// plan in the January of Reception (assumption; SEN Support by age, school census).
inline constexpr double need_shows_at_two = 0.06;
inline constexpr double early_needs_a_year = 0.05;
inline constexpr double unrecognised_in_reception = 0.05;  ///< most have been found by then (assumption)
/// Share of children of 2 to 4 whose need shows and who have no provision, at the start.
constexpr double unrecognised_early(int age) {
    return age <= 2 ? need_shows_at_two : age == 3 ? need_shows_at_two + early_needs_a_year : unrecognised_in_reception;
}

/// Severity of a need is logistic(centre + severity_spread * a standard normal number). Centre of needs as they arise
/// and on SEN Support; both are assumptions.
inline constexpr double severity_centre_arising = -0.8;
inline constexpr double severity_spread = 0.7;

/// Share of an older year group whose need shows and is not acted on: half a year of those entering SEN Support.
double unrecognised_later(const PupilParameters& parameters, int ncy);

/// Recorded need of a child entering or on SEN Support: by phase, school census. u uniform in [0, 1).
Need support_need(int ncy, double u);

/// Need that shows before school, or ahead of SEN Support: as in plans at age 4. u uniform in [0, 1).
Need early_need(double u);

/// Needs emerge; SEN Support starts and ends, once more at the move to Year 7; labels of SEN Support are recoded. The
/// school's training moves entry and exit. Every month.
void identify_needs(const PupilParameters& parameters, const Column<SchoolId, float>& training,
                    const Column<SchoolId, float>& identifies, Month start, const Step& step, Pupils& pupils);

}  // namespace sendscape
