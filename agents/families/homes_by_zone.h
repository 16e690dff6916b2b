// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <vector>

#include "agents/families/families.h"
#include "maps/map.h"
#include "sim/core/parallel.h"

namespace sendscape {

/// Homes by zone as they stand when this is made, and draws among them: a zone comes up as often as families live in
/// it. Who has moved since is not seen, so that a draw hangs on nobody else's.
class HomesByZone {
  public:
    HomesByZone(const Map& map, const Families& families, const Parallel& parallel);

    /// Zone of a home of the authority outside zone `own`; `own` if it has none or there is no such authority. `word`
    /// is 32 bits of luck.
    [[nodiscard]] ZoneId within(AuthorityId authority, ZoneId own, std::uint32_t word) const;

    /// Zone of a home outside the authority; `own` if there is none.
    [[nodiscard]] ZoneId elsewhere(AuthorityId authority, ZoneId own, std::uint32_t word) const;

  private:
    /// Of the homes in order of authority and zone, that of this number.
    [[nodiscard]] ZoneId zone_of(std::uint32_t home) const;

    std::vector<ZoneId> zones_;         ///< in order of authority; those of none last
    std::vector<std::uint32_t> first_;  ///< number of the first home of each of them, and last how many there are
    std::vector<std::uint32_t> place_;  ///< of each zone among zones_
    std::vector<std::uint32_t> begin_;  ///< of each authority's zones among zones_, and last those of none
};

}  // namespace sendscape
