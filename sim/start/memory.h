// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>

#include "maps/map.h"

namespace sendscape {

/// Rows of pupils a world of this map starts with, from its residents and rolls.
std::size_t expected_pupils(const Map& map);

/// Bytes one world of this map takes after so many years, working space included.
std::size_t world_memory(const Map& map, int years);

/// Bytes this process may still take: of the machine, its control group and its limits, the least.
std::size_t memory_available();

/// Throws MachineError, before work begins, when `needed` bytes for `what`, and what so many threads take themselves,
/// are more than there are.
void check_memory(std::size_t needed, int threads, const std::string& what);

}  // namespace sendscape
