// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>

#include "maps/road_network.h"
#include "maps/tables/quality.h"

namespace sendscape {

/// Reads a street network in GraphML, as OSMnx, NetworkX or igraph write it: nodes with x and y in the reference system
/// that `crs` names (degrees of WGS84 where it names none), edges with length, highway, maxspeed and oneway. An edge
/// leads one way in a directed graph and both ways in an undirected one, unless `directed` or `oneway` says otherwise.
/// InputError for damaged XML, a reference system that PROJ does not know, and a network without a street in Great
/// Britain, each with what was read.
RoadNetwork read_graphml_roads(const std::filesystem::path& path, QualityTable& quality);

}  // namespace sendscape
