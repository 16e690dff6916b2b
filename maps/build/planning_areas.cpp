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

/// Points with the number of something, to find the nearest of.
struct Places {
    std::vector<std::int32_t> x, y;
    std::vector<int> number;
    void add(std::int32_t east, std::int32_t north, int what) {
        x.push_back(east);
        y.push_back(north);
        number.push_back(what);
    }
};

/// The own area of every zone of an authority, by row of the map's zones; others -1.
std::vector<int> own_area_of_zones(const Map& map, const OwnAreas& own, std::size_t authority,
                                   const std::vector<std::size_t>& rows) {
    constexpr int last_primary_year = 6;
    std::vector<int> area(map.zones.size(), -1);
    Places zones, schools, primaries;
    for (const std::size_t row : rows)
        if (own.zone[row] >= 0) zones.add(map.zones[row].x, map.zones[row].y, own.zone[row]);
    for (std::size_t s = 0; s < map.schools.size(); ++s) {
        const School& school = map.schools[s];
        if (school.authority.value != authority || own.school[s] < 0) continue;
        schools.add(school.x, school.y, own.school[s]);
        if (school.setting == Setting::mainstream && school.low_ncy < last_primary_year)
            primaries.add(school.x, school.y, own.school[s]);
    }
    Places& nearest_of = !zones.number.empty() ? zones : !primaries.number.empty() ? primaries : schools;
    const PointIndex index(nearest_of.x, nearest_of.y);
    for (const std::size_t row : rows)
        area[row] =
            own.zone[row] >= 0 ? own.zone[row] : nearest_of.number[index.nearest(map.zones[row].x, map.zones[row].y)];
    return area;
}

/// Makes the officer's own areas of an authority.
void add_own_areas(Map& map, const OwnAreas& own, std::size_t authority, const std::vector<std::size_t>& rows) {
    const std::vector<OwnArea>& areas = own.of[authority];
    std::vector<std::size_t> order(areas.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return areas[a].name != areas[b].name ? areas[a].name < areas[b].name : a < b;
    });
    const std::vector<int> of_zone = own_area_of_zones(map, own, authority, rows);
    std::vector<AreaId> made(areas.size());
    std::size_t number = 0;
    for (const std::size_t i : order) {
        std::vector<std::size_t> zones;
        for (const std::size_t row : rows)
            if (of_zone[row] == static_cast<int>(i)) zones.push_back(row);
        const std::size_t before = map.areas.size();
        made[i] = AreaId(before);
        add_area(map, authority, {}, zones, ++number);
        if (map.areas.size() == before) {  // an area of schools alone, such as one of secondary schools
            Area area;
            area.code = fmt::format("{}-{}", map.authorities[authority].code, number);
            area.authority = AuthorityId(authority);
            std::int64_t x = 0, y = 0, schools = 0;
            for (std::size_t s = 0; s < map.schools.size(); ++s)
                if (map.schools[s].authority.value == authority && own.school[s] == static_cast<int>(i)) {
                    x += map.schools[s].x;
                    y += map.schools[s].y;
                    ++schools;
                }
            area.x = static_cast<std::int32_t>(x / std::max<std::int64_t>(schools, 1));
            area.y = static_cast<std::int32_t>(y / std::max<std::int64_t>(schools, 1));
            map.areas.push_back(std::move(area));
        }
        Area& area = map.areas.back();
        area.name = areas[i].name;
        if (!areas[i].code.empty()) area.code = areas[i].code;
        if (!areas[i].outline.empty()) area.outline = areas[i].outline;
    }
    for (std::size_t s = 0; s < map.schools.size(); ++s)
        if (map.schools[s].in_area && map.schools[s].authority.value == authority && own.school[s] >= 0)
            map.schools[s].area = made[static_cast<std::size_t>(own.school[s])];
}

/// The map's own areas of an authority: as many belts from south to north as cells in each of them.
void add_compass_areas(Map& map, std::size_t authority, std::vector<std::size_t>& rows) {
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
}

}  // namespace

void make_planning_areas(Map& map, const OwnAreas& own) {
    std::vector<std::vector<std::size_t>> zones_of(map.authorities.size());
    for (std::size_t row = 0; row < map.zones.size(); ++row) zones_of[map.zones[row].authority.value].push_back(row);
    for (std::size_t authority = 0; authority < map.authorities.size(); ++authority) {
        auto& rows = zones_of[authority];
        if (!map.authorities[authority].in_area || rows.empty()) continue;
        if (authority < own.of.size() && !own.of[authority].empty())
            add_own_areas(map, own, authority, rows);
        else
            add_compass_areas(map, authority, rows);
        std::vector<std::int32_t> x, y;
        for (const std::size_t row : rows) {
            x.push_back(map.zones[row].x);
            y.push_back(map.zones[row].y);
        }
        const PointIndex index(std::move(x), std::move(y));
        for (School& school : map.schools)
            if (school.in_area && school.authority.value == authority && !school.area.exists())
                school.area = map.zones[rows[index.nearest(school.x, school.y)]].area;
    }
}

}  // namespace sendscape
