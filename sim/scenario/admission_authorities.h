// SPDX-License-Identifier: MIT
#pragma once
#include <vector>

#include "maps/map.h"
#include "sim/scenario/config_problems.h"
#include "sim/scenario/entries.h"

namespace sendscape {

/// Schools whose admission authority determines the criteria of an entry. Throws InputError where the map has none.
std::vector<SchoolId> schools_of(const Map& prepared_map, const CriteriaChange& change);

/// The criteria that admission authorities have determined by a month: an entry in force later counts over one before,
/// and so does a change of admissions.criteria, which is for every authority. Both lists in order of date.
DeterminedCriteria determined_criteria(const Map& prepared_map, const std::vector<ParameterChange>& changes,
                                       const std::vector<CriteriaChange>& criteria, Month month);

/// Whether determined_criteria may be other in a month than in the one before.
bool criteria_change(const std::vector<ParameterChange>& changes, const std::vector<CriteriaChange>& criteria,
                     Month month);

/// Adds what the map shows to be wrong with entries. `provision` may open the schools they name.
void add_criteria_problems(const Map& map, const std::vector<ProvisionChange>& provision,
                           const std::vector<CriteriaChange>& criteria, ConfigProblems& problems);

}  // namespace sendscape
