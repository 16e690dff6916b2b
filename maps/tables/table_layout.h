// SPDX-License-Identifier: MIT
#pragma once
#include "maps/tables/csv_table.h"
#include "maps/tables/quality.h"

namespace sendscape {

/// Counts what is odd about the layout of a public table, whatever it is about: rows above the heading, headings that
/// stand twice, blank rows, rows with fewer or more cells than the heading.
void count_layout(const CsvTable& table, QualityTable& quality);

}  // namespace sendscape
