// SPDX-License-Identifier: MIT
#include "maps/travel_time.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <queue>
#include <set>

#include "maps/county/synthetic_county.h"
#include "sim/core/draws.h"
#include "tests/support/data.h"

namespace sendscape::travel_time_test {
namespace {

constexpr float no_cars = std::numeric_limits<float>::infinity();

/// A network from a list of one-way streets.
struct Street {
    std::uint32_t from, to;
    float metres, seconds;
    std::uint8_t walkable = 1;
};
RoadNetwork network(std::vector<std::pair<int, int>> places, std::vector<Street> streets) {
    RoadNetwork roads;
    for (const auto& [x, y] : places) {
        roads.x.push_back(x);
        roads.y.push_back(y);
    }
    std::stable_sort(streets.begin(), streets.end(), [](const Street& a, const Street& b) { return a.from < b.from; });
    roads.first_arc.assign(places.size() + 1, 0);
    for (const Street& street : streets) {
        ++roads.first_arc[street.from + 1];
        roads.head.push_back(street.to);
        roads.metres.push_back(street.metres);
        roads.seconds.push_back(street.seconds);
        roads.walkable.push_back(street.walkable);
    }
    for (std::size_t n = 0; n < places.size(); ++n) roads.first_arc[n + 1] += roads.first_arc[n];
    return roads;
}

Map map_on(RoadNetwork roads, std::vector<std::pair<int, int>> zones, std::vector<std::pair<int, int>> schools) {
    Map map;
    map.roads = std::move(roads);
    for (const auto& [x, y] : zones) {
        map.zones.emplace_back();
        map.zones.back().x = x;
        map.zones.back().y = y;
    }
    for (const auto& [x, y] : schools) {
        map.schools.emplace_back();
        map.schools.back().x = x;
        map.schools.back().y = y;
    }
    snap_to_roads(map);
    return map;
}

/// The plainest shortest path there is: distances to `to` along the arcs.
std::vector<double> plain_dijkstra(const RoadNetwork& roads, std::uint32_t to, bool walking) {
    std::vector<std::vector<std::pair<std::uint32_t, double>>> into(roads.nodes());
    for (std::uint32_t node = 0; node < roads.nodes(); ++node)
        for (std::uint32_t arc = roads.first_arc[node]; arc < roads.first_arc[node + 1]; ++arc) {
            if (walking && roads.walkable[arc]) {
                into[roads.head[arc]].emplace_back(node, roads.metres[arc]);
                into[node].emplace_back(roads.head[arc], roads.metres[arc]);
            }
            if (!walking && std::isfinite(roads.seconds[arc]))
                into[roads.head[arc]].emplace_back(node, roads.seconds[arc]);
        }
    std::vector<double> distance(roads.nodes(), 1e300);
    std::priority_queue<std::pair<double, std::uint32_t>, std::vector<std::pair<double, std::uint32_t>>, std::greater<>>
        open;
    distance[to] = 0;
    open.emplace(0.0, to);
    while (!open.empty()) {
        const auto [away, node] = open.top();
        open.pop();
        if (away > distance[node]) continue;
        for (const auto& [next, length] : into[node])
            if (away + length < distance[next]) {
                distance[next] = away + length;
                open.emplace(distance[next], next);
            }
    }
    return distance;
}

TEST(TravelTime, FollowsTheOnlyRoad) {
    // 0 - 1 - 2 in an L: 1,000 m east, then 1,000 m north, a minute each.
    Map map = map_on(network({{0, 0}, {1000, 0}, {1000, 1000}},
                             {{0, 1, 1000, 60}, {1, 0, 1000, 60}, {1, 2, 1000, 60}, {2, 1, 1000, 60}}),
                     {{0, 0}}, {{1000, 1000}});
    compute_travel(map, Parallel(1));
    const Journey trip = journey(map, ZoneId(0), SchoolId(0));
    EXPECT_EQ(trip.metres, 2000);
    EXPECT_EQ(trip.tenths, 20);
}

TEST(TravelTime, CarsObeyOneWayStreetsAndWalkersDoNot) {
    // From the zone (node 0) straight to the school (node 1) is one-way against the car; round by node 2 it may drive.
    Map map = map_on(network({{0, 0}, {1000, 0}, {500, 800}}, {{1, 0, 1000, 60}, {0, 2, 950, 100}, {2, 1, 950, 100}}),
                     {{0, 0}}, {{1000, 0}});
    compute_travel(map, Parallel(1));
    const Journey trip = journey(map, ZoneId(0), SchoolId(0));
    EXPECT_EQ(trip.metres, 1000);
    EXPECT_EQ(trip.tenths, 33);
}

TEST(TravelTime, NobodyWalksAlongATrunkRoadAndNobodyDrivesDownAPath) {
    Map map = map_on(network({{0, 0}, {2000, 0}, {1000, 1500}},
                             {{0, 1, 2000, 80, 0}, {1, 0, 2000, 80, 0}, {0, 2, 1900, no_cars}, {2, 1, 1900, no_cars}}),
                     {{0, 0}}, {{2000, 0}});
    compute_travel(map, Parallel(1));
    const Journey trip = journey(map, ZoneId(0), SchoolId(0));
    EXPECT_EQ(trip.metres, 3800);
    EXPECT_EQ(trip.tenths, 13);
}

TEST(TravelTime, WithoutAWayItIsTheStraightLine) {
    Map map = map_on(network({{0, 0}, {3000, 0}}, {}), {{0, 0}}, {{3000, 0}});
    compute_travel(map, Parallel(1));
    const Journey trip = journey(map, ZoneId(0), SchoolId(0));
    EXPECT_EQ(trip.metres, straight_line_journey(map.detour_factor, 3000, 0).metres);
}

TEST(TravelTime, FarFromTheNetworkThereIsNoNode) {
    Map map =
        map_on(network({{0, 0}, {100, 0}}, {{0, 1, 100, 10}, {1, 0, 100, 10}}), {{0, 1400}, {0, 1600}}, {{60, 0}});
    EXPECT_EQ(map.zones[0].node, NodeId(0));
    EXPECT_FALSE(map.zones[1].node.exists());
    EXPECT_EQ(map.schools[0].node, NodeId(1));
}

TEST(TravelTime, EqualsAPlainLoopOnTheCounty) {
    const Map map =
        make_synthetic_county(std::string(SENDSCAPE_SOURCE_DIR) + "/configs/counties/wendshire.toml", 5, Parallel(2));
    for (const std::size_t s : {std::size_t{0}, std::size_t{40}, map.schools.size() - 1}) {
        const School& school = map.schools[s];
        const std::vector<double> walk = plain_dijkstra(map.roads, school.node.value, true);
        const std::vector<double> drive = plain_dijkstra(map.roads, school.node.value, false);
        for (std::size_t z = 0; z < map.zones.size(); z += 7) {
            const Zone& zone = map.zones[z];
            if (std::hypot(zone.x - school.x, zone.y - school.y) > 40'000) continue;
            const double gap =
                std::hypot(zone.x - map.roads.x[zone.node.value], zone.y - map.roads.y[zone.node.value]) +
                std::hypot(school.x - map.roads.x[school.node.value], school.y - map.roads.y[school.node.value]);
            const Journey trip = journey(map, ZoneId(z), SchoolId(s));
            if (walk[zone.node.value] <= 15'000) {
                EXPECT_NEAR(trip.metres, walk[zone.node.value] + gap, 2.0);
            }
            EXPECT_NEAR(trip.tenths / 10.0, drive[zone.node.value] / 60.0 + gap * 0.06 / 15.0, 0.11);
        }
    }
}

TEST(TravelTime, JourneysAreThoseOfTheTableWhereverSchoolsAreMissingFromARow) {
    Map map;
    map.detour_factor = 1.3;
    map.schools.resize(9);
    map.zones.resize(4);
    for (School& school : map.schools) school.x = 5000;
    // All listed; some missing at either end and between; one alone; none.
    const std::vector<std::vector<std::uint32_t>> listed{{0, 1, 2, 3, 4, 5, 6, 7, 8}, {1, 2, 5, 7}, {8}, {}};
    map.travel.first.push_back(0);
    for (const auto& row : listed) {
        for (const std::uint32_t school : row) {
            map.travel.school.push_back(school);
            map.travel.metres.push_back(100'000 + 10 * school);
            map.travel.tenths.push_back(static_cast<std::uint16_t>(20'000 + school));
        }
        map.travel.first.push_back(static_cast<std::uint32_t>(map.travel.school.size()));
    }
    const Journey straight = straight_line_journey(map.detour_factor, 5000, 0);
    for (std::size_t z = 0; z < listed.size(); ++z)
        for (std::uint32_t s = 0; s < map.schools.size(); ++s) {
            const bool in_table = std::find(listed[z].begin(), listed[z].end(), s) != listed[z].end();
            const Journey trip = journey(map, ZoneId(z), SchoolId(s));
            EXPECT_EQ(trip.metres, in_table ? static_cast<std::int32_t>(100'000 + 10 * s) : straight.metres) << z << s;
            EXPECT_EQ(trip.tenths, in_table ? static_cast<std::int32_t>(20'000 + s) : straight.tenths) << z << s;
        }
}

TEST(TravelTime, IsTheSameOnOneTwoAndFiveThreads) {
    Map map =
        make_synthetic_county(std::string(SENDSCAPE_SOURCE_DIR) + "/configs/counties/wendshire.toml", 6, Parallel(1));
    const TravelTable one = map.travel;
    for (const int threads : {2, 5}) {
        compute_travel(map, Parallel(threads));
        EXPECT_EQ(map.travel.first, one.first);
        EXPECT_EQ(map.travel.school, one.school);
        EXPECT_EQ(map.travel.metres, one.metres);
        EXPECT_EQ(map.travel.tenths, one.tenths);
    }
}

TEST(StraightLines, ListTheNearestSchoolsOfEachKind) {
    const Draws draws(9, 0);
    Map map;
    const auto scatter = [&](std::uint32_t i, std::uint32_t k) {
        return static_cast<int>(draws.below(60'000, Stream::map_layout, i, Month(0), k));
    };
    for (std::uint32_t i = 0; i < 300; ++i) {
        map.zones.emplace_back();
        map.zones.back().x = scatter(i, 0);
        map.zones.back().y = scatter(i, 1);
    }
    for (std::uint32_t i = 0; i < 900; ++i) {
        map.schools.emplace_back();
        map.schools.back().x = scatter(i, 2);
        map.schools.back().y = scatter(i, 3);
        if (i % 10 == 0) map.schools.back().setting = Setting::state_special;
        if (i % 7 == 1) map.schools.back().high_ncy = 11;
    }
    compute_travel(map, Parallel(2));
    for (std::size_t z = 0; z < map.zones.size(); ++z) {
        std::set<std::uint32_t> listed;
        for (std::uint32_t at = map.travel.first[z]; at < map.travel.first[z + 1]; ++at)
            listed.insert(map.travel.school[at]);
        for (const std::size_t kind : {std::size_t{0}, std::size_t{1}, std::size_t{2}}) {
            std::vector<std::pair<std::int64_t, std::uint32_t>> all;
            for (std::uint32_t s = 0; s < map.schools.size(); ++s) {
                const School& school = map.schools[s];
                const std::size_t its = is_special(school.setting) ? 0 : school.high_ncy < 7 ? 1 : 2;
                const std::int64_t dx = school.x - map.zones[z].x;
                const std::int64_t dy = school.y - map.zones[z].y;
                if (its == kind && dx * dx + dy * dy <= 1'600'000'000) all.emplace_back(dx * dx + dy * dy, s);
            }
            std::sort(all.begin(), all.end());
            for (std::size_t i = 0; i < std::min<std::size_t>(all.size(), 20); ++i)
                EXPECT_TRUE(listed.count(all[i].second)) << "zone " << z << " kind " << kind << " nearest " << i;
        }
        EXPECT_LE(listed.size(), 64u);
    }
}

}  // namespace
}  // namespace sendscape::travel_time_test
