// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>

#include "agents/schools/schools.h"
#include "maps/map.h"

namespace sendscape {

/// Children a school can admit to a year group in all: the published number at entry years and, where there is none,
/// an even share of capacity. The senior years of an all-through school, whose published number is that of its
/// Reception, have an even share of what its junior years leave.
std::int32_t year_places(const Map& map, const Schools& schools, SchoolId school, int ncy);

}  // namespace sendscape
