// SPDX-License-Identifier: MIT
#include "maps/map.h"

#include <algorithm>
#include <cmath>

namespace sendscape {

Journey straight_line_journey(double detour_factor, std::int32_t dx, std::int32_t dy) {
    const double straight = std::sqrt(static_cast<double>(dx) * static_cast<double>(dx) +
                                      static_cast<double>(dy) * static_cast<double>(dy));
    const double metres = straight * detour_factor;
    // 30 km/h (500 m a minute) up to 10 km, then 60 km/h: assumption, near the free-flow means of town and country.
    const double minutes = metres <= 10'000 ? metres / 500.0 : 20.0 + (metres - 10'000) / 1000.0;
    return {static_cast<std::int32_t>(metres + 0.5), static_cast<std::int32_t>(minutes * 10.0 + 0.5)};
}

Journey journey(const Map& map, ZoneId zone, SchoolId school) {
    const TravelTable& table = map.travel;
    if (zone.value + 1 < table.first.size()) {
        // A zone lists its schools in order of row. With none left out, school s is entry s; with `missing` left out it
        // is at most so many entries earlier: only those need searching.
        const std::size_t begin = table.first[zone.value], listed = table.first[zone.value + 1] - begin;
        const std::size_t missing = map.schools.size() - std::min(map.schools.size(), listed);
        const std::size_t before = school.value - std::min<std::size_t>(school.value, missing);
        const auto first = table.school.begin() + static_cast<std::ptrdiff_t>(begin + std::min(before, listed));
        const auto last =
            table.school.begin() + static_cast<std::ptrdiff_t>(begin + std::min<std::size_t>(school.value + 1, listed));
        const auto found = std::lower_bound(first, last, school.value);
        if (found != last && *found == school.value) {
            const auto row = static_cast<std::size_t>(found - table.school.begin());
            return {static_cast<std::int32_t>(table.metres[row]), table.tenths[row]};
        }
    }
    const Zone& home = map.zone(zone);
    const School& site = map.school(school);
    return straight_line_journey(map.detour_factor, home.x - site.x, home.y - site.y);
}

}  // namespace sendscape
