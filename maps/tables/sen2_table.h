// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "maps/map.h"
#include "maps/tables/quality.h"

namespace sendscape {

/// What SEN2 tables tell of each authority (key: three-digit code), every January and calendar year of all of them.
/// Each table is known by what it holds:
/// - plans maintained each January: the layouts of 2020 to 2024 by age and by establishment; rows by topic ('All EHC
///   plans', 'Age', 'Establishment type') under any heading of the count (num_caseload, number_of_plans ...); the
///   layout since 2025 with a column for each placement, and its caseload by primary need;
/// - what happened in a calendar year: see sen2_flows.h. It never counts into a caseload.
/// Of one authority's January or year, each breakdown (in all, by age, setting, need; each number of a flow) is that of
/// the first table that gives it, and it is counted that another does; a total by age goes before one by establishment,
/// which before 2019 leaves out plans of no establishment. Without a total it is the sum of the ages, else of the
/// placements.
/// A row that says the same as one above is counted; two that give one thing different numbers are an InputError naming
/// both. Suppressed numbers and labels that are not known are counted by line.
/// InputError for a table that is none of these, saying what it was taken for (plans that ended, by sex or ethnicity;
/// new plans by need), and for one without a usable row, naming the first.
std::map<std::string, Sen2> read_sen2_tables(const std::vector<std::filesystem::path>& paths, QualityTable& quality);

/// What was known of an authority at a census: the Januaries up to its year, the calendar years before it. Where no
/// January is, the earliest later one stands alone.
Sen2 known_at(const Sen2& sen2, Month census);

}  // namespace sendscape
