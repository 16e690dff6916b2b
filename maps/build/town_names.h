// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <vector>

#include "maps/map.h"

namespace sendscape {

/// Where a school's address says it is; empty: no table says.
struct SchoolAddress {
    std::string town, locality;
};

/// Calls the map's own planning areas ("Trafford south-west") by the settlement that most of their pupils go to school
/// in ("Altrincham"): a town, or, where the town is a neighbouring authority's, or that of most of the authority's
/// schools, the locality in it. An area in which no settlement has two schools and a third of the pupils keeps its
/// name; of several areas of one settlement each keeps its compass point beside it ("Sale, north"). `addresses`: by
/// school of the map; `renames`: by area, false for those that an officer has named.
void name_areas_by_town(Map& map, const std::vector<SchoolAddress>& addresses, const std::vector<bool>& renames);

}  // namespace sendscape
