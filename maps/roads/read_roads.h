// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>

#include "maps/road_network.h"
#include "maps/tables/quality.h"

namespace sendscape {

/// Reads a street network from whatever form of it the file truly holds. InputError for any other file, with what it
/// is.
RoadNetwork read_roads(const std::filesystem::path& path, QualityTable& quality);

}  // namespace sendscape
