#pragma once
#include <array>

#include "agents/admissions/criteria.h"

namespace sendscape {

/// Mainstream admissions. Every field has a row in sim/parameters.cpp with its range, unit, source and
/// meaning; the default is the initialiser here.
struct AdmissionParameters {
    double preferences = 4;  ///< mean length of the ranked list
    double mechanism = 0;    ///< Mechanism
    /// Place of each criterion in a school's order, by AdmissionCriterion: 1 first; 0 not used.
    std::array<double, admission_criterion_count> criteria{0, 1, 0, 3, 0, 2, 0, 0, 0, 0, 9, 0};
    double sixth_form_stay = 0.75;      ///< most of a Year 11 that stays on in its own school
    double year_13_stay = 0.88;         ///< of Year 12, into Year 13
    double year_14_stay = 0.06;         ///< of Year 13, into a third year
    double nursery_minutes = 15;        ///< farthest nursery class
    double selective_qualifying = 1.4;  ///< children who pass for each place of selective schools
    double base_places_in_pan = 0;      ///< 1: base places count within PAN
    double independent_minutes = 45;    ///< farthest independent school
};

}  // namespace sendscape
