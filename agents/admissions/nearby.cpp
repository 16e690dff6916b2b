// SPDX-License-Identifier: MIT
#include "agents/admissions/nearby.h"

#include <algorithm>

namespace sendscape {
namespace {

bool nearer(const Nearby& a, const Nearby& b) {
    return a.tenths != b.tenths ? a.tenths < b.tenths : a.school.value < b.school.value;
}

template <class Use>
void each_within_reach(const Map& map, ZoneId zone, const Use& use) {
    if (zone.value + std::size_t{1} >= map.travel.first.size()) return;
    for (std::uint32_t k = map.travel.first[zone.value]; k < map.travel.first[zone.value + 1]; ++k)
        use(Nearby{SchoolId(map.travel.school[k]), map.travel.metres[k], map.travel.tenths[k]});
}

/// Every school of the map by straight line: for the few zones whose table has none that suits.
template <class Use>
void each_school(const Map& map, ZoneId zone, const Use& use) {
    const Zone& home = map.zone(zone);
    for (std::uint32_t row = 0; row < map.schools.size(); ++row) {
        const Journey way =
            straight_line_journey(map.detour_factor, home.x - map.schools[row].x, home.y - map.schools[row].y);
        use(Nearby{SchoolId(row), static_cast<std::uint32_t>(way.metres),
                   static_cast<std::uint16_t>(std::clamp(way.tenths, 0, 65535))});
    }
}

}  // namespace

bool within_reach(const Map& map, ZoneId home, SchoolId school, int ncy) {
    return journey(map, home, school).tenths <= longest_journey_tenths(ncy);
}

bool suits(const Map& map, const Schools& schools, SchoolId s, int ncy, Month month, SchoolKind kind) {
    if (s.value >= map.schools.size() || s.value >= schools.size()) return false;
    const School& place = map.school(s);
    if (!place.teaches(ncy) || !schools.open(s, month)) return false;
    const bool state = place.setting == Setting::mainstream || place.setting == Setting::sixth_form;
    const bool independent = place.setting == Setting::independent_mainstream;
    switch (kind) {
        case SchoolKind::state:
            return state;
        case SchoolKind::independent:
            return independent;
        case SchoolKind::state_or_independent:
            return state || independent;
        case SchoolKind::nursery:
            return state || place.setting == Setting::early_years;
    }
    return false;
}

std::vector<std::vector<Nearby>> nearest_schools(const Map& map, const Schools& schools, int ncy, Month month,
                                                 SchoolKind kind, std::size_t at_most, const Parallel& parallel,
                                                 const std::vector<std::uint8_t>& wanted) {
    std::vector<std::uint8_t> suitable(map.schools.size());
    for (std::uint32_t row = 0; row < suitable.size(); ++row)
        suitable[row] = suits(map, schools, SchoolId(row), ncy, month, kind) ? 1 : 0;
    const bool any = std::find(suitable.begin(), suitable.end(), std::uint8_t{1}) != suitable.end();
    std::vector<std::vector<Nearby>> lists(map.zones.size());
    if (!any || at_most == 0) return lists;
    parallel.for_blocks(
        map.zones.size(),
        [&](std::size_t, std::size_t begin, std::size_t end) {
            std::vector<Nearby> found;
            for (std::size_t row = begin; row < end; ++row) {
                if (!wanted.empty() && wanted[row] == 0) continue;
                found.clear();
                const auto use = [&](const Nearby& n) {
                    if (suitable[n.school.value] != 0) found.push_back(n);
                };
                each_within_reach(map, ZoneId(row), use);
                if (found.empty() && kind == SchoolKind::state) each_school(map, ZoneId(row), use);
                const std::size_t kept = std::min(at_most, found.size());
                std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(kept), found.end(),
                                  nearer);
                lists[row].assign(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(kept));
            }
        },
        64);
    return lists;
}

