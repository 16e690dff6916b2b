// SPDX-License-Identifier: MIT
#include "maps/roads/road_arcs.h"

#include <limits>

#include "sim/core/interrupt.h"

namespace sendscape {

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
    stop_if_asked();
    roads.first_arc.assign(roads.x.size() + 1, 0);
    for (const RoadArc& arc : arcs) ++roads.first_arc[row[arc.from] + 1];
    for (std::size_t node = 0; node + 1 < roads.first_arc.size(); ++node)
        roads.first_arc[node + 1] += roads.first_arc[node];
    std::vector<std::uint32_t> next(roads.first_arc.begin(), roads.first_arc.end() - 1);
    stop_if_asked();
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

void count_network(const RoadNetwork& roads, std::string_view table, std::string_view nodes_are,
                   QualityTable& quality) {
    quality.count(table, Oddity::nodes_read, nodes_are, {}, static_cast<std::int64_t>(roads.nodes()));
    quality.count(table, Oddity::arcs_made, "one-way streets may be walked both ways", {},
                  static_cast<std::int64_t>(roads.arcs()));
}

}  // namespace sendscape
