// SPDX-License-Identifier: MIT
#include "maps/travel_time.h"

#include <algorithm>
#include <array>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <cmath>
#include <limits>
#include <memory>
#include <mutex>
#include <numeric>
#include <utility>
#include <vector>

#include "maps/road_network.h"
#include "sim/core/interrupt.h"

namespace sendscape {

namespace {

constexpr float unreachable = std::numeric_limits<float>::infinity();
// From a door to the network cars go at 15 km/h: assumption.
constexpr double minutes_per_metre_to_door = 0.06 / 15.0;
// A search goes outwards in so many rings: thin ones, so that few junctions are reached twice in one.
constexpr std::size_t rings_to_bound = 512;

/// Of an arc: metres on foot, seconds by car.
struct Length {
    float value = 0;
};
using Graph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, Length, boost::no_property,
                                                 std::uint32_t, std::uint32_t>;

/// What one search finds within its bound: lengths to each junction, and the junctions touched, ring by ring.
struct Reach {
    struct Touched {
        std::uint32_t node;
        float way;
    };

    Reach(std::size_t nodes, float most)
        : bound(most), beyond(std::nextafter(most, unreachable)), distance(nodes, beyond) {}
    void forget() {
        for (std::vector<Touched>& ring : rings) {
            for (const Touched& touched : ring) distance[touched.node] = beyond;
            ring.clear();
        }
    }
    float bound, beyond;  ///< every length above `bound` counts as `beyond`
    std::vector<float> distance;
    std::vector<std::vector<Touched>> rings{rings_to_bound + 1};
};

/// Room the two searches of a school need; a thread takes one, uses it and gives it back.
struct Buffers {
    Buffers(std::size_t nodes, float most_metres, float most_seconds)
        : walk(nodes, most_metres), drive(nodes, most_seconds) {}
    Reach walk, drive;
};

class BufferPool {
  public:
    BufferPool(std::size_t nodes, float most_metres, float most_seconds)
        : nodes_(nodes), most_metres_(most_metres), most_seconds_(most_seconds) {}
    std::unique_ptr<Buffers> take() {
        const std::lock_guard lock(mutex_);
        if (free_.empty()) return std::make_unique<Buffers>(nodes_, most_metres_, most_seconds_);
        auto taken = std::move(free_.back());
        free_.pop_back();
        return taken;
    }
    void give(std::unique_ptr<Buffers> buffers) {
        const std::lock_guard lock(mutex_);
        free_.push_back(std::move(buffers));
    }

  private:
    std::size_t nodes_;
    float most_metres_, most_seconds_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Buffers>> free_;
};

Graph graph_of(const RoadNetwork& roads, const std::vector<std::pair<std::uint32_t, std::uint32_t>>& ends,
               const std::vector<Length>& arcs) {
    return Graph(boost::edges_are_unsorted_multi_pass, ends.begin(), ends.end(), arcs.begin(),
                 static_cast<std::uint32_t>(roads.nodes()));
}

/// Streets cars may use, every arc turned round: a search from a school gives the driving times to it.
Graph driven(const RoadNetwork& roads) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> ends;
    std::vector<Length> arcs;
    for (std::uint32_t node = 0; node < roads.nodes(); ++node)
        for (std::uint32_t arc = roads.first_arc[node]; arc < roads.first_arc[node + 1]; ++arc)
            if (std::isfinite(roads.seconds[arc])) {
                ends.emplace_back(roads.head[arc], node);
                arcs.push_back({roads.seconds[arc]});
            }
    return graph_of(roads, ends, arcs);
}

/// Streets a child may walk, both ways: one-way rules are for cars.
Graph walked(const RoadNetwork& roads) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> ends;
    std::vector<Length> arcs;
    for (std::uint32_t node = 0; node < roads.nodes(); ++node)
        for (std::uint32_t arc = roads.first_arc[node]; arc < roads.first_arc[node + 1]; ++arc)
            if (roads.walkable[arc] != 0)
                for (const bool turned : {true, false}) {
                    const std::uint32_t head = roads.head[arc];
                    ends.emplace_back(turned ? head : node, turned ? node : head);
                    arcs.push_back({roads.metres[arc]});
                }
    return graph_of(roads, ends, arcs);
}