namespace {

/// Children there are and places for them, of one school in one year group.
struct Fullness {
    std::int32_t children = 0, places = 0;
    /// How full it is for its size; a school closed to entry is fuller than any other.
    [[nodiscard]] double over() const {
        constexpr double fullest = 1e9;
        return places > 0 ? static_cast<double>(children) / places : fullest;
    }
};

template <class ChildrenOf>
SchoolId nearest_or_least_full(StatePlaces& state_places, ZoneId home, int ncy, bool girl,
                               const ChildrenOf& children_of) {
    if (!home.exists()) return {};
    const std::vector<std::int32_t>& places = state_places.of(ncy, girl);
    Nearby best, best_full;
    double least = 0;
    const auto use = [&](const Nearby& n) {
        const std::size_t row = n.school.value;
        if (row >= places.size() || places[row] == StatePlaces::not_for_it) return;
        const Fullness full{children_of(n.school, places[row]), places[row]};
        if (full.children < full.places) {
            if (!best.school.exists() || nearer(n, best)) best = n;
        } else if (!best.school.exists() &&  // else nobody asks how full the others are
                   (!best_full.school.exists() || full.over() < least ||
                    (full.over() == least && nearer(n, best_full)))) {
            best_full = n;
            least = full.over();
        }
    };
    each_within_reach(state_places.map(), home, use);
    if (!best.school.exists() && !best_full.school.exists()) each_school(state_places.map(), home, use);
    return best.school.exists() ? best.school : best_full.school;
}

}  // namespace

bool has_room(const Map& map, const Schools& schools, SchoolId s, int ncy) {
    return schools.roll_by_year[s][year_index(ncy)] < year_places(map, schools, s, ncy);
}

const std::vector<std::int32_t>& StatePlaces::of(int ncy, bool girl) {
    std::vector<std::int32_t>& places = of_[year_index(ncy)][girl ? 1 : 0];
    if (!places.empty()) return places;
    places.assign(std::min(map_.schools.size(), schools_.size()), not_for_it);
    for (std::uint32_t row = 0; row < places.size(); ++row) {
        const SchoolId s(row);
        const School& school = map_.school(s);
        if (suits(map_, schools_, s, ncy, month_, SchoolKind::state) && takes(school.sex, girl) && !school.selective)
            places[row] = year_places(map_, schools_, s, ncy);
    }
    return places;
}

void StatePlaces::prepare(const Parallel& parallel) {
    constexpr std::size_t years = last_ncy_of_school_age + 1;
    parallel.for_each(2 * years, [&](std::size_t i) { of(static_cast<int>(i / 2), i % 2 != 0); });
}

SchoolId nearest_with_room(StatePlaces& places, ZoneId home, int ncy, bool girl) {
    return nearest_or_least_full(places, home, ncy, girl, [&](SchoolId s, std::int32_t) {
        return places.schools().roll_by_year[s][year_index(ncy)];
    });
}
SchoolId nearest_with_room(const Map& map, const Schools& schools, ZoneId home, int ncy, bool girl, Month month) {
    StatePlaces places(map, schools, month);
    return nearest_with_room(places, home, ncy, girl);
}

SchoolId nearest_with_places(StatePlaces& places, ZoneId home, int ncy, bool girl,
                             const std::vector<std::int32_t>& left) {
    return nearest_or_least_full(places, home, ncy, girl,
                                 [&](SchoolId s, std::int32_t of_year) { return of_year - left[s.value]; });
}

std::vector<Nearby> all_with_room(StatePlaces& state_places, ZoneId home, int ncy, bool girl, int longest_tenths,
                                  std::size_t at_most) {
    std::vector<Nearby> found;
    if (!home.exists()) return found;
    const std::vector<std::int32_t>& places = state_places.of(ncy, girl);
    each_within_reach(state_places.map(), home, [&](const Nearby& n) {
        const std::size_t row = n.school.value;
        if (n.tenths <= longest_tenths && row < places.size() && places[row] != StatePlaces::not_for_it &&
            state_places.schools().roll_by_year[n.school][year_index(ncy)] < places[row])
            found.push_back(n);
    });
    const std::size_t kept = std::min(at_most, found.size());
    std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(kept), found.end(), nearer);
    found.resize(kept);
    return found;
}

SchoolId nearest_with_places(const Map& map, const Schools& schools, ZoneId home, int ncy, bool girl, Month month,
                             const std::vector<std::int32_t>& left) {
    StatePlaces places(map, schools, month);
    return nearest_with_places(places, home, ncy, girl, left);
}

}  // namespace sendscape
