// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "maps/tables/csv_table.h"
#include "maps/tables/projection.h"
#include "maps/tables/quality.h"

namespace sendscape {

/// Two columns of a table that place its rows, and what their values are, whatever their headings say.
struct PlaceColumns {
    std::size_t east = 0, north = 0;  ///< easting and northing, or longitude and latitude
    bool degrees = false;             ///< longitude and latitude (WGS84); else metres of the National Grid
};

/// Every pair of columns that has a heading of coordinates and values in Great Britain, the metres first. What the
/// values are is told by the values: X and Y may be degrees, and a pair may be swapped; what the headings say otherwise
/// is counted. InputError where most places, in metres, lie outside England as they stand and inside it swapped.
std::vector<PlaceColumns> find_place_columns(const CsvTable& table, QualityTable& quality);

/// Whether any heading is one of coordinates.
[[nodiscard]] bool has_place_columns(const CsvTable& table);

/// Why a table with headings of coordinates has no usable pair: what its first row holds. For the end of a message.
std::string why_no_place(const CsvTable& table);

/// National Grid metres of a row; nothing where a cell is blank or the place outside Great Britain.
std::optional<std::pair<std::int32_t, std::int32_t>> place_of(const CsvTable& table, std::size_t row,
                                                              const PlaceColumns& columns,
                                                              const GridProjection& projection);

}  // namespace sendscape
