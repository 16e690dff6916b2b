// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "maps/road_network.h"

namespace sendscape {

/// What may use a kind of road, and how fast.
struct RoadUse {
    bool drivable = false, walkable = false;
    double kilometres_an_hour = 0;  ///< typical speed of a car where no limit is given
};

/// By OpenStreetMap's `highway` value; nothing may use an unknown kind.
RoadUse use_of_highway(std::string_view highway);

/// A speed limit as OpenStreetMap writes it, "30 mph" or "50" (km/h); 0 when it is none.
double speed_limit(std::string_view maxspeed);

/// Driving speed for a kind of road under a limit (0: none given): 0.65 of limits up to 30 mph and 0.85 of higher ones,
/// for junctions and traffic (assumption, near DfT's average speeds on local A roads).
double driving_speed(const RoadUse& use, double limit);

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

}  // namespace sendscape
