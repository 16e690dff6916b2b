// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "maps/tables/area_shapes.h"
#include "maps/tables/quality.h"
#include "maps/tables/row_faults.h"
#include "maps/tables/school_key.h"
#include "maps/tables/year_numbers.h"

namespace sendscape {

/// A school's planning area as the officer's table gives it.
struct OwnAreaRow {
    SchoolKey school;
    std::string area, code;  ///< either may be empty, not both
    std::string place;       ///< file and line
};

/// Two schools of which one's leavers go on to the other; which is which, their years tell.
struct LinkRow {
    SchoolKey one, other;
    std::string place;
};

/// One file of the officer's own, as its heading tells it. A table may be of several kinds at once.
struct OwnTable {
    std::filesystem::path path;
    std::string name;  ///< of the file, as the quality table has it
    bool is_areas = false, is_numbers = false, is_links = false, is_provision = false, is_places = false;
    bool is_bases = false;  ///< provision without a column of its kind: resourced provision in mainstream schools
    std::vector<OwnAreaRow> areas;
    std::vector<AreaShape> shapes;
    std::vector<SchoolNumbers> numbers;
    std::vector<LinkRow> links;
};

/// Recognises the officer's own tables by their headings, in any order: planning areas (a table of schools, or
/// GeoJSON), admission numbers and capacity, links of infant and junior schools, provision (its rows are read by
/// read_provision_list) and coordinates of schools (read as a table of schools). `entry`: see read_school_numbers.
/// Faults of rows are added to `faults` with their lines: no school that could be told, a school in two planning areas,
/// a number that is none. InputError for a table that is none of these, saying what it is and what is read.
std::vector<OwnTable> read_own_tables(const std::vector<std::filesystem::path>& paths, QualityTable& quality);
/// The rows of those tables, once the census is known.
void read_own_rows(OwnTable& table, int entry, QualityTable& quality, RowFaults& faults);

}  // namespace sendscape
