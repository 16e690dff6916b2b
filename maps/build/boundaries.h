// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <vector>

#include "maps/build/planning_areas.h"
#include "maps/map.h"
#include "maps/tables/area_shapes.h"
#include "maps/tables/quality.h"

namespace sendscape {

/// Gives the authorities their borders and the planning areas theirs, out of polygons of authorities or of small areas.
/// A polygon is of the zone of its code, else of the zones within it, else of a zone near it; what holds zones of
/// several planning areas is cut between them, each part to the nearest zone. Planning areas drawn by the officer keep
/// their polygons. Polygons of other places are counted and left out. `files`: for messages. InputError where no
/// polygon holds a home of the area.
void apply_boundaries(const std::vector<AreaShape>& shapes, const std::string& files, const OwnAreas& own, Map& map,
                      QualityTable& quality);

}  // namespace sendscape
