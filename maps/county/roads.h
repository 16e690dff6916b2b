// SPDX-License-Identifier: MIT
#pragma once
#include "maps/county/config.h"
#include "maps/map.h"
#include "sim/core/draws.h"

namespace sendscape {

/// Builds the invented county's road network: a perturbed grid of streets in every settlement, A-roads between towns
/// and market towns, lanes between villages, one trunk road. Every street can be driven both ways and every junction
/// reached from every other.
RoadNetwork lay_roads(const CountyConfig& config, const Draws& draws);

}  // namespace sendscape
