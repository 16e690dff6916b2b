// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "maps/map.h"

namespace sendscape {

constexpr double independent_fades_m =
    6000;  ///< metres over which an independent school's pull falls to 1/e: assumption

/// How strongly an independent school draws from a neighbourhood so many metres away, by which its pupils are housed:
/// it fades over 6 km, and rises with how well off the neighbourhood is (`decile` 10: the least deprived tenth).
/// Assumptions.
double independent_pull(double metres, int decile);

/// A neighbourhood that independent schools draw from.
struct IndependentCatchment {
    std::int32_t x = 0, y = 0;  ///< metres
    int decile = 1;
    double children = 0;  ///< of primary age, in state schools
};

/// By neighbourhood, children of primary age (4 to 10) in the map's independent mainstream schools: each school's
/// `pupils` of that age (by row of Map::schools), shared out by independent_pull() times the children there are within
/// 30 km. Homes that stand round state schools need room for them too, or they would stand in the room of that school's
/// own pupils.
std::vector<double> children_in_independent_schools(const Map& map, std::span<const double> pupils,
                                                    std::span<const IndependentCatchment> homes);

}  // namespace sendscape
