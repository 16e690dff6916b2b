// SPDX-License-Identifier: MIT
#include "agents/admissions/feeders.h"

#include <cstdint>
#include <tuple>

#include "sim/core/calendar.h"

namespace sendscape {

std::vector<SchoolId> feeds(const Map& map, const Schools& schools, int ncy, Month september) {
    constexpr std::int64_t farthest_m = 5000;  // assumption: feeders.h
    std::vector<SchoolId> next(schools.size());
    if (ncy <= reception || ncy == year_7) return next;
    std::vector<SchoolId> begin_here;
    const auto counts = [&](SchoolId s) {
        return map.school(s).setting == Setting::mainstream && !map.school(s).selective && schools.open(s, september);
    };
    for (std::size_t row = 0; row < schools.size(); ++row)
        if (const SchoolId s(row); map.school(s).low_ncy == ncy && counts(s)) begin_here.push_back(s);
    for (std::size_t row = 0; row < schools.size() && !begin_here.empty(); ++row) {
        const SchoolId s(row);
        const School& school = map.school(s);
        if (school.high_ncy + 1 != ncy || !counts(s)) continue;
        // Schools of its faith first, of these the nearest, of equals the lower row.
        std::tuple<bool, std::int64_t, std::uint32_t> best{};
        for (const SchoolId other : begin_here) {
            const School& place = map.school(other);
            const std::int64_t dx = place.x - school.x, dy = place.y - school.y, square = dx * dx + dy * dy;
            if (square > farthest_m * farthest_m) continue;
            const std::tuple<bool, std::int64_t, std::uint32_t> here{place.faith != school.faith, square, other.value};
            if (next[s.value].exists() && !(here < best)) continue;
            next[s.value] = other;
            best = here;
        }
    }
    return next;
}

}  // namespace sendscape
