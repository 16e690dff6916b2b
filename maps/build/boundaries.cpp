// SPDX-License-Identifier: MIT
#include "maps/build/boundaries.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <set>

#include "maps/build/point_index.h"
#include "maps/tables/dissolve.h"
#include "sim/core/error.h"
#include "sim/core/interrupt.h"

namespace sendscape {
namespace {

struct Box {
    std::int32_t west = std::numeric_limits<std::int32_t>::max(), east = std::numeric_limits<std::int32_t>::min();
    std::int32_t south = west, north = east;
    void take(std::int32_t x, std::int32_t y) {
        west = std::min(west, x), east = std::max(east, x);
        south = std::min(south, y), north = std::max(north, y);
    }
    [[nodiscard]] bool holds(const Zone& zone) const {
        return zone.x >= west && zone.x <= east && zone.y >= south && zone.y <= north;
    }
    [[nodiscard]] std::int32_t middle_x() const { return west + (east - west) / 2; }
    [[nodiscard]] std::int32_t middle_y() const { return south + (north - south) / 2; }
    [[nodiscard]] double diagonal() const { return std::hypot(double(east) - west, double(north) - south); }
};

Box box_of(const Outline& outline) {
    Box box;
    for (const auto& ring : outline)
        for (const auto& [x, y] : ring) box.take(x, y);
    return box;
}

/// How much farther than its own size a polygon may lie from the home that stands for it (assumption).
constexpr double farthest_home_m = 5000;

class BoundaryMaker {
  public:
    BoundaryMaker(const OwnAreas& own, Map& map) : own_(own), map_(map), covered_(map.zones.size(), false) {
        std::vector<std::int32_t> x, y;
        for (std::uint32_t z = 0; z < map.zones.size(); ++z) {
            by_code_.emplace(map.zones[z].code, z);
            x.push_back(map.zones[z].x);
            y.push_back(map.zones[z].y);
        }
        nearest_ = PointIndex(std::move(x), std::move(y));
        of_authority_.resize(map.authorities.size());
        of_area_.resize(map.areas.size());
    }

    /// Takes a polygon; false where no zone lies in it or near it.
    bool take(const AreaShape& shape) {
        const std::vector<std::uint32_t> zones = zones_of(shape);
        if (zones.empty()) return false;
        std::set<std::uint32_t> authorities;
        std::set<AreaId> areas;
        for (const std::uint32_t z : zones) {
            covered_[z] = true;
            authorities.insert(map_.zones[z].authority.value);
            if (map_.zones[z].area.exists()) areas.insert(map_.zones[z].area);
        }
        add(shape.rings, zones, authorities, of_authority_,
            [&](std::uint32_t z) { return std::size_t{map_.zones[z].authority.value}; });
        if (areas.empty()) return true;
        std::set<std::uint32_t> rows;
        for (const AreaId area : areas) rows.insert(area.value);
        std::vector<std::uint32_t> inside;  // homes of neighbours share in no planning area
        for (const std::uint32_t z : zones)
            if (map_.zones[z].area.exists()) inside.push_back(z);
        add(shape.rings, inside, rows, of_area_,
            [&](std::uint32_t z) { return std::size_t{map_.zones[z].area.value}; });
        return true;
    }

    void draw() {
        for (std::size_t a = 0; a < of_authority_.size(); ++a) {
            stop_if_asked();
            if (!of_authority_[a].empty()) map_.authorities[a].outline = dissolve(of_authority_[a]);
        }
        for (std::size_t a = 0; a < of_area_.size(); ++a)
            if (!of_area_[a].empty() && !drawn_by_officer(a)) map_.areas[a].outline = dissolve(of_area_[a]);
    }

    [[nodiscard]] bool covers(std::uint32_t zone) const { return covered_[zone]; }
    [[nodiscard]] bool any(std::size_t authority) const { return !of_authority_[authority].empty(); }

  private:
    [[nodiscard]] std::vector<std::uint32_t> zones_of(const AreaShape& shape) const {
        const Box box = box_of(shape.rings);
        if (const auto at = by_code_.find(shape.code); !shape.code.empty() && at != by_code_.end()) {
            // A polygon far from its own homes is drawn elsewhere: another system of coordinates, or another's code.
            const Zone& zone = map_.zones[at->second];
            const double away = std::hypot(zone.x - double(box.middle_x()), zone.y - double(box.middle_y()));
            if (away > box.diagonal() + farthest_home_m) return {};
            return {at->second};
        }
        std::vector<std::uint32_t> zones;
        for (std::uint32_t z = 0; z < map_.zones.size(); ++z)
            if (box.holds(map_.zones[z]) && shape.covers(map_.zones[z].x, map_.zones[z].y)) zones.push_back(z);
        if (!zones.empty() || map_.zones.empty()) return zones;
        if (const auto named = nearest_of_named(shape.name, box)) return {*named};
        const std::size_t near = nearest_.nearest(box.middle_x(), box.middle_y());
        const double away =
            std::hypot(map_.zones[near].x - double(box.middle_x()), map_.zones[near].y - double(box.middle_y()));
        if (away <= box.diagonal() / 2) zones.push_back(static_cast<std::uint32_t>(near));
        return zones;
    }

