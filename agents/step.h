// SPDX-License-Identifier: MIT
#pragma once
#include <algorithm>
#include <cstddef>

#include "agents/events.h"
#include "maps/map.h"
#include "sim/core/calendar.h"
#include "sim/core/draws.h"
#include "sim/core/parallel.h"

namespace sendscape {

/// Rows of a block where each block fills a table of its own: at most this many tables.
constexpr std::size_t most_tables = 64;
constexpr std::size_t grain_of_few_blocks(std::size_t rows) { return std::max(rows_per_block, rows / most_tables + 1); }

/// What every process of a month is handed beside the columns it works on.
struct Step {
    const Map& map;
    Month month;
    const Draws& draws;
    const Parallel& parallel;
    EventLog& events;
};

}  // namespace sendscape
