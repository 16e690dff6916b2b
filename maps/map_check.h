// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "maps/map.h"
#include "sim/files/column_check.h"

namespace sendscape {

/// What a kind of file calls a column of one of the map's tables ("zones", "area"): for messages.
using ColumnName = std::string (*)(std::string_view table, std::string_view column);

/// A corner of an outline as files keep it: rings are numbered from 0, one after another. `area`: row of the areas, or,
/// of authorities' borders, of the authorities.
struct OutlineCorner {
    std::uint32_t area = 0, ring = 0;
    std::int32_t x = 0, y = 0;
};
std::vector<OutlineCorner> outline_corners(const Map& map);
std::vector<OutlineCorner> border_corners(const Map& map);  ///< of the authorities
/// Gives the areas their outlines; InputError where a corner is of no area or its ring leaves one out.
void set_outlines(Map& map, std::span<const OutlineCorner> corners, const ColumnCheck& check, ColumnName name);
/// The same of the authorities' borders.
void set_borders(Map& map, std::span<const OutlineCorner> corners, const ColumnCheck& check, ColumnName name);

/// Throws InputError unless everything a map just read holds is what a run, a picture or a table can work with: sizes
/// agree, indices are rows that exist, numbers and months are of a possible size.
void check_map(const Map& map, const ColumnCheck& check, ColumnName name);

}  // namespace sendscape
