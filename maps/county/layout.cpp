// SPDX-License-Identifier: MIT
#include "maps/county/layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace sendscape {

namespace {

using Point = std::pair<double, double>;
using Corner = std::pair<std::int32_t, std::int32_t>;

// Turning by the golden angle, 137.508 degrees, spreads points evenly over a disc.
constexpr double golden_cos = -0.7373688780783197;
constexpr double golden_sin = 0.6754902942615238;

/// The part of a polygon nearer to `own` than to `other` (Sutherland and Hodgman's clip by one half-plane).
std::vector<Point> nearer_part(const std::vector<Point>& polygon, Point own, Point other) {
    const auto side = [&](Point p) {
        const double to_own =
            (p.first - own.first) * (p.first - own.first) + (p.second - own.second) * (p.second - own.second);
        const double to_other =
            (p.first - other.first) * (p.first - other.first) + (p.second - other.second) * (p.second - other.second);
        return to_other - to_own;
    };
    std::vector<Point> part;
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        const Point a = polygon[i];
        const Point b = polygon[(i + 1) % polygon.size()];
        const double side_a = side(a);
        const double side_b = side(b);
        if (side_a >= 0) part.push_back(a);
        if ((side_a > 0 && side_b < 0) || (side_a < 0 && side_b > 0)) {
            const double t = side_a / (side_a - side_b);
            part.emplace_back(a.first + t * (b.first - a.first), a.second + t * (b.second - a.second));
        }
    }
    return part;
}

/// Bends the line between two corners by midpoint displacement. The bends depend on the two ends only, so that both
/// areas along a border draw the same one.
void bend(Corner from, Corner to, const Draws& draws, std::vector<Corner>& out) {
    const double dx = to.first - from.first;
    const double dy = to.second - from.second;
    const double length = std::sqrt(dx * dx + dy * dy);
    if (length < 900) {
        out.push_back(from);
        return;
    }
    const Corner low = std::min(from, to);
    const Corner high = std::max(from, to);
    const auto key = static_cast<std::uint32_t>(low.first * 31 + low.second * 17 + high.first * 13 + high.second * 7);
    const double lean = (draws.uniform(Stream::map_layout, key, at_layout, 9) - 0.5) * 0.22;
    const double sign = from == low ? 1.0 : -1.0;
    const Corner middle{metre(from.first + dx / 2 - sign * lean * dy), metre(from.second + dy / 2 + sign * lean * dx)};
    bend(from, middle, draws, out);
    bend(middle, to, draws, out);
}

void lay_out_areas(const CountyConfig& config, const Draws& draws, Map& map) {
    for (std::size_t i = 0; i < config.areas.size(); ++i) {
        const CountyConfig::PlanningArea& from = config.areas[i];
        std::vector<Point> polygon = config.outline;
        for (std::size_t j = 0; j < config.areas.size() && !polygon.empty(); ++j)
            if (j != i)
                polygon = nearer_part(polygon, {from.x_km, from.y_km}, {config.areas[j].x_km, config.areas[j].y_km});
        std::vector<Corner> corners;
        for (const Point& p : polygon)
            corners.emplace_back(metre(config.metres_east(p.first)), metre(config.metres_north(p.second)));
        std::vector<Corner> ring;
        for (std::size_t c = 0; c < corners.size(); ++c)
            bend(corners[c], corners[(c + 1) % corners.size()], draws, ring);

        Area area;
        area.code = from.code;
        area.name = from.name;
        area.authority = AuthorityId(0);
        area.x = metre(config.metres_east(from.x_km));
        area.y = metre(config.metres_north(from.y_km));
        if (!ring.empty()) {
            ring.push_back(ring.front());
            area.outline.push_back(std::move(ring));
        }
        map.areas.push_back(std::move(area));
    }
}

AreaId nearest_area(const Map& map, std::int32_t x, std::int32_t y) {
    std::size_t best = 0;
    double best_distance = 1e300;
    for (std::size_t i = 0; i < map.areas.size(); ++i) {
        const double dx = map.areas[i].x - x;
        const double dy = map.areas[i].y - y;
        if (dx * dx + dy * dy < best_distance) {
            best_distance = dx * dx + dy * dy;
            best = i;
        }
    }
    return AreaId(best);
}

/// Deprivation of a spot: its settlement's, plus that of the quarters it lies in, fading over their outer half.
double deprivation_at(const CountyConfig& config, const CountyConfig::Settlement& settlement, double x_km,
                      double y_km) {
    double score = settlement.deprivation;
    for (const CountyConfig::Quarter& quarter : config.quarters) {
        const double dx = x_km - quarter.x_km;
        const double dy = y_km - quarter.y_km;
        const double far = std::sqrt(dx * dx + dy * dy) / quarter.radius_km;
        score += quarter.deprivation * std::clamp(2.0 - 2.0 * far, 0.0, 1.0);
    }
    return score;
}

