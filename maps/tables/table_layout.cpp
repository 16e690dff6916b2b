// SPDX-License-Identifier: MIT
#include "maps/tables/table_layout.h"

#include <fmt/format.h>

namespace sendscape {

void count_layout(const CsvTable& table, QualityTable& quality) {
    for (const std::string& above : table.above_heading())
        quality.count(table.name(), Oddity::rows_above_heading, "not read", fmt::format("'{}'", above));
    for (const std::string& heading : table.repeated_headings())
        quality.count(table.name(), Oddity::repeated_heading, "the first column is read", fmt::format("'{}'", heading));
    quality.count(table.name(), Oddity::blank_rows, "dropped", {}, table.blank_rows());
    quality.count(table.name(), Oddity::ragged_rows, "missing cells read as blank", {}, table.shorter_rows());
    for (const LongerRow& longer : table.longer_rows())
        quality.count(table.name(), Oddity::longer_rows,
                      "read as they stand, without the cells beyond the last column: a comma too many may have shifted "
                      "them, look at the lines named",
                      fmt::format("line {}", table.line(longer.row)));
}

}  // namespace sendscape
