// SPDX-License-Identifier: MIT
#pragma once
#include <vector>

#include "agents/families/families.h"
#include "agents/placement/parameters.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/schools.h"
#include "maps/map.h"
#include "sim/core/draws.h"

namespace sendscape {

/// Columns of every school of the map at its census: places, ceilings, standing, and ethos from plans observed
/// over expected. Counts must be true already (recount).
void start_schools(const Map& map, const PlacementParameters& placement, const Draws& draws, const Pupils& pupils,
                   Schools& schools);

/// The distance at which each full school's last admission round stopped, which families know when they choose: read
/// off the homes of its youngest year.
void recall_last_admitted(const Map& map, const Pupils& pupils, const Families& families, Schools& schools);

}  // namespace sendscape
