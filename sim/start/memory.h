// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>

#include "maps/map.h"

namespace sendscape {

/// Rows of pupils a world of this map starts with, from its residents and rolls.
std::size_t expected_pupils(const Map& map);

/// Rows a table of children or families has after so many years where it began with `rows`: a tenth a year more, for
/// each year a cohort of two-year-olds joins (a seventeenth) and families move in (4%), and leavers keep their rows.
std::size_t rows_after(std::size_t rows, int years);
constexpr std::size_t families_per_100_pupils = 60;  ///< 1.8 children a family, and some who left

/// Bytes one world of this map takes after so many years, working space included.
std::size_t world_memory(const Map& map, int years);

/// Bytes this process may still take: of the machine, its control group and its limits, the least.
std::size_t memory_available();

/// Throws MachineError, before work begins, when `needed` bytes for `what`, and what so many threads take themselves,
/// are more than there are.
void check_memory(std::size_t needed, int threads, const std::string& what);

}  // namespace sendscape
