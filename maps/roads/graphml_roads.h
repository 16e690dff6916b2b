// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>

#include "maps/road_network.h"
#include "maps/tables/quality.h"

namespace sendscape {

/// Reads a street network as OSMnx writes it (.graphml or .graphml.gz): nodes with x and y in degrees (or in metres
/// when crs says EPSG:27700), arcs with length, highway, maxspeed, oneway. InputError with the line for damaged XML,
/// for nodes without coordinates and for a network without a street in Great Britain.
RoadNetwork read_graphml_roads(const std::filesystem::path& path, QualityTable& quality);

}  // namespace sendscape
