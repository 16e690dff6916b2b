// SPDX-License-Identifier: MIT
#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "agents/admissions/nearby.h"
#include "agents/schools/schools.h"
#include "agents/schools/year_places.h"
#include "maps/map.h"

namespace sendscape {

/// Schools that have come to have room in a year group, or to have none, since a choice among those with room was
/// foreseen: where none of them is within reach, the choice is still the same.
class RoomChanges {
  public:
    RoomChanges(const Map& map, const Schools& schools) : map_(map), schools_(schools), years_(schools.size(), 0) {}
    /// None have: a choice is foreseen anew.
    void forget() {
        std::fill(years_.begin(), years_.end(), 0);
        for (std::vector<std::uint32_t>& schools : changed_) schools.clear();
    }

    /// Notes a child who has just come to a school (`change` 1) or left it (-1); no school is none of these.
    void note(SchoolId s, int ncy, std::int32_t change) {
        if (s.value >= years_.size() || s.value >= map_.schools.size()) return;
        const std::int32_t roll = schools_.roll_by_year[s][year_index(ncy)];
        const std::int32_t places = year_places(map_, schools_, s, ncy);
        const std::uint32_t year = std::uint32_t{1} << year_index(ncy);
        if ((roll < places) == (roll - change < places) || (years_[s.value] & year) != 0) return;
        years_[s.value] |= year;
        changed_[year_index(ncy)].push_back(s.value);
    }
    /// Whether the room of a school no farther than so many tenths of a minute has changed in the year group.
    [[nodiscard]] bool within(ZoneId home, int ncy, int longest_tenths) const {
        if (home.value + std::size_t{1} >= map_.travel.first.size()) return false;
        const auto from = map_.travel.school.begin() + map_.travel.first[home.value];
        const auto end = map_.travel.school.begin() + map_.travel.first[home.value + 1];
        const auto near = [&](auto at) {
            return map_.travel.tenths[static_cast<std::size_t>(at - map_.travel.school.begin())] <= longest_tenths;
        };
        const std::vector<std::uint32_t>& changed = changed_[year_index(ncy)];
        constexpr std::size_t few =
            24;  // to look each of them up among a zone's hundreds is quicker than to pass these
        if (changed.size() <= few)
            return std::any_of(changed.begin(), changed.end(), [&](std::uint32_t school) {
                const auto at = std::lower_bound(from, end, school);  // a zone's schools stand by row
                return at != end && *at == school && near(at);
            });
        const std::uint32_t year = std::uint32_t{1} << year_index(ncy);
        for (auto at = from; at != end; ++at)
            if (near(at) && (years_[*at] & year) != 0) return true;
        return false;
    }

  private:
    const Map& map_;
    const Schools& schools_;
    std::vector<std::uint32_t> years_;                    ///< by school, year groups as bits
    std::array<std::vector<std::uint32_t>, 32> changed_;  ///< by year group, schools
};

}  // namespace sendscape
