// SPDX-License-Identifier: MIT
#pragma once
#include "maps/map.h"

namespace sendscape {

/// Groups the zones of each authority of the area into planning areas of about equal numbers of children, named by
/// compass ("Trafford north-east"): nine where there are 60 zones or more, four from 12, else one. Gives each zone and
/// each school of the area its planning area and the areas their centres and outlines.
void make_planning_areas(Map& map);

}  // namespace sendscape
