// SPDX-License-Identifier: MIT
#include "sim/commands/admission_rows.h"

#include <fmt/format.h>

#include "maps/tables/cell_values.h"
#include "maps/tables/projection.h"

namespace sendscape {

std::optional<GridPlace> read_place(const CsvTable& table, std::size_t row, std::optional<std::size_t> easting,
                                    std::optional<std::size_t> northing, std::string& fault) {
    const std::string_view x = table.cell(row, easting), y = table.cell(row, northing);
    if (x.empty() && y.empty()) return std::nullopt;
    const auto metres_east = parse_typed_number(x), metres_north = parse_typed_number(y);
    if (metres_east && metres_north && in_great_britain(*metres_east, *metres_north))
        return GridPlace{*metres_east, *metres_north};
    fault = fmt::format("easting and northing are '{}' and '{}'; metres of the National Grid are needed", x, y);
    return std::nullopt;
}

}  // namespace sendscape
