// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "maps/road_network.h"
#include "maps/roads/street_rules.h"
#include "maps/tables/quality.h"

namespace sendscape {

/// A street in one direction.
struct RoadArc {
    std::uint32_t from = 0, to = 0;
    float metres = 0, seconds = 0;
    bool walkable = true;
};

/// Adds a street: both ways, or one way for cars and, where a child may walk, the way back for walkers alone.
void add_street(std::vector<RoadArc>& arcs, std::uint32_t from, std::uint32_t to, double metres, const RoadUse& use,
                double limit, bool one_way);

/// Orders arcs by their first node and packs them. Nodes no arc touches are dropped.
RoadNetwork pack_roads(std::vector<std::int32_t> x, std::vector<std::int32_t> y, const std::vector<RoadArc>& arcs);

/// Tells the data-quality table how many nodes (and what they are) and arcs a file gave.
void count_network(const RoadNetwork& roads, std::string_view table, std::string_view nodes_are, QualityTable& quality);

}  // namespace sendscape
