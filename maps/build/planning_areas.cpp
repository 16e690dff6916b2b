// SPDX-License-Identifier: MIT
#include "maps/build/planning_areas.h"

#include <fmt/format.h>

#include <algorithm>

#include "maps/build/point_index.h"

namespace sendscape {
namespace {

using Point = std::pair<std::int32_t, std::int32_t>;

std::int64_t children(const Zone& zone) {
    std::int64_t sum = 1;  // so that empty zones still count for something
    for (int age = 4; age <= 15; ++age) sum += zone.residents[static_cast<std::size_t>(age)];
    return sum;
}

/// Cuts rows, already ordered, into `parts` runs of about equal weight.
std::vector<std::vector<std::size_t>> cut(const std::vector<std::size_t>& rows, const Map& map, std::size_t parts) {
    std::int64_t total = 0;
    for (const std::size_t row : rows) total += children(map.zones[row]);
    std::vector<std::vector<std::size_t>> runs(parts);
    std::int64_t before = 0;
    for (const std::size_t row : rows) {
        const std::int64_t weight = children(map.zones[row]);
        const auto part = static_cast<std::size_t>((before + weight / 2) * static_cast<std::int64_t>(parts) / total);
        runs[std::min(part, parts - 1)].push_back(row);
        before += weight;
    }
    return runs;
}

/// The convex hull, counter-clockwise (Andrew's monotone chain).
std::vector<Point> hull_of(std::vector<Point> points) {
    std::sort(points.begin(), points.end());
    points.erase(std::unique(points.begin(), points.end()), points.end());
    if (points.size() < 3) return {};
    const auto cross = [](Point o, Point a, Point b) {
        return std::int64_t{a.first - o.first} * (b.second - o.second) -
               std::int64_t{a.second - o.second} * (b.first - o.first);
    };
    std::vector<Point> hull;
    for (int half = 0; half < 2; ++half) {
        const std::size_t start = hull.size();
        for (const Point& point : points) {
            while (hull.size() >= start + 2 && cross(hull[hull.size() - 2], hull.back(), point) <= 0) hull.pop_back();
            hull.push_back(point);
        }
        hull.pop_back();
        std::reverse(points.begin(), points.end());
    }
    return hull.size() < 3 ? std::vector<Point>{} : hull;
}

constexpr std::array<std::string_view, 9> nine_names{"south-west", "south",      "south-east", "west",      "central",
                                                     "east",       "north-west", "north",      "north-east"};
constexpr std::array<std::string_view, 4> four_names{"south-west", "south-east", "north-west", "north-east"};

void add_area(Map& map, std::size_t authority, std::string_view compass, const std::vector<std::size_t>& rows,
              std::size_t number) {
    if (rows.empty()) return;
    Area area;
    const Authority& of = map.authorities[authority];
    area.code = fmt::format("{}-{}", of.code, number);
    area.name = compass.empty() ? of.name : fmt::format("{} {}", of.name, compass);
    area.authority = AuthorityId(authority);
    std::int64_t x = 0, y = 0, weight = 0;
    std::vector<Point> points;
    for (const std::size_t row : rows) {
        Zone& zone = map.zones[row];
        zone.area = AreaId(map.areas.size());
        const std::int64_t w = children(zone);
        x += w * zone.x;
        y += w * zone.y;
        weight += w;
        points.emplace_back(zone.x, zone.y);
    }
    area.x = static_cast<std::int32_t>(x / weight);
    area.y = static_cast<std::int32_t>(y / weight);
    if (auto hull = hull_of(std::move(points)); !hull.empty()) area.outline.push_back(std::move(hull));
    map.areas.push_back(std::move(area));
}

}  // namespace

void make_planning_areas(Map& map) {
    std::vector<std::vector<std::size_t>> zones_of(map.authorities.size());
    for (std::size_t row = 0; row < map.zones.size(); ++row) zones_of[map.zones[row].authority.value].push_back(row);
    for (std::size_t authority = 0; authority < map.authorities.size(); ++authority) {
        auto& rows = zones_of[authority];
        if (!map.authorities[authority].in_area || rows.empty()) continue;
        const std::size_t side = rows.size() >= 60 ? 3 : rows.size() >= 12 ? 2 : 1;
        const auto by_place = [&](bool northward) {
            return [&map, northward](std::size_t a, std::size_t b) {
                const Zone &za = map.zones[a], &zb = map.zones[b];
                const std::int32_t pa = northward ? za.y : za.x, pb = northward ? zb.y : zb.x;
                return pa != pb ? pa < pb : a < b;
            };
        };
        std::sort(rows.begin(), rows.end(), by_place(true));
        std::size_t number = 0;
        for (auto& belt : cut(rows, map, side)) {
            std::sort(belt.begin(), belt.end(), by_place(false));
            for (const auto& cell : cut(belt, map, side)) {
                const std::string_view compass = side == 3   ? nine_names[number]
                                                 : side == 2 ? four_names[number]
                                                             : std::string_view{};
                add_area(map, authority, compass, cell, ++number);
            }
        }
        std::vector<std::int32_t> x, y;
        for (const std::size_t row : rows) {
            x.push_back(map.zones[row].x);
            y.push_back(map.zones[row].y);
        }
        const PointIndex index(std::move(x), std::move(y));
        for (School& school : map.schools)
            if (school.in_area && school.authority.value == authority)
                school.area = map.zones[rows[index.nearest(school.x, school.y)]].area;
    }
}

}  // namespace sendscape
