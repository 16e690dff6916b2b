// SPDX-License-Identifier: MIT
#include "sim/scenario/housing.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <utility>

#include "sim/core/error.h"
#include "sim/scenario/sites.h"

namespace sendscape {

namespace {

/// A site may lie somewhat beyond the centres of the outermost zones, but on the map.
void check_on_map(const Map& map, const HomesBuilt& homes) {
    constexpr std::int64_t margin = 10'000;
    constexpr std::int64_t far = std::numeric_limits<std::int32_t>::max();
    std::array<std::int64_t, 2> least{far, far}, most{-far, -far};
    for (const Zone& zone : map.zones)
        for (const auto& [axis, metres] : {std::pair<std::size_t, std::int64_t>{0, zone.x}, {1, zone.y}}) {
            least[axis] = std::min(least[axis], metres - margin);
            most[axis] = std::max(most[axis], metres + margin);
        }
    for (const std::size_t axis : {0, 1})
        if ((*homes.site)[axis] < least[axis] || (*homes.site)[axis] > most[axis])
            throw InputError(
                fmt::format("{}: at = [{}, {}] lies outside the map, which reaches from [{}, {}] to "
                            "[{}, {}]",
                            homes.where, (*homes.site)[0], (*homes.site)[1], least[0], least[1], most[0], most[1]));
}

}  // namespace

std::string homes_text(const HomesBuilt& homes) {
    return fmt::format("{} homes at {}, {} a year", homes.homes, homes.name.empty() ? homes.near : homes.name,
                       homes.a_year);
}

std::vector<ZoneId> zones_of(const Map& map, const std::vector<HomesBuilt>& built) {
    std::vector<ZoneId> zones;
    for (const HomesBuilt& homes : built) {
        const AreaId area = find_area(map, homes.where, homes.near);
        ZoneId zone = fullest_zone(map, area);
        if (!zone.exists())
            throw InputError(
                fmt::format("{}: planning area '{}' has no zone homes could stand in", homes.where, homes.near));
        if (homes.site) {
            check_on_map(map, homes);
            std::int64_t nearest = -1;
            for (std::size_t i = 0; i < map.zones.size(); ++i) {
                if (map.zones[i].area != area) continue;
                const std::int64_t dx = map.zones[i].x - (*homes.site)[0], dy = map.zones[i].y - (*homes.site)[1];
                const std::int64_t square = dx * dx + dy * dy;
                if (nearest >= 0 && square >= nearest) continue;
                nearest = square;
                zone = ZoneId(i);
            }
        }
        zones.push_back(zone);
    }
    return zones;
}

Developments make_developments(const Map& map, const std::vector<HomesBuilt>& built, Month start) {
    Developments developments;
    const std::vector<ZoneId> zones = zones_of(map, built);
    for (std::size_t i = 0; i < built.size(); ++i) {
        const HomesBuilt& homes = built[i];
        const DevelopmentId d = developments.append();
        developments.zone[d] = zones[i];
        developments.from[d] = homes.on.index;
        developments.a_year[d] = homes.a_year;
        developments.homes[d] = homes.homes;
        for (std::size_t phase = 0; phase < phase_count; ++phase)
            developments.yield[d][phase] = static_cast<float>(homes.yield[phase].value_or(-1));
        // What stands at the start is in its census: only the homes still to come bring children.
        const std::int32_t standing = homes_occupied(developments, d, start);
        if (standing == 0) continue;
        developments.homes[d] -= standing;
        developments.from[d] = start.index + 1;
    }
    return developments;
}

}  // namespace sendscape