/// Shortest lengths from a junction to all within the bound, ring by ring outwards. What is found is Dijkstra's (each
/// junction's least sum over the ways to it); the rings stand in for his heap, at half the time on county roads.
/// `reach` comes with everything beyond its bound.
void search(const Graph& graph, std::uint32_t from, Reach& reach) {
    const float rings_a_unit = static_cast<float>(rings_to_bound) / reach.bound;
    float* const distance = reach.distance.data();
    auto* const rings = reach.rings.data();
    const auto touch = [=](std::uint32_t node, float way) {
        distance[node] = way;
        rings[std::min(static_cast<std::size_t>(way * rings_a_unit), rings_to_bound)].push_back({node, way});
    };
    touch(from, 0);
    for (std::size_t ring = 0; ring <= rings_to_bound; ++ring) {
        std::vector<Reach::Touched>& open = rings[ring];
        for (std::size_t i = 0; i < open.size(); ++i) {  // a short arc leads to a junction of the same ring
            const auto [node, so_far] = open[i];
            if (distance[node] != so_far) continue;  // a shorter way was found meanwhile
            const auto [arc, last_arc] = boost::out_edges(node, graph);
            for (auto a = arc; a != last_arc; ++a) {
                const float way = so_far + graph[*a].value;
                const auto to = static_cast<std::uint32_t>(boost::target(*a, graph));
                if (way < distance[to]) touch(to, way);
            }
        }
    }
}

struct Found {
    std::uint32_t zone;
    std::uint32_t school;
    std::uint32_t metres;
    std::uint16_t tenths;
};

