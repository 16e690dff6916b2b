// SPDX-License-Identifier: MIT
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "maps/map.h"
#include "maps/tables/quality.h"
#include "maps/tables/zone_tables.h"

namespace sendscape {

/// A school with a place and an authority, in the map or not: small areas without an authority of their own take that
/// of the nearest.
struct PlacedSchool {
    std::int32_t x = 0, y = 0;
    std::string authority_code;
};

/// The tables small areas come from, those that were given.
struct ZoneSources {
    std::optional<PopulationTable> population;
    CentroidTable centroids;                          ///< of no places when not given
    std::map<std::string, std::uint8_t> deprivation;  ///< empty when not given
};

/// Fills map.zones from the tables, or around schools from their rolls where no table covers an authority. Needs
/// map.authorities and map.schools with authority and in_area set; adds sentences to map.assumptions.
void make_zones(Map& map, const ZoneSources& sources, const std::vector<PlacedSchool>& placed, double halo_km,
                QualityTable& quality);

}  // namespace sendscape
