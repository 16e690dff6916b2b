// SPDX-License-Identifier: MIT
#pragma once
#include "maps/map.h"
#include "maps/tables/quality.h"

namespace sendscape {

/// Where SEN2 says that more of an authority's children are in resourced provision and SEN units than the bases of its
/// schools hold places for, bases are assumed at the state mainstream schools with most plans over what is usual for
/// their pupils: fifteen places each, the mean of resourced provision (derived: DfE, January 2026, some 1,300 schools
/// with resourced provision of 18,000 places), no more than the school has plans, three fifths of them in primary
/// schools (DfE SEN2 2026, bases by age). An authority whose settings no SEN2 tells and of which no table tells a base
/// has England's part of its plans in mainstream schools in them; else all its children who require one would wait for
/// bases that open in one September. Flagged on the school, counted, told among the map's assumptions.
void assume_bases(Map& map, QualityTable& quality);

}  // namespace sendscape
