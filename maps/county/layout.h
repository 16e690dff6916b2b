// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <utility>
#include <vector>

#include "maps/county/config.h"
#include "maps/map.h"
#include "sim/core/draws.h"

namespace sendscape {

/// What the layout knows of a zone beyond what the map keeps.
struct ZoneTraits {
    std::size_t settlement = 0;  ///< row of CountyConfig::settlements
    double deprivation = 0;      ///< standard deviations over England's zones; higher is poorer
};

/// Fills authorities, planning areas with outlines, and zones with residents and deprivation. Returns the zones'
/// traits, row for row.
std::vector<ZoneTraits> lay_out_county(const CountyConfig& config, const Draws& draws, Map& map);

/// Shares `total` out in proportion to the weights, exactly, by largest remainder (ties to the lower row).
std::vector<std::int32_t> share_out(std::int64_t total, const std::vector<double>& weights);

}  // namespace sendscape