std::uint16_t tenths_of(double minutes) {
    return static_cast<std::uint16_t>(std::min(65'535.0, std::floor(minutes * 10.0 + 0.5)));
}

void fill_table(Map& map, const std::vector<std::vector<Found>>& by_school) {
    TravelTable table;
    std::size_t rows = 0;
    table.first.assign(map.zones.size() + 1, 0);
    for (const auto& found : by_school) {
        rows += found.size();
        for (const Found& row : found) ++table.first[row.zone + 1];
    }
    for (std::size_t z = 0; z < map.zones.size(); ++z) table.first[z + 1] += table.first[z];
    table.school.resize(rows);
    table.metres.resize(rows);
    table.tenths.resize(rows);
    std::vector<std::uint32_t> next(table.first.begin(), table.first.end() - 1);
    // Schools in row order, so each zone's rows are ordered by school.
    for (const auto& found : by_school) {
        for (const Found& row : found) {
            const std::uint32_t at = next[row.zone]++;
            table.school[at] = row.school;
            table.metres[at] = row.metres;
            table.tenths[at] = row.tenths;
        }
    }
    map.travel = std::move(table);
}

constexpr std::size_t all_pairs_listed = 250'000;

// Without roads a zone lists only its nearest schools of each kind, so that a table of all England stays small.
constexpr std::array<std::size_t, 3> nearest_kept{20, 24, 20};  // special and AP; primary; secondary and all-through

std::size_t kind_of(const School& school) {
    if (is_special(school.setting) || school.setting == Setting::alternative_provision) return 0;
    return school.high_ncy < year_7 ? 1 : 2;
}

/// Schools of one kind in square bins, for finding the nearest without looking at all.
class Bins {
  public:
    Bins(const Map& map, std::size_t kind) : map_(&map) {
        for (const School& school : map.schools) {
            if (kind_of(school) != kind) continue;
            low_x_ = std::min(low_x_, school.x);
            low_y_ = std::min(low_y_, school.y);
            high_x_ = std::max(high_x_, school.x);
            high_y_ = std::max(high_y_, school.y);
        }
        if (low_x_ > high_x_) return;
        columns_ = (high_x_ - low_x_) / side + 1;
        rows_ = (high_y_ - low_y_) / side + 1;
        schools_.resize(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_));
        for (std::uint32_t s = 0; s < map.schools.size(); ++s)
            if (kind_of(map.schools[s]) == kind)
                bin((map.schools[s].x - low_x_) / side, (map.schools[s].y - low_y_) / side).push_back(s);
    }

    /// The `most` nearest within `reach_m`, as (squared distance, school), nearest first, ties to the lower row.
    void nearest(std::int32_t x, std::int32_t y, std::size_t most, double reach_m,
                 std::vector<std::pair<std::int64_t, std::uint32_t>>& found) const {
        found.clear();
        if (schools_.empty()) return;
        const int column = static_cast<int>(std::floor(static_cast<double>(x - low_x_) / side));
        const int row = static_cast<int>(std::floor(static_cast<double>(y - low_y_) / side));
        const int last_ring = static_cast<int>(reach_m / side) + 1;
        for (int ring = 0; ring <= last_ring; ++ring) {
            for (int j = row - ring; j <= row + ring; ++j) {
                const bool edge = j == row - ring || j == row + ring;
                for (int i = column - ring; i <= column + ring; i += edge || ring == 0 ? 1 : 2 * ring)
                    collect(i, j, x, y, reach_m, found);
            }
            // All within `ring` bins are now known: enough if `most` of them are nearer than the next ring can be.
            const std::int64_t sure = static_cast<std::int64_t>(ring) * side;
            if (found.size() >= most) {
                std::sort(found.begin(), found.end());
                if (found[most - 1].first <= sure * sure) break;
            }
        }
        std::sort(found.begin(), found.end());
        if (found.size() > most) found.resize(most);
    }

  private:
    static constexpr int side = 4000;  // metres
    std::vector<std::uint32_t>& bin(int column, int row) {
        return schools_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
                        static_cast<std::size_t>(column)];
    }
    void collect(int column, int row, std::int32_t x, std::int32_t y, double reach_m,
                 std::vector<std::pair<std::int64_t, std::uint32_t>>& found) const {
        if (column < 0 || row < 0 || column >= columns_ || row >= rows_) return;
        for (const std::uint32_t s : schools_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
                                              static_cast<std::size_t>(column)]) {
            const std::int64_t dx = map_->schools[s].x - x;
            const std::int64_t dy = map_->schools[s].y - y;
            const std::int64_t squared = dx * dx + dy * dy;
            if (static_cast<double>(squared) <= reach_m * reach_m) found.emplace_back(squared, s);
        }
    }

    const Map* map_;
    std::int32_t low_x_ = std::numeric_limits<std::int32_t>::max(), low_y_ = low_x_;
    std::int32_t high_x_ = std::numeric_limits<std::int32_t>::min(), high_y_ = high_x_;
    int columns_ = 0, rows_ = 0;
    std::vector<std::vector<std::uint32_t>> schools_;
};

void travel_in_straight_lines(Map& map, const Parallel& parallel, double reach_m) {
    const std::array<Bins, 3> bins{Bins(map, 0), Bins(map, 1), Bins(map, 2)};
    std::vector<std::vector<std::uint32_t>> by_zone(map.zones.size());
    constexpr std::size_t zones_per_block = 128;
    parallel.for_blocks(
        map.zones.size(),
        [&](std::size_t, std::size_t first, std::size_t end) {
            stop_if_asked();
            std::vector<std::pair<std::int64_t, std::uint32_t>> found;
            for (std::size_t z = first; z < end; ++z) {
                for (std::size_t kind = 0; kind < bins.size(); ++kind) {
                    bins[kind].nearest(map.zones[z].x, map.zones[z].y, nearest_kept[kind], reach_m, found);
                    for (const auto& [squared, school] : found) by_zone[z].push_back(school);
                }
                std::sort(by_zone[z].begin(), by_zone[z].end());
            }
        },
        zones_per_block);
    TravelTable table;
    table.first.push_back(0);
    for (std::size_t z = 0; z < map.zones.size(); ++z) {
        for (const std::uint32_t s : by_zone[z]) {
            const Journey trip = straight_line_journey(map.detour_factor, map.zones[z].x - map.schools[s].x,
                                                       map.zones[z].y - map.schools[s].y);
            table.school.push_back(s);
            table.metres.push_back(static_cast<std::uint32_t>(trip.metres));
            table.tenths.push_back(tenths_of(trip.tenths / 10.0));
        }
        table.first.push_back(static_cast<std::uint32_t>(table.school.size()));
    }
    map.travel = std::move(table);
}

