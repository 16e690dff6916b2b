// SPDX-License-Identifier: MIT
#include "visualiser/drawn_catchment.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "maps/tables/area_shapes.h"
#include "visualiser/home_counts.h"

namespace sendscape {
namespace {

double square(double value) { return value * value; }

double away(const Zone& zone, const School& school) { return square(zone.x - school.x) + square(zone.y - school.y); }

ZoneSet zones_in(const Film& film, const GridRings& rings) {
    std::vector<std::pair<std::int32_t, std::int32_t>> centres;
    for (const Zone& zone : film.zones) centres.emplace_back(zone.x, zone.y);
    return points_within(rings, centres);
}

/// Zones to which no other school is nearer that is open and admits into the same year.
ZoneSet nearest_homes(const Film& film, std::uint32_t row, int month) {
    const School& own = film.schools[row];
    std::vector<const School*> others;
    for (std::size_t s = 0; s < film.schools.size(); ++s)
        if (s != row && film.schools[s].setting == Setting::mainstream && film.at(month, s).open &&
            film.schools[s].teaches(own.low_ncy))
            others.push_back(&film.schools[s]);
    ZoneSet zones(film.zones.size(), 0);
    for (std::size_t z = 0; z < zones.size(); ++z) {
        const double mine = away(film.zones[z], own);
        zones[z] = std::none_of(others.begin(), others.end(),
                                [&](const School* other) { return away(film.zones[z], *other) < mine; })
                       ? 1
                       : 0;
    }
    return zones;
}

}  // namespace

CatchmentNow catchment_now(const Film& film, const std::vector<CriteriaChange>& criteria, std::uint32_t school,
                           int month) {
    const CriteriaChange* drawn = nullptr;
    for (const CriteriaChange& change : criteria)
        if (change.draws_catchment() && change.urn == film.schools[school].urn &&
            in_force_from(change) <= film.first + month && (!drawn || in_force_from(*drawn) <= in_force_from(change)))
            drawn = &change;
    if (drawn) return {zones_in(film, drawn->rings), CatchmentSource::scenario};
    for (const Catchment& catchment : film.catchments)
        if (catchment.school.value == school) return {zones_in(film, catchment.rings), CatchmentSource::map};
    return {nearest_homes(film, school, month), CatchmentSource::nearest_homes};
}

GridRings rings_around(const std::vector<Zone>& zones, const ZoneSet& within) {
    constexpr std::int32_t most = 150;  // metres from the centre to a side
    GridRings rings;
    for (std::size_t z = 0; z < zones.size() && z < within.size(); ++z) {
        if (!within[z]) continue;
        // Half of the way to the nearest other centre, along the farther axis: no two squares meet.
        std::int32_t half = most;
        for (std::size_t other = 0; other < zones.size(); ++other)
            if (other != z)
                half = std::min(
                    half,
                    (std::max(std::abs(zones[other].x - zones[z].x), std::abs(zones[other].y - zones[z].y)) - 1) / 2);
        half = std::max(half, 1);
        const auto x = zones[z].x, y = zones[z].y;
        rings.push_back({{x - half, y - half}, {x + half, y - half}, {x + half, y + half}, {x - half, y + half}});
    }
    return rings;
}

Covered covered_by(const Film& film, std::uint32_t school, const ZoneSet& zones, int month) {
    const HomeCounts* counts = nullptr;
    for (const auto& one : film.homes)
        if (one->month <= film.first + month) counts = one.get();
    const int first = std::clamp<int>(film.schools[school].low_ncy, 0, HomeCounts::years - 1),
              last = std::clamp<int>(film.schools[school].high_ncy, first, HomeCounts::years - 1);
    Covered sum;
    for (std::size_t z = 0; z < zones.size() && z < film.zones.size(); ++z) {
        if (!zones[z]) continue;
        ++sum.zones;
        for (int ncy = first; ncy <= last; ++ncy) {
            if (!counts || z >= counts->by_zone.size()) {
                sum.children += film.zones[z].residents[static_cast<std::size_t>(ncy) + 4];  // Reception is age 4
                continue;
            }
            const YearGroup& group = counts->by_zone[z][static_cast<std::size_t>(ncy)];
            sum.children += group.children, sum.sen_support += group.sen_support, sum.plans += group.plans;
        }
    }
    return sum;
}

std::optional<std::size_t> zone_towards(const Film& film, const std::vector<std::uint32_t>& among, std::size_t from,
                                        sf::Vector2i way) {
    std::optional<std::size_t> best;
    double least = 0;
    const Zone& here = film.zones[from];
    for (const std::uint32_t z : among) {
        const double along = static_cast<double>(film.zones[z].x - here.x) * way.x +
                             static_cast<double>(film.zones[z].y - here.y) * way.y;
        const double aside = std::abs(static_cast<double>(film.zones[z].x - here.x) * way.y) +
                             std::abs(static_cast<double>(film.zones[z].y - here.y) * way.x);
        if (along <= 0 || aside > along) continue;
        const double cost = along + 2 * aside;
        if (!best || cost < least) best = z, least = cost;
    }
    return best;
}

CriteriaOrder with_catchment(CriteriaOrder order) {
    const bool asks = std::any_of(order.begin(), order.end(),
                                  [](CriterionStep step) { return step.holds(AdmissionCriterion::catchment); });
    if (!asks) order.insert(order.empty() ? order.end() : order.end() - 1, AdmissionCriterion::catchment);
    return order;
}

}  // namespace sendscape
