// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "maps/map.h"
#include "maps/tables/quality.h"

namespace sendscape {

/// Plans maintained by each authority (key: three-digit code) at the latest January of the SEN2 tables given: the
/// layouts of 2020 to 2024 by age and by establishment, the layout since 2025 with one column per placement, and its
/// caseload by need, of which the total and the ages are taken; and rows by topic ('All EHC plans', 'Age',
/// 'Establishment type') under any heading of the count (num_caseload, number_of_plans ...).
/// Where age and establishment tables give different years, each keeps its own and the later total is used; where two
/// tables give the same year, the first is kept and it is counted.
/// A row that says the same as one above is counted; two that give one thing different numbers are an InputError naming
/// both. Suppressed numbers and labels that are not known are counted by line.
/// InputError for a table that is none of these, saying what it was taken for (plans made, ended or asked for in a year
/// are no caseload), and for one without a usable row, naming the first.
std::map<std::string, Sen2> read_sen2_tables(const std::vector<std::filesystem::path>& paths, QualityTable& quality);

}  // namespace sendscape
