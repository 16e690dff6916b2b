// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "maps/map.h"
#include "sim/scenario/config_problems.h"
#include "sim/scenario/entries.h"
#include "sim/scenario/scenario.h"

namespace sendscape {

/// The catchments of a GeoJSON file, one for each URN its polygons name; date, label and place are those of `entry`.
/// Throws InputError, naming the feature, for what is no polygon or names no URN.
std::vector<CriteriaChange> catchments_in(const std::filesystem::path& file, const CriteriaChange& entry);
/// By zone, 1 if its centre lies within.
std::vector<std::uint8_t> zones_within(const Map& map, const GridRings& rings);

/// Schools whose admission authority determines the criteria of an entry. Throws InputError where the map has none.
std::vector<SchoolId> schools_of(const Map& prepared_map, const CriteriaChange& change);

/// What admission authorities have determined by a month, over the catchments that the map carries: an entry in force
/// later counts over one before, and so does a change of admissions.criteria, which is for every authority. All lists
/// in order of date. An amalgamation counts from the round before it: the children do not apply anew.
DeterminedCriteria determined_criteria(const Map& prepared_map, const std::vector<ParameterChange>& changes,
                                       const std::vector<CriteriaChange>& criteria, Month month,
                                       const std::vector<ProvisionChange>& provision = {});

/// Whether determined_criteria may be other in a month than in the one before.
bool criteria_change(const std::vector<ParameterChange>& changes, const std::vector<CriteriaChange>& criteria,
                     Month month, const std::vector<ProvisionChange>& provision = {});

/// The row of a URN on the map; none where it has none.
SchoolId school_of(const Map& map, std::uint32_t urn);

/// Adds what the map shows to be wrong with entries. `provision` may open the schools they name.
void add_criteria_problems(const Map& map, const std::vector<ProvisionChange>& provision,
                           const std::vector<CriteriaChange>& criteria, ConfigProblems& problems);

/// The order of criteria in force for whom and from when, a sentence each: the parameter's at the start first.
std::vector<std::string> criteria_in_use(const Map& prepared_map, const Scenario& scenario);
/// A sentence for each catchment that no school's criteria in force look at, when it first could count.
std::vector<std::string> idle_catchments(const Map& prepared_map, const Scenario& scenario);

}  // namespace sendscape