    /// The home nearest to a polygon without one, of the authority that its name begins with ("Trafford 012C", as small
    /// areas are called); none where the name tells of none.
    [[nodiscard]] std::optional<std::uint32_t> nearest_of_named(const std::string& name, const Box& box) const {
        std::optional<std::uint32_t> best;
        double least = std::numeric_limits<double>::infinity();
        for (std::uint32_t z = 0; z < map_.zones.size(); ++z) {
            const AuthorityId authority = map_.zones[z].authority;
            if (!authority.exists() || authority.value >= map_.authorities.size()) continue;
            const std::string& of = map_.authorities[authority.value].name;
            const bool called = name.size() > of.size() + 1 && name.starts_with(of) && name[of.size()] == ' ' &&
                                name[of.size() + 1] >= '0' && name[of.size() + 1] <= '9';
            const double away =
                std::hypot(map_.zones[z].x - double(box.middle_x()), map_.zones[z].y - double(box.middle_y()));
            if (called && away < least && away <= box.diagonal() + farthest_home_m) least = away, best = z;
        }
        return best;
    }

    /// Gives a polygon to its only owner, or parts of it to each.
    template <class GroupOf>
    void add(const Outline& rings, const std::vector<std::uint32_t>& zones, const std::set<std::uint32_t>& owners,
             std::vector<std::vector<Outline>>& parts, GroupOf&& group_of) {
        if (owners.size() == 1) {
            parts[*owners.begin()].push_back(rings);
            return;
        }
        std::vector<GroupedPoint> points;
        for (const std::uint32_t z : zones) points.push_back({map_.zones[z].x, map_.zones[z].y, group_of(z)});
        std::vector<Outline> cut = divide(rings, points, parts.size());
        for (std::size_t owner = 0; owner < cut.size(); ++owner)
            if (!cut[owner].empty()) parts[owner].push_back(std::move(cut[owner]));
    }

    [[nodiscard]] bool drawn_by_officer(std::size_t area) const {
        const std::size_t authority = map_.areas[area].authority.value;
        if (authority >= own_.of.size()) return false;
        return std::any_of(own_.of[authority].begin(), own_.of[authority].end(), [&](const OwnArea& mine) {
            return mine.name == map_.areas[area].name && !mine.outline.empty();
        });
    }

    const OwnAreas& own_;
    Map& map_;
    std::map<std::string, std::uint32_t> by_code_;
    PointIndex nearest_{{}, {}};
    std::vector<bool> covered_;
    std::vector<std::vector<Outline>> of_authority_, of_area_;
};

std::string extent_of(const std::vector<AreaShape>& shapes) {
    Box box;
    for (const AreaShape& shape : shapes)
        for (const auto& ring : shape.rings)
            for (const auto& [x, y] : ring) box.take(x, y);
    return fmt::format("easting {} to {}, northing {} to {}", box.west, box.east, box.south, box.north);
}

}  // namespace

void apply_boundaries(const std::vector<AreaShape>& shapes, const std::string& files, const OwnAreas& own, Map& map,
                      QualityTable& quality) {
    BoundaryMaker maker(own, map);
    for (const AreaShape& shape : shapes) {
        stop_if_asked();
        if (!maker.take(shape))
            quality.count("boundaries", Oddity::boundary_elsewhere, "left out",
                          !shape.name.empty() ? shape.name : fmt::format("feature {}", shape.feature));
    }
    std::string drawn, undrawn;
    for (std::size_t a = 0; a < map.authorities.size(); ++a)
        if (map.authorities[a].in_area) {
            std::string& list = maker.any(a) ? drawn : undrawn;
            list += (list.empty() ? "" : ", ") + map.authorities[a].name;
        }
    if (drawn.empty())
        throw InputError(fmt::format("{}: none of its {} polygons holds a home of {}; they lie at {}", files,
                                     shapes.size(), undrawn, extent_of(shapes)));
    maker.draw();
    for (std::uint32_t z = 0; z < map.zones.size(); ++z)
        if (map.authorities[map.zones[z].authority.value].in_area && !maker.covers(z))
            quality.count("boundaries", Oddity::home_beyond_border,
                          "keep their planning area, and lie beyond its border", map.zones[z].code);
    map.assumptions.push_back(fmt::format("Borders of {} are as the boundaries given draw them.", drawn));
}

}  // namespace sendscape
