// SPDX-License-Identifier: MIT
#include "maps/county/roads.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

namespace sendscape {

namespace {

enum class RoadClass : std::uint8_t { residential, main, lane, a_road, trunk };

struct Street {
    std::uint32_t from, to;
    RoadClass kind;
};

struct Plan {
    std::vector<double> x, y;  ///< metres
    std::vector<Street> streets;

    std::uint32_t junction(double at_x, double at_y) {
        x.push_back(std::floor(at_x + 0.5));
        y.push_back(std::floor(at_y + 0.5));
        return static_cast<std::uint32_t>(x.size() - 1);
    }
};

/// Sets of junctions that are joined (union-find with the lower row as the root).
class Joined {
  public:
    explicit Joined(std::size_t rows) : root_(rows) { std::iota(root_.begin(), root_.end(), 0u); }
    std::uint32_t root(std::uint32_t row) {
        while (root_[row] != row) row = root_[row] = root_[root_[row]];
        return row;
    }
    bool join(std::uint32_t a, std::uint32_t b) {
        a = root(a);
        b = root(b);
        if (a == b) return false;
        root_[std::max(a, b)] = std::min(a, b);
        return true;
    }

  private:
    std::vector<std::uint32_t> root_;
};

double length_of(double dx, double dy) { return std::sqrt(dx * dx + dy * dy); }

/// Streets of one settlement: a grid over its disc, junctions moved a little, some streets missing but none cut off.
/// Returns its junctions.
std::vector<std::uint32_t> lay_settlement(const CountyConfig& config, std::size_t row, const Draws& draws, Plan& plan) {
    const CountyConfig::Settlement& settlement = config.settlements[row];
    const bool town = settlement.kind == CountyConfig::SettlementKind::town;
    const double spacing = settlement.kind == CountyConfig::SettlementKind::village ? config.roads.village_spacing_m
                                                                                    : config.roads.town_spacing_m;
    const double radius = settlement.radius_km * 1000.0;
    const int half = static_cast<int>(radius / spacing);
    const int width = 2 * half + 1;
    // The grid is turned by the settlement's own angle, so that towns do not all lie square to the sheet.
    const double lean = draws.uniform(Stream::map_roads, static_cast<std::uint32_t>(row), at_layout, 1) * 1.2 - 0.6;
    const double along = 1.0 / std::sqrt(1.0 + lean * lean);
    const double across = lean * along;
    constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
    std::vector<std::uint32_t> cell(static_cast<std::size_t>(width * width), none);
    const auto at = [&](int i, int j) { return static_cast<std::size_t>(j * width + i); };
    std::vector<std::uint32_t> junctions;
    for (int j = 0; j < width; ++j) {
        for (int i = 0; i < width; ++i) {
            const double u = (i - half) * spacing;
            const double v = (j - half) * spacing;
            if (u * u + v * v > radius * radius) continue;
            const auto key = static_cast<std::uint32_t>(row * 65536 + at(i, j));
            const double moved_u = u + (draws.uniform(Stream::map_roads, key, at_layout, 2) - 0.5) * 0.5 * spacing;
            const double moved_v = v + (draws.uniform(Stream::map_roads, key, at_layout, 3) - 0.5) * 0.5 * spacing;
            const double x = config.metres_east(settlement.x_km) + moved_u * along - moved_v * across;
            const double y = config.metres_north(settlement.y_km) + moved_u * across + moved_v * along;
            cell[at(i, j)] = plan.junction(x, y);
            junctions.push_back(cell[at(i, j)]);
        }
    }
    std::vector<Street> missing;
    Joined joined(plan.x.size());
    const auto street = [&](int i, int j, int to_i, int to_j, bool main) {
        if (to_i >= width || to_j >= width) return;
        const std::uint32_t from = cell[at(i, j)];
        const std::uint32_t to = cell[at(to_i, to_j)];
        if (from == none || to == none) return;
        const Street made{from, to, main ? RoadClass::main : RoadClass::residential};
        const bool built =
            main || !draws.happens(config.roads.missing_share, Stream::map_roads, from, at_layout, to_i > i ? 4u : 5u);
        if (!built) {
            missing.push_back(made);
            return;
        }
        plan.streets.push_back(made);
        joined.join(from, to);
    };
    const int every = town ? 6 : 5;  // main streets
    for (int j = 0; j < width; ++j) {
        for (int i = 0; i < width; ++i) {
            street(i, j, i + 1, j, (j - half) % every == 0);
            street(i, j, i, j + 1, (i - half) % every == 0);
        }
    }
    for (const Street& lost : missing)
        if (joined.join(lost.from, lost.to)) plan.streets.push_back(lost);
    return junctions;
}

/// The junction of a settlement nearest to a point.
std::uint32_t nearest_of(const Plan& plan, const std::vector<std::uint32_t>& junctions, double x, double y) {
    std::uint32_t best = junctions.front();
    double least = std::numeric_limits<double>::max();
    for (const std::uint32_t junction : junctions) {
        const double away = length_of(plan.x[junction] - x, plan.y[junction] - y);
        if (away < least) {
            least = away;
            best = junction;
        }
    }
    return best;
}

/// A road over land from one settlement's edge to another's, bending gently.
void lay_country_road(const CountyConfig& config, std::uint32_t key, std::uint32_t from, std::uint32_t to,
                      RoadClass kind, const Draws& draws, Plan& plan) {
    const double dx = plan.x[to] - plan.x[from];
    const double dy = plan.y[to] - plan.y[from];
    const double length = length_of(dx, dy);
    const int pieces = std::max(1, static_cast<int>(length / config.roads.country_spacing_m + 0.5));
    const double bow =
        (draws.uniform(Stream::map_roads, key, at_layout, 6) - 0.5) * (kind == RoadClass::lane ? 0.3 : 0.16);
    const double wiggle = kind == RoadClass::lane ? 0.35 : 0.12;
    std::uint32_t last = from;
    for (int k = 1; k < pieces; ++k) {
        const double t = static_cast<double>(k) / pieces;
        const double aside =
            bow * 4.0 * t * (1.0 - t) * length +
            (draws.uniform(Stream::map_roads, key, at_layout, static_cast<std::uint32_t>(100 + k)) - 0.5) * wiggle *
                config.roads.country_spacing_m;
        const double x = plan.x[from] + t * dx - aside * dy / length;
        const double y = plan.y[from] + t * dy + aside * dx / length;
        const std::uint32_t next = plan.junction(x, y);
        plan.streets.push_back({last, next, kind});
        last = next;
    }
    plan.streets.push_back({last, to, kind});
}

/// Pairs of settlements with a road between them: neighbours with no third settlement in the circle over their distance
/// (Gabriel's graph, which is connected).
std::vector<std::pair<std::size_t, std::size_t>> neighbours(const CountyConfig& config) {
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    const auto& settlements = config.settlements;
    for (std::size_t a = 0; a < settlements.size(); ++a) {
        for (std::size_t b = a + 1; b < settlements.size(); ++b) {
            const double middle_x = (settlements[a].x_km + settlements[b].x_km) / 2;
            const double middle_y = (settlements[a].y_km + settlements[b].y_km) / 2;
            const double half =
                length_of(settlements[a].x_km - settlements[b].x_km, settlements[a].y_km - settlements[b].y_km) / 2;
            bool clear = true;
            for (std::size_t c = 0; c < settlements.size() && clear; ++c)
                if (c != a && c != b)
                    clear = length_of(settlements[c].x_km - middle_x, settlements[c].y_km - middle_y) >= half;
            if (clear) pairs.emplace_back(a, b);
        }
    }
    return pairs;
}

double speed_of(const CountyConfig::Roads& roads, RoadClass kind) {
    switch (kind) {
        case RoadClass::residential:
            return roads.residential_kmh;
        case RoadClass::main:
            return roads.main_kmh;
        case RoadClass::lane:
            return roads.lane_kmh;
        case RoadClass::a_road:
            return roads.a_road_kmh;
        case RoadClass::trunk:
            return roads.trunk_kmh;
    }
    return roads.residential_kmh;
}

}  // namespace

RoadNetwork lay_roads(const CountyConfig& config, const Draws& draws) {
    Plan plan;
    std::vector<std::vector<std::uint32_t>> junctions;
    for (std::size_t p = 0; p < config.settlements.size(); ++p)
        junctions.push_back(lay_settlement(config, p, draws, plan));

    const auto road = [&](std::size_t a, std::size_t b, RoadClass kind, std::uint32_t key) {
        const CountyConfig::Settlement& one = config.settlements[a];
        const CountyConfig::Settlement& other = config.settlements[b];
        const std::uint32_t from =
            nearest_of(plan, junctions[a], config.metres_east(other.x_km), config.metres_north(other.y_km));
        const std::uint32_t to =
            nearest_of(plan, junctions[b], config.metres_east(one.x_km), config.metres_north(one.y_km));
        lay_country_road(config, key, from, to, kind, draws, plan);
    };
    using Kind = CountyConfig::SettlementKind;
    std::uint32_t key = 1;
    for (const auto& [a, b] : neighbours(config)) {
        const bool lane = config.settlements[a].kind == Kind::village || config.settlements[b].kind == Kind::village;
        road(a, b, lane ? RoadClass::lane : RoadClass::a_road, key++);
    }
    // A-roads from each market town to its nearest town, and the trunk road between towns.
    for (std::size_t a = 0; a < config.settlements.size(); ++a) {
        std::size_t nearest = config.settlements.size();
        double least = std::numeric_limits<double>::max();
        for (std::size_t b = 0; b < config.settlements.size(); ++b) {
            if (b == a || config.settlements[b].kind != Kind::town) continue;
            const double away = length_of(config.settlements[a].x_km - config.settlements[b].x_km,
                                          config.settlements[a].y_km - config.settlements[b].y_km);
            if (away < least) {
                least = away;
                nearest = b;
            }
        }
        if (nearest == config.settlements.size()) continue;
        if (config.settlements[a].kind == Kind::market) road(a, nearest, RoadClass::a_road, key++);
        if (config.settlements[a].kind == Kind::town && a < nearest) road(a, nearest, RoadClass::trunk, key++);
    }

    // Compressed rows, both ways, arcs in the order of their heads.
    std::vector<std::vector<std::pair<std::uint32_t, RoadClass>>> leaving(plan.x.size());
    for (const Street& street : plan.streets) {
        leaving[street.from].emplace_back(street.to, street.kind);
        leaving[street.to].emplace_back(street.from, street.kind);
    }
    RoadNetwork roads;
    roads.first_arc.push_back(0);
    for (std::size_t node = 0; node < plan.x.size(); ++node) {
        roads.x.push_back(static_cast<std::int32_t>(plan.x[node]));
        roads.y.push_back(static_cast<std::int32_t>(plan.y[node]));
        std::sort(leaving[node].begin(), leaving[node].end());
        for (const auto& [to, kind] : leaving[node]) {
            const double metres = std::max(1.0, length_of(plan.x[to] - plan.x[node], plan.y[to] - plan.y[node]));
            roads.head.push_back(to);
            roads.metres.push_back(static_cast<float>(metres));
            roads.seconds.push_back(static_cast<float>(metres * 3.6 / speed_of(config.roads, kind)));
            roads.walkable.push_back(kind == RoadClass::trunk ? 0 : 1);
        }
        roads.first_arc.push_back(static_cast<std::uint32_t>(roads.head.size()));
    }
    return roads;
}

}  // namespace sendscape
