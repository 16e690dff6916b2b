// SPDX-License-Identifier: MIT
#pragma once
#include <vector>

#include "agents/authority/authorities.h"
#include "agents/families/families.h"
#include "agents/placement/parameters.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/schools.h"
#include "maps/map.h"
#include "sim/core/calendar.h"
#include "sim/core/parallel.h"

namespace sendscape {

/// How ready each authority is to pay for an independent special school, over what it was at the start: 1 while as many
/// of its plans are there as it is used to, for as many plans as it now has; less the more are, and more the fewer.
/// England's independent and non-maintained placements grew as the power 1.17 of plans. A scenario that asks for more
/// of them is let.
std::vector<double> independent_readiness(const Map& map, const Pupils& pupils, const Families& families,
                                          const Authorities& authorities, const PlacementParameters& parameters,
                                          const Parallel& parallel = Parallel());

}  // namespace sendscape
