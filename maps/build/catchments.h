// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>
#include <vector>

#include "maps/build/own_frame.h"
#include "maps/map.h"
#include "maps/tables/quality.h"

namespace sendscape {

/// The catchments that a GeoJSON file draws, of the schools of the map, by row. Schools that are not on it are counted;
/// that none is there, a school that is no mainstream school, and a catchment without the centre of any zone, where
/// families live, are InputErrors that name the feature.
std::vector<Catchment> own_catchments(const std::filesystem::path& file, const SchoolFinder& finder, const Map& map,
                                      QualityTable& quality);

}  // namespace sendscape
