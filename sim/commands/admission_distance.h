// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "maps/tables/csv_table.h"

namespace sendscape {

/// A unit lists give distances in.
struct LengthUnit {
    std::string_view word;  ///< "miles"
    double metres;
};

/// The column of an application list that says how far a child lives from the school.
struct DistanceColumn {
    std::size_t column;
    const LengthUnit* unit;  ///< null: the heading names none, and each cell must
};

/// Whether a column's name (as column_key writes it) is one for distances: distance_m, distance_km, distance_miles,
/// "Distance (miles)", "home to school distance in metres" ...
bool names_distance(std::string_view key);

/// The column for distances. InputError if there are two.
std::optional<DistanceColumn> find_distance_column(const CsvTable& table);

/// What a cell of the column says.
struct DistanceRead {
    double metres = 0;
    std::string fault;  ///< what is wrong with it; empty: read
};
/// A number, with commas between thousands or not, in the unit of the heading; a unit in the cell must be the same one.
DistanceRead read_distance(std::string_view cell, std::string_view heading, const LengthUnit* unit);

}  // namespace sendscape
