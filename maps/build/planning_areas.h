// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "maps/map.h"

namespace sendscape {

/// A planning area as the officer has it.
struct OwnArea {
    std::string code, name;  ///< code empty: none is given
    std::vector<std::vector<std::pair<std::int32_t, std::int32_t>>> outline;
};

/// The officer's own planning areas. None for an authority: it keeps the map's.
struct OwnAreas {
    std::vector<std::vector<OwnArea>> of;  ///< by authority; none of the lists: nobody has any
    std::vector<int> school, zone;         ///< in its authority's list; -1: not told
};

/// Groups the zones of each authority of the area into planning areas of about equal numbers of children, named by
/// compass ("Trafford north-east"): nine where there are 60 zones or more, four from 12, else one. Where the officer
/// has given areas of the authority's own, those: a zone that is not told of is in the area of the nearest zone that
/// is, else of the nearest school for children of primary age; a school in that of its nearest zone. An own area is
/// called by its code, else by the authority's and its number in alphabetical order. Gives each zone and each school of
/// the area its planning area and the areas their centres and outlines.
void make_planning_areas(Map& map, const OwnAreas& own = {});

}  // namespace sendscape
