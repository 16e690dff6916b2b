// SPDX-License-Identifier: MIT
#pragma once
#include "agents/admissions/parameters.h"
#include "agents/families/families.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/schools.h"
#include "agents/step.h"

namespace sendscape {

/// September, after cohorts have moved up and named places are taken: children without plans take up the places they
/// were offered, nursery classes fill again, Year 11 stays on in sixth forms or goes to college, and whoever is in a
/// school that does not teach its year is left without a setting for in_year_admissions() to place.
void take_up_offers(Pupils& pupils, Schools& schools, const Families& families, const AdmissionParameters& parameters,
                    const Step& step);

/// In an ordinary class, of a sixth form too.
constexpr bool ordinary(Setting setting) {
    return setting == Setting::mainstream || setting == Setting::independent_mainstream ||
           setting == Setting::sixth_form;
}

/// At no school of its own, at home or in alternative provision.
constexpr bool out_of_school(Setting setting) {
    return setting == Setting::awaiting || setting == Setting::home_education ||
           setting == Setting::alternative_provision;
}

}  // namespace sendscape
