// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>

#include "maps/map.h"
#include "sim/core/parallel.h"

namespace sendscape {

/// Gives every school and zone its nearest road node (none without roads).
void snap_to_roads(Map& map);

/// Fills map.travel: walking metres and driving minutes from every zone to the schools within `reach_km` of it, by
/// Dijkstra on the road network (one search per school on the reversed graph), straight lines where there are no roads
/// or no way. Without roads a zone of a large map lists only the nearest schools of each kind: 20 special schools and
/// AP, 24 primary schools, 20 secondary schools; of an authority's own provision beyond them see OwnProvision. Results
/// are rounded (whole metres, tenths of minutes) and equal for any number of threads. Returns how many of the pairs are
/// straight lines although there are roads: an end lies off them, or no way leads from one to the other by car, or on
/// foot where the straight line is one that might be walked. Interrupted if a stop was asked for.
std::size_t compute_travel(Map& map, const Parallel& parallel, double reach_km = 40);

}  // namespace sendscape
