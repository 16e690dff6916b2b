// SPDX-License-Identifier: MIT
#pragma once
#include <array>

#include "agents/admissions/criteria.h"

namespace sendscape {

/// Mainstream admissions. Every field has a row in sim/parameters.cpp with its range, unit, source and
/// meaning; the default is the initialiser here.
struct AdmissionParameters {
    double preferences = 4;  ///< mean length of the ranked list
    double mechanism = 0;    ///< Mechanism
    /// Of every admission authority that has not determined its own (DeterminedCriteria).
    CriteriaValues criteria =
        values_of({AdmissionCriterion::looked_after, AdmissionCriterion::faith, AdmissionCriterion::sibling,
                   AdmissionCriterion::feeder, AdmissionCriterion::distance});
    double sixth_form_stay = 0.75;      ///< most of a Year 11 that stays on in its own school
    double year_13_stay = 0.88;         ///< of Year 12, into Year 13
    double year_14_stay = 0.02;         ///< of Year 13, into a third year
    double nursery_minutes = 15;        ///< farthest nursery class
    double selective_qualifying = 1.4;  ///< children who pass for each place of selective schools
    double base_places_in_pan = 0;      ///< 1: base places count within PAN
    double number_changed = 0.2;        ///< of schools with reason to change their number, those that do it this year
    double number_drift = 0.05;    ///< of an admission number a year, for good: standard deviation of its logarithm
    double leaves_for_list = 0.5;  ///< of children offered a place from a list once they have started elsewhere
    /// Of children still waiting for a better school in July: appeals heard, and of these upheld, by infant classes,
    /// other primary years, secondary.
    std::array<double, 3> appeals_heard{0.12, 0.25, 0.25};
    std::array<double, 3> appeals_upheld{0.10, 0.29, 0.21};
    double appeals_by_advocacy = 0.5;  ///< log per unit of advocacy
    double independent_minutes = 45;   ///< farthest independent school
    double fair_access = 1;            ///< 1: children who are hard to place are shared out under a protocol
    /// Farthest school that the protocol asks: primary, secondary.
    std::array<double, 2> fair_access_minutes{15, 30};
};

}  // namespace sendscape
