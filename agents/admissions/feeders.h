// SPDX-License-Identifier: MIT
#pragma once
#include <vector>

#include "agents/schools/schools.h"
#include "maps/map.h"

namespace sendscape {

/// By school, the school its leavers go on to in the year group `ncy` in September: an infant school's junior school, a
/// first school's middle school, a middle school's upper school: the one the map names (School::leads_to), else the
/// nearest state mainstream school within 5 km that begins with that year where the first one ends, one of another
/// faith counting as 1.5 km farther; a school to which the leavers of nearer ones fill its admission number has no more
/// of them, unless there is no other. None for the others, and none at Reception and Year 7, where everybody chooses
/// afresh. No public table names these links: without the officer's own they are an assumption.
std::vector<SchoolId> feeds(const Map& map, const Schools& schools, int ncy, Month september);

/// By school, a school with a Reception that leads to it between Reception and Year 7: where a family with a child at a
/// junior school sends the next one. The first of several.
std::vector<SchoolId> fed_from(const Map& map, const Schools& schools, Month september);

}  // namespace sendscape