void fill_residents(const CountyConfig& config, const Draws& draws, const std::vector<ZoneTraits>& traits, Map& map) {
    const double scale = config.pupils / config.england_pupils * 1000.0;
    std::size_t inside = 0;
    for (const Zone& zone : map.zones) inside += zone.area.exists() ? 1 : 0;
    std::vector<double> size(map.zones.size());
    for (std::uint32_t z = 0; z < map.zones.size(); ++z)
        size[z] = exp(config.residents_spread * draws.normal(Stream::map_layout, z, at_layout, 3));
    for (int age = 0; age < zone_ages; ++age) {
        // County and halo are shared out apart: the county's cohorts are England's, scaled, to the child.
        for (const bool in_area : {true, false}) {
            std::vector<double> weights(map.zones.size(), 0.0);
            for (std::size_t z = 0; z < map.zones.size(); ++z)
                if (map.zones[z].area.exists() == in_area)
                    weights[z] =
                        size[z] * std::max(0.1, 1.0 + config.young_tilt * traits[z].deprivation * (10.0 - age) / 10.0);
            double total = config.england_thousands[static_cast<std::size_t>(age)] * scale;
            if (!in_area)
                total *= inside > 0 ? static_cast<double>(map.zones.size() - inside) / static_cast<double>(inside) : 0;
            const std::vector<std::int32_t> share = share_out(static_cast<std::int64_t>(total + 0.5), weights);
            for (std::size_t z = 0; z < map.zones.size(); ++z)
                map.zones[z].residents[static_cast<std::size_t>(age)] += share[z];
        }
    }
}

}  // namespace

std::vector<std::int32_t> share_out(std::int64_t total, const std::vector<double>& weights) {
    std::vector<std::int32_t> shares(weights.size(), 0);
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    if (total <= 0 || !(sum > 0)) return shares;
    std::vector<std::pair<double, std::size_t>> rest;
    std::int64_t given = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const double exact = static_cast<double>(total) * weights[i] / sum;
        const double whole = std::floor(exact);
        shares[i] = static_cast<std::int32_t>(whole);
        given += shares[i];
        rest.emplace_back(-(exact - whole), i);
    }
    std::sort(rest.begin(), rest.end());
    for (std::size_t k = 0; given < total; k = (k + 1) % rest.size())
        if (weights[rest[k].second] > 0) {
            ++shares[rest[k].second];
            ++given;
        }
    return shares;
}

std::vector<ZoneTraits> lay_out_county(const CountyConfig& config, const Draws& draws, Map& map) {
    map.authorities.push_back({config.authority_code, "", config.authority_name, true, {}});
    map.authorities.push_back({config.neighbour_code, "", config.neighbour_name, false, {}});
    lay_out_areas(config, draws, map);

    std::vector<ZoneTraits> traits;
    for (std::size_t p = 0; p < config.settlements.size(); ++p) {
        const CountyConfig::Settlement& settlement = config.settlements[p];
        // Homes of a village of several zones lie about its middle; of a town, all over it.
        const double reach = settlement.radius_km * (settlement.zones == 1 ? 0.0 : 0.92);
        double turn_x = 1, turn_y = 0;
        for (int i = 0; i < settlement.zones; ++i) {
            const auto row = static_cast<std::uint32_t>(map.zones.size());
            const double out = reach * std::sqrt((i + 0.5) / settlement.zones);
            const double spacing = settlement.radius_km / std::sqrt(static_cast<double>(settlement.zones));
            const double jitter_x = (draws.uniform(Stream::map_layout, row, at_layout, 0) - 0.5) * 0.5 * spacing;
            const double jitter_y = (draws.uniform(Stream::map_layout, row, at_layout, 1) - 0.5) * 0.5 * spacing;
            const double x_km = settlement.x_km + out * turn_x + jitter_x;
            const double y_km = settlement.y_km + out * turn_y + jitter_y;
            const double turned = turn_x * golden_cos - turn_y * golden_sin;
            turn_y = turn_x * golden_sin + turn_y * golden_cos;
            turn_x = turned;

            Zone zone;
            zone.code = fmt::format("{}{:05}", settlement.halo ? "N" : "W", row + 1);
            zone.authority = AuthorityId(settlement.halo ? 1 : 0);
            zone.x = metre(config.metres_east(x_km));
            zone.y = metre(config.metres_north(y_km));
            if (!settlement.halo) zone.area = nearest_area(map, zone.x, zone.y);
            zone.radius_m = metre(std::clamp(spacing * 900.0, 250.0, 900.0));
            const double score = deprivation_at(config, settlement, x_km, y_km) +
                                 config.deprivation_spread * draws.normal(Stream::map_layout, row, at_layout, 2);
            // The logistic stands in for the normal distribution function: decile of England's zones.
            const double poorer = logistic(1.702 * score);
            zone.decile = static_cast<std::uint8_t>(std::clamp(static_cast<int>((1.0 - poorer) * 10.0) + 1, 1, 10));
            traits.push_back({p, score});
            map.zones.push_back(std::move(zone));
        }
    }
    fill_residents(config, draws, traits, map);
    return traits;
}

}  // namespace sendscape
