// SPDX-License-Identifier: MIT
#include "agents/admissions/feeders.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <tuple>

#include "sim/core/calendar.h"

namespace sendscape {

std::vector<SchoolId> feeds(const Map& map, const Schools& schools, int ncy, Month september) {
    constexpr std::int64_t farthest_m = 5000;  // assumption: feeders.h
    constexpr double other_faith_m = 1500;     // assumption: many a church junior school follows a plain infant school
    std::vector<SchoolId> next(schools.size());
    if (ncy <= reception || ncy == year_7) return next;
    std::vector<SchoolId> begin_here;
    const auto counts = [&](SchoolId s) {
        return map.school(s).setting == Setting::mainstream && !map.school(s).selective && schools.open(s, september);
    };
    for (std::size_t row = 0; row < schools.size(); ++row)
        if (const SchoolId s(row); map.school(s).low_ncy == ncy && counts(s)) begin_here.push_back(s);
    // What the map names comes first, wherever the schools stand and whatever they are.
    for (std::size_t row = 0; row < schools.size(); ++row) {
        const SchoolId s(row), other = map.school(s).leads_to;
        if (other.exists() && map.school(s).high_ncy + 1 == ncy && map.school(other).low_ncy == ncy &&
            schools.open(s, september) && schools.open(other, september))
            next[row] = other;
    }
    // Every pair within reach, nearest first, schools of another faith counting as so much farther; of equals the lower
    // rows.
    struct Pair {
        double metres;
        SchoolId from, to;
    };
    std::vector<Pair> pairs;
    for (std::size_t row = 0; row < schools.size() && !begin_here.empty(); ++row) {
        const SchoolId s(row);
        const School& school = map.school(s);
        if (school.high_ncy + 1 != ncy || !counts(s)) continue;
        for (const SchoolId other : begin_here) {
            const School& place = map.school(other);
            const std::int64_t dx = place.x - school.x, dy = place.y - school.y, square = dx * dx + dy * dy;
            if (square > farthest_m * farthest_m) continue;
            const double apart = std::sqrt(static_cast<double>(square));
            pairs.push_back({place.faith != school.faith ? apart + other_faith_m : apart, s, other});
        }
    }
    std::sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) {
        return std::tie(a.metres, a.from, a.to) < std::tie(b.metres, b.from, b.to);
    });
    // A school that has as many as it takes leaves the others to the next: else one of two junior schools would have
    // the leavers of two infant schools, and the other none.
    std::vector<std::int32_t> left(schools.size(), 0);
    for (const SchoolId s : begin_here) left[s.value] = map.school(s).pan;
    for (std::size_t row = 0; row < schools.size(); ++row)
        if (next[row].exists()) left[next[row].value] -= map.school(SchoolId(row)).pan;
    for (const Pair& pair : pairs) {
        const std::int32_t leavers = map.school(pair.from).pan;
        if (next[pair.from.value].exists() || 2 * left[pair.to.value] < leavers) continue;
        next[pair.from.value] = pair.to;
        left[pair.to.value] -= leavers;
    }
    for (const Pair& pair : pairs)
        if (!next[pair.from.value].exists()) next[pair.from.value] = pair.to;
    return next;
}

std::vector<SchoolId> fed_from(const Map& map, const Schools& schools, Month september) {
    std::vector<SchoolId> from(schools.size());
    for (int ncy = reception + 1; ncy < year_7; ++ncy) {
        const std::vector<SchoolId> next = feeds(map, schools, ncy, september);
        for (std::size_t row = 0; row < next.size(); ++row)
            if (next[row].exists() && map.schools[row].teaches(reception) && !from[next[row].value].exists())
                from[next[row].value] = SchoolId(row);
    }
    return from;
}

}  // namespace sendscape
