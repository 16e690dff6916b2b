// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "agents/schools/schools.h"
#include "maps/map.h"
#include "sim/core/draws.h"
#include "sim/start/published_plans.h"

namespace sendscape {

using YearGroups = std::vector<std::array<std::int32_t, school_years>>;  ///< by school

/// Shares out each school's census roll over the years it teaches: evenly in mainstream, bent so that the map's total
/// by age follows its residents; by the published ages of plans in special schools, its authority's where SEN2 tells
/// them. Every row sums to the roll.
YearGroups year_groups(const Map& map, const PublishedPlans& published, const Draws& draws);

}  // namespace sendscape
