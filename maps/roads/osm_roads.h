// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>

#include "maps/road_network.h"
#include "maps/tables/quality.h"

namespace sendscape {

/// Reads the streets and paths of an OpenStreetMap extract (.osm.pbf, .osm.gz, .osm) as a network of junctions: ways
/// are cut where they meet. InputError for a missing or damaged file and for one without a street in Great Britain.
RoadNetwork read_osm_roads(const std::filesystem::path& path, QualityTable& quality);

}  // namespace sendscape