std::size_t travel_by_road(Map& map, const Parallel& parallel, double reach_m) {
    // On a large map the network may cover only a part. Pairs of zone and school off the network are then listed as
    // they would be without roads: each zone with its nearest schools.
    const bool small = map.zones.size() * map.schools.size() <= all_pairs_listed;
    if (!small) travel_in_straight_lines(map, parallel, reach_m);
    const TravelTable nearest = std::move(map.travel);
    const auto is_near = [&](std::uint32_t zone, std::size_t school) {
        return std::binary_search(nearest.school.begin() + nearest.first[zone],
                                  nearest.school.begin() + nearest.first[zone + 1], static_cast<std::uint32_t>(school));
    };
    const RoadNetwork& roads = map.roads;
    stop_if_asked();
    const Graph on_foot = walked(roads);
    stop_if_asked();
    const Graph by_car = driven(roads);
    // Bounds: half as far again as the straight line, driven at 30 km/h; nobody walks 15 km to school.
    const auto most_seconds = static_cast<float>(reach_m * 1.5 * 3.6 / 30.0);
    const auto most_metres = static_cast<float>(std::min(reach_m * 1.5, 15'000.0));
    BufferPool pool(roads.nodes(), most_metres, most_seconds);
    std::vector<std::vector<Found>> by_school(map.schools.size());
    std::vector<std::size_t> without_way(map.schools.size());
    parallel.for_each(map.schools.size(), [&](std::size_t s) {
        stop_if_asked();
        const School& school = map.schools[s];
        std::unique_ptr<Buffers> room = pool.take();
        if (school.node.exists()) {
            search(on_foot, school.node.value, room->walk);
            search(by_car, school.node.value, room->drive);
        }
        const double school_gap = school.node.exists() ? std::hypot(school.x - roads.x[school.node.value],
                                                                    school.y - roads.y[school.node.value])
                                                       : 0.0;
        for (std::uint32_t z = 0; z < map.zones.size(); ++z) {
            const Zone& zone = map.zones[z];
            const std::int32_t dx = zone.x - school.x;
            const std::int32_t dy = zone.y - school.y;
            if (std::hypot(dx, dy) > reach_m) continue;
            const bool on_network = school.node.exists() && zone.node.exists();
            if (!on_network && !small && !is_near(z, s)) continue;
            const Journey straight = straight_line_journey(map.detour_factor, dx, dy);
            double metres = straight.metres;
            double minutes = straight.tenths / 10.0;
            bool way = false;
            if (on_network) {
                // From door to network and from network to door, as the crow flies.
                const double gap =
                    school_gap + std::hypot(zone.x - roads.x[zone.node.value], zone.y - roads.y[zone.node.value]);
                const float walk = room->walk.distance[zone.node.value];
                const float drive = room->drive.distance[zone.node.value];
                if (walk <= most_metres) metres = walk + gap;
                if (drive <= most_seconds) minutes = drive / 60.0 + gap * minutes_per_metre_to_door;
                way = drive <= most_seconds && (walk <= most_metres || metres > most_metres);
            }
            without_way[s] += way ? 0 : 1;
            by_school[s].push_back(
                {z, static_cast<std::uint32_t>(s), static_cast<std::uint32_t>(metres + 0.5), tenths_of(minutes)});
        }
        room->walk.forget();
        room->drive.forget();
        pool.give(std::move(room));
    });
    fill_table(map, by_school);
    return std::accumulate(without_way.begin(), without_way.end(), std::size_t{0});
}

}  // namespace

void snap_to_roads(Map& map) {
    const NodeFinder finder(map.roads);
    for (School& school : map.schools) school.node = finder.nearest(school.x, school.y);
    for (Zone& zone : map.zones) zone.node = finder.nearest(zone.x, zone.y);
}

std::size_t compute_travel(Map& map, const Parallel& parallel, double reach_km) {
    constexpr double metres = 1000;
    if (!map.roads.empty()) return travel_by_road(map, parallel, reach_km * metres);
    travel_in_straight_lines(map, parallel, reach_km * metres);
    return 0;
}

}  // namespace sendscape
