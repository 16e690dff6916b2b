// SPDX-License-Identifier: MIT
#include "agents/admissions/admission_numbers.h"

#include <algorithm>

#include "agents/schools/doubt_key.h"
#include "sim/core/elementary.h"
#include "sim/core/paired_draws.h"

namespace sendscape {

std::int32_t wanted_number(std::int32_t number, std::int32_t usual, std::int32_t intake, std::int32_t intake_before,
                           bool secondary, bool refused) {
    // An infant class has 30 pupils at the most (School Admissions (Infant Class Sizes) (England) Regulations 2012),
    // and numbers are set in forms of 30 and halves. That no primary falls below half a form and no secondary below
    // three is an assumption.
    constexpr std::int32_t form = 30, half = form / 2, least_primary = half, least_secondary = 3 * form;
    const std::int32_t step = secondary || number > 2 * form ? form : half;
    const std::int32_t least = secondary ? least_secondary : least_primary;
    if (std::max(intake, intake_before) <= number - step && number - step >= least) return number - step;
    if (number < usual && refused && intake >= number) return std::min(usual, number + step);
    return number;
}

void determine_admission_numbers(Schools& schools, const AdmissionParameters& parameters, const Step& step) {
    constexpr std::uint32_t of_lot = 1, of_walk = 2;  // counters of draws
    const PairedDraws doubt(step.draws);
    for (std::uint32_t row = 0; row < schools.size(); ++row) {
        const SchoolId s(row);
        const School& place = step.map.school(s);
        if (place.setting != Setting::mainstream || schools.pan[s] <= 0 || !schools.open(s, step.month)) continue;
        if (schools.pan_determined[s] > 0) schools.pan[s] = schools.pan_determined[s];
        if (schools.pan_given[s] != 0) {
            schools.pan_determined[s] = schools.pan[s];
            continue;
        }
        const int entry = std::max<int>(place.low_ncy, reception);
        if (!place.teaches(entry + 1) || entry > year_7) continue;
        const auto& rolls = schools.roll_by_year[s];
        const std::int32_t wanted =
            wanted_number(schools.pan[s], std::max(place.pan, schools.pan[s]), rolls[year_index(entry)],
                          rolls[year_index(entry + 1)], entry >= year_7, schools.last_admitted_m[s] > 0);
        const bool acts = step.draws.happens(parameters.number_changed, Stream::admission_number, row, step.month);
        // What no table tells of a number changes for good: a walk of its own for each school, in whole children by
        // lot.
        const double change = doubt.normal(Stream::admission_number, doubt_key(place, s), step.month, of_walk);
        const double lot = step.draws.uniform(Stream::admission_number, row, step.month, of_lot);
        const double walked = (acts ? wanted : schools.pan[s]) * exp(parameters.number_drift * change);
        schools.pan_determined[s] = doubt.any() ? std::max(1, static_cast<std::int32_t>(walked + lot))
                                    : acts      ? wanted
                                                : schools.pan[s];
    }
}

}  // namespace sendscape
