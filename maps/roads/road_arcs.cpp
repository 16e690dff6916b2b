// SPDX-License-Identifier: MIT
#include "maps/roads/road_arcs.h"

#include <array>
#include <charconv>
#include <limits>

namespace sendscape {
namespace {

struct HighwayRow {
    std::string_view name;
    RoadUse use;
};

// Typical speeds: DfT, "Travel time measures for local A roads" and "Vehicle speed compliance statistics", rounded.
constexpr std::array<HighwayRow, 24> highways{{
    {"motorway", {true, false, 95}},     {"motorway_link", {true, false, 60}}, {"trunk", {true, true, 65}},
    {"trunk_link", {true, true, 40}},    {"primary", {true, true, 45}},        {"primary_link", {true, true, 35}},
    {"secondary", {true, true, 40}},     {"secondary_link", {true, true, 35}}, {"tertiary", {true, true, 38}},
    {"tertiary_link", {true, true, 32}}, {"unclassified", {true, true, 35}},   {"residential", {true, true, 28}},
    {"living_street", {true, true, 15}}, {"service", {true, true, 15}},        {"road", {true, true, 28}},
    {"busway", {false, false, 0}},       {"pedestrian", {false, true, 0}},     {"footway", {false, true, 0}},
    {"path", {false, true, 0}},          {"steps", {false, true, 0}},          {"cycleway", {false, true, 0}},
    {"bridleway", {false, true, 0}},     {"track", {false, true, 0}},          {"corridor", {false, true, 0}},
}};

constexpr double kilometres_per_mile = 1.609344;

}  // namespace

RoadUse use_of_highway(std::string_view highway) {
    for (const auto& [name, use] : highways)
        if (name == highway) return use;
    return {};
}

double speed_limit(std::string_view maxspeed) {
    double value = 0;
    const auto [end, error] = std::from_chars(maxspeed.data(), maxspeed.data() + maxspeed.size(), value);
    if (error != std::errc() || value <= 0 || value > 200) return 0;
    const bool miles = maxspeed.find("mph") != std::string_view::npos;
    return miles ? value * kilometres_per_mile : value;
}

double driving_speed(const RoadUse& use, double limit) {
    if (limit <= 0) return use.kilometres_an_hour;
    return limit * (limit <= 30.5 * kilometres_per_mile ? 0.65 : 0.85);
}

void add_street(std::vector<RoadArc>& arcs, std::uint32_t from, std::uint32_t to, double metres, const RoadUse& use,
                double limit, bool one_way) {
    constexpr float never = std::numeric_limits<float>::infinity();
    const double speed = driving_speed(use, limit);
    const float length = static_cast<float>(metres);
    const float seconds = use.drivable && speed > 0 ? static_cast<float>(metres / (speed / 3.6)) : never;
    if (!use.drivable && !use.walkable) return;
    arcs.push_back({from, to, length, seconds, use.walkable});
    if (!one_way || !use.drivable)
        arcs.push_back({to, from, length, seconds, use.walkable});
    else if (use.walkable)
        arcs.push_back({to, from, length, never, true});
}

RoadNetwork pack_roads(std::vector<std::int32_t> x, std::vector<std::int32_t> y, const std::vector<RoadArc>& arcs) {
    constexpr std::uint32_t unused = 0xFFFFFFFFu;
    std::vector<std::uint32_t> row(x.size(), unused);
    for (const RoadArc& arc : arcs) row[arc.from] = row[arc.to] = 0;
    RoadNetwork roads;
    for (std::size_t node = 0; node < row.size(); ++node) {
        if (row[node] == unused) continue;
        row[node] = static_cast<std::uint32_t>(roads.x.size());
        roads.x.push_back(x[node]);
        roads.y.push_back(y[node]);
    }
    roads.first_arc.assign(roads.x.size() + 1, 0);
    for (const RoadArc& arc : arcs) ++roads.first_arc[row[arc.from] + 1];
    for (std::size_t node = 0; node + 1 < roads.first_arc.size(); ++node)
        roads.first_arc[node + 1] += roads.first_arc[node];
    std::vector<std::uint32_t> next(roads.first_arc.begin(), roads.first_arc.end() - 1);
    roads.head.resize(arcs.size());
    roads.metres.resize(arcs.size());
    roads.seconds.resize(arcs.size());
    roads.walkable.resize(arcs.size());
    for (const RoadArc& arc : arcs) {
        const std::uint32_t slot = next[row[arc.from]]++;
        roads.head[slot] = row[arc.to];
        roads.metres[slot] = arc.metres;
        roads.seconds[slot] = arc.seconds;
        roads.walkable[slot] = arc.walkable ? 1 : 0;
    }
    return roads;
}

}  // namespace sendscape
