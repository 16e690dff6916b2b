// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>

#include "maps/road_network.h"
#include "maps/roads/road_file.h"
#include "maps/tables/quality.h"

namespace sendscape {

/// Reads the streets and paths of an OpenStreetMap file, in XML or PBF, as a network of junctions: ways are cut where
/// they meet. Objects may come in any order, with negative numbers, places on the ways or several versions; the latest
/// counts, and what is deleted does not. The file is read twice: its streets, then the nodes they name. InputError for
/// a damaged file and for one without a street in Great Britain, with what it holds instead.
RoadNetwork read_osm_roads(const std::filesystem::path& path, RoadFormat format, QualityTable& quality);

}  // namespace sendscape
