// SPDX-License-Identifier: MIT
#include "maps/tables/dissolve.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

// gcc 12 takes members of the library's own for uninitialised when it inlines them.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <boost/geometry.hpp>
#include <boost/geometry/geometries/multi_polygon.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/geometries/polygon.hpp>
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

#include "sim/core/interrupt.h"

namespace sendscape {
namespace {

namespace geometry = boost::geometry;
using Point = geometry::model::d2::point_xy<double>;
using Polygon = geometry::model::polygon<Point>;
using Polygons = geometry::model::multi_polygon<Polygon>;
using Corners = std::vector<std::pair<std::int32_t, std::int32_t>>;

/// Square metres of one ring, above 0 where it runs with the clock.
double signed_metres(const Corners& ring) {
    double sum = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const auto& [ax, ay] = ring[i];
        const auto& [bx, by] = ring[(i + 1) % ring.size()];
        sum += double{1} * bx * ay - double{1} * ax * by;
    }
    return sum / 2;
}

double length_of(const Corners& ring) {
    double sum = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const auto& [ax, ay] = ring[i];
        const auto& [bx, by] = ring[(i + 1) % ring.size()];
        sum += std::hypot(bx - ax, by - ay);
    }
    return sum;
}

bool within(const Corners& ring, double x, double y) {
    bool in = false;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        const double ax = ring[i].first, ay = ring[i].second, bx = ring[j].first, by = ring[j].second;
        if ((ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax) in = !in;
    }
    return in;
}

/// How many other rings a ring lies in, by its first corner, moved a little off the corners of others.
std::size_t depth_of(const Outline& outline, std::size_t ring) {
    const auto& [x, y] = outline[ring].front();
    std::size_t depth = 0;
    for (std::size_t other = 0; other < outline.size(); ++other)
        depth += other != ring && within(outline[other], x + 0.25, y + 0.125);
    return depth;
}

geometry::model::ring<Point> ring_of(const Corners& corners) {
    geometry::model::ring<Point> ring;
    for (const auto& [x, y] : corners) ring.emplace_back(x, y);
    return ring;
}

/// Rings as polygons with holes: a ring in an odd number of others is a hole of the smallest of them.
Polygons polygons_of(const Outline& outline) {
    Polygons polygons;
    std::vector<std::size_t> outer, depth(outline.size());
    for (std::size_t r = 0; r < outline.size(); ++r) {
        depth[r] = outline.size() == 1 ? 0 : depth_of(outline, r);
        if (depth[r] % 2 == 1) continue;
        outer.push_back(r);
        Polygon polygon;
        const auto ring = ring_of(outline[r]);
        polygon.outer().assign(ring.begin(), ring.end());
        polygons.push_back(std::move(polygon));
    }
    for (std::size_t r = 0; r < outline.size(); ++r) {
        if (depth[r] % 2 == 0) continue;
        const auto& [x, y] = outline[r].front();
        std::size_t best = outer.size();
        double smallest = std::numeric_limits<double>::max();
        for (std::size_t o = 0; o < outer.size(); ++o) {
            const double size = std::abs(signed_metres(outline[outer[o]]));
            if (size < smallest && within(outline[outer[o]], x + 0.25, y + 0.125)) best = o, smallest = size;
        }
        if (best == outer.size()) continue;
        const auto ring = ring_of(outline[r]);
        polygons[best].inners().emplace_back(ring.begin(), ring.end());
    }
    geometry::correct(polygons);
    return polygons;
}

void add_corners(Corners corners, Outline& outline) {
    constexpr double narrowest = 2;  // metres
    if (corners.size() < 3 || std::abs(signed_metres(corners)) < narrowest / 2 * length_of(corners)) return;
    outline.push_back(std::move(corners));
}

template <class Ring>
void add_ring(const Ring& ring, Outline& outline) {
    Corners corners;
    for (const Point& point : ring) {
        const std::pair corner{static_cast<std::int32_t>(std::lround(point.x())),
                               static_cast<std::int32_t>(std::lround(point.y()))};
        if (corners.empty() || corner != corners.back()) corners.push_back(corner);
    }
    while (corners.size() > 1 && corners.front() == corners.back()) corners.pop_back();
    add_corners(std::move(corners), outline);
}

Outline outline_of(const Polygons& polygons) {
    Outline outline;
    for (const Polygon& polygon : polygons) {
        const std::size_t before = outline.size();
        add_ring(polygon.outer(), outline);
        if (outline.size() == before) continue;
        for (const auto& hole : polygon.inners()) add_ring(hole, outline);
    }
    return outline;
}

Polygons joined(std::vector<Polygons> parts) {
    while (parts.size() > 1) {
        stop_if_asked();
        std::vector<Polygons> pairs;
        for (std::size_t i = 0; i < parts.size(); i += 2) {
            Polygons both;
            if (i + 1 < parts.size())
                geometry::union_(parts[i], parts[i + 1], both);
            else
                both = std::move(parts[i]);
            pairs.push_back(std::move(both));
        }
        parts = std::move(pairs);
    }
    return parts.empty() ? Polygons{} : std::move(parts.front());
}

using Corner = std::pair<std::int32_t, std::int32_t>;

/// A ring that meets itself at a corner, as rings that each meet themselves nowhere.
void add_simple_rings(const Corners& walk, Outline& outline) {
    Corners ring;
    std::map<Corner, std::size_t> at;
    for (const Corner& corner : walk) {
        const auto met = at.find(corner);
        if (met == at.end()) {
            at.emplace(corner, ring.size());
            ring.push_back(corner);
            continue;
        }
        const std::size_t from = met->second;
        add_corners({ring.begin() + static_cast<std::ptrdiff_t>(from), ring.end()}, outline);
        for (std::size_t i = from + 1; i < ring.size(); ++i) at.erase(ring[i]);
        ring.resize(from + 1);
    }
    add_corners(std::move(ring), outline);
}

