#pragma once
#include "agents/placement/parameters.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/schools.h"
#include "maps/map.h"
#include "sim/core/draws.h"

namespace sendscape {

/// Columns of every school of the map at its census: places, ceilings, standing, and ethos by empirical Bayes from
/// plans observed over expected. Counts must be true already (recount).
void start_schools(const Map& map, const PlacementParameters& placement, const Draws& draws, const Pupils& pupils,
                   Schools& schools);

}  // namespace sendscape
