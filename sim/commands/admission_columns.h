// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "agents/admissions/criteria.h"
#include "maps/tables/csv_table.h"
#include "sim/commands/admission_distance.h"

namespace sendscape {

/// A column that says with yes or no whether a child meets a criterion.
struct FlagColumn {
    AdmissionCriterion criterion;
    std::size_t column;
    bool crosses;  ///< holds nothing but x and blanks: x is yes
};

/// Columns of a list of applications.
struct ApplicationColumns {
    std::size_t applicant = 0, preference = 0, school = 0;
    std::optional<std::size_t> band;
    std::optional<DistanceColumn> distance;
    std::vector<FlagColumn> flags;
    std::optional<std::size_t> easting, northing;  ///< of the home; both or none
    std::optional<FlagColumn> sen_support;         ///< SEN Support: for comparisons alone
    std::optional<std::size_t> imd_decile;         ///< 1 most deprived to 10: for comparisons alone
    /// Criteria, by bit, that places of homes and schools tell without a column: distance, the nearest school,
    /// catchments drawn.
    std::uint32_t supplied = 0;
    [[nodiscard]] bool tells(AdmissionCriterion criterion) const;  ///< whether a column or a place tells of it
};

/// Columns of a list of schools.
struct SchoolColumns {
    std::size_t school = 0, places = 0;
    std::optional<std::size_t> criteria;
    std::optional<std::size_t> easting, northing;  ///< both or none
    std::optional<std::size_t> urn;                ///< beside its name
};

/// What a flag's cell says, a blank being no; nothing if it says neither yes nor no.
std::optional<bool> flag_answer(const CsvTable& table, std::size_t row, const FlagColumn& flag);

/// Whether a cell names a row of sums: "Total", "Grand total:", "Total (120)", "Oak total", "Sum" ...
bool says_total(std::string_view cell);

/// InputError if the two lists are exchanged, or one file is given for both.
void refuse_exchanged(const CsvTable& schools, const CsvTable& applications);

/// Find the columns by name. InputError naming every column that is not known, what was most likely meant, and the
/// columns that are: one that is passed over in silence could cost a child its place.
ApplicationColumns find_application_columns(const CsvTable& table);
SchoolColumns find_school_columns(const CsvTable& table);

}  // namespace sendscape