/// The union of areas that share their corners, as those cut from one map do: a side that two have in common goes, and
/// the sides left are its rings. Exact where no two overlap.
Outline without_common_sides(const std::vector<Polygons>& parts) {
    std::map<Corner, std::vector<Corner>> sides;  // by their beginning
    const auto take = [&](const Corner& from, const Corner& to) {
        if (from == to) return;
        if (const auto back = sides.find(to); back != sides.end())
            if (const auto side = std::find(back->second.begin(), back->second.end(), from);
                side != back->second.end()) {
                back->second.erase(side);
                if (back->second.empty()) sides.erase(back);
                return;
            }
        sides[from].push_back(to);
    };
    const auto take_ring = [&](const auto& ring) {
        for (std::size_t i = 0; i + 1 < ring.size(); ++i)  // the last corner is the first
            take({static_cast<std::int32_t>(ring[i].x()), static_cast<std::int32_t>(ring[i].y())},
                 {static_cast<std::int32_t>(ring[i + 1].x()), static_cast<std::int32_t>(ring[i + 1].y())});
    };
    for (const Polygons& part : parts)
        for (const Polygon& polygon : part) {
            take_ring(polygon.outer());
            for (const auto& hole : polygon.inners()) take_ring(hole);
        }
    Outline outline;
    while (!sides.empty()) {
        Corners walk;
        Corner at = sides.begin()->first;
        for (auto next = sides.find(at); next != sides.end(); next = sides.find(at)) {
            walk.push_back(at);
            at = next->second.back();
            next->second.pop_back();
            if (next->second.empty()) sides.erase(next);
        }
        add_simple_rings(walk, outline);
    }
    return outline;
}

/// What of a rectangle lies nearer to point `of` than to any other: a convex polygon.
std::vector<Point> cell_of(const std::vector<GroupedPoint>& points, std::size_t of, std::vector<Point> cell) {
    for (std::size_t k = 0; k < points.size() && !cell.empty(); ++k) {
        const double dx = double(points[k].x) - points[of].x, dy = double(points[k].y) - points[of].y;
        if (dx == 0 && dy == 0) {
            if (k < of) cell.clear();  // of two at one place the first has it
            continue;
        }
        const double middle_x = (double(points[k].x) + points[of].x) / 2,
                     middle_y = (double(points[k].y) + points[of].y) / 2;
        const auto beyond = [&](const Point& p) { return (p.x() - middle_x) * dx + (p.y() - middle_y) * dy; };
        std::vector<Point> kept;
        for (std::size_t i = 0; i < cell.size(); ++i) {
            const Point &a = cell[i], &b = cell[(i + 1) % cell.size()];
            const double at_a = beyond(a), at_b = beyond(b);
            if (at_a <= 0) kept.push_back(a);
            if ((at_a < 0 && at_b > 0) || (at_a > 0 && at_b < 0)) {
                const double share = at_a / (at_a - at_b);
                kept.emplace_back(a.x() + (b.x() - a.x()) * share, a.y() + (b.y() - a.y()) * share);
            }
        }
        cell = std::move(kept);
    }
    return cell;
}

}  // namespace

double square_metres(const Outline& outline) {
    double sum = 0;
    for (std::size_t r = 0; r < outline.size(); ++r)
        sum += std::abs(signed_metres(outline[r])) * (outline.size() == 1 || depth_of(outline, r) % 2 == 0 ? 1 : -1);
    return sum;
}

Outline dissolve(const std::vector<Outline>& parts) {
    std::vector<Polygons> polygons;
    polygons.reserve(parts.size());
    double metres = 0;
    for (const Outline& part : parts) {
        polygons.push_back(polygons_of(part));
        metres += square_metres(part);
    }
    constexpr double about = 1e-3;
    const auto whole = [&](const Outline& outline) {
        return std::abs(square_metres(outline) - metres) <= about * metres;
    };
    Outline exact = without_common_sides(polygons);
    const bool apart = whole(exact);  // no two overlap
    Outline joint = outline_of(joined(std::move(polygons)));
    // The library's union copes with overlaps and with corners of one area on the side of another, but loses a part
    // of some shapes.
    return apart && (exact.size() <= joint.size() || !whole(joint)) ? exact : joint;
}

std::vector<Outline> divide(const Outline& whole, const std::vector<GroupedPoint>& points, std::size_t groups) {
    std::vector<Outline> parts(groups);
    if (whole.empty() || points.empty()) return parts;
    double west = std::numeric_limits<double>::max(), east = -west, south = west, north = -west;
    for (const Corners& ring : whole)
        for (const auto& [x, y] : ring) {
            west = std::min<double>(west, x - 1), east = std::max<double>(east, x + 1);
            south = std::min<double>(south, y - 1), north = std::max<double>(north, y + 1);
        }
    const Polygons shape = polygons_of(whole);
    std::vector<std::vector<Polygons>> cells(groups);
    for (std::size_t i = 0; i < points.size(); ++i) {
        const std::vector<Point> cell =
            cell_of(points, i, {{west, south}, {west, north}, {east, north}, {east, south}});
        if (cell.size() < 3) continue;
        Polygon polygon;
        polygon.outer().assign(cell.begin(), cell.end());
        geometry::correct(polygon);
        cells[points[i].group].push_back({polygon});
    }
    for (std::size_t group = 0; group < groups; ++group) {
        Polygons common;
        geometry::intersection(joined(std::move(cells[group])), shape, common);
        parts[group] = outline_of(common);
    }
    return parts;
}

}  // namespace sendscape
