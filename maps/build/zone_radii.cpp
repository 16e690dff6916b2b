// SPDX-License-Identifier: MIT
#include "maps/build/zone_radii.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "maps/build/point_index.h"
#include "sim/core/interrupt.h"

namespace sendscape {
namespace {

constexpr double share_of_gap = 0.55;
constexpr std::int32_t least_radius_m = 150, most_radius_m = 1500;
// Two zones in one square of 2^7 = 128 m are so near that both have the least radius.
constexpr int crowd_bits = 7;

/// Metres from a zone to the next one, 3,000 at the most.
double gap_round(const PointIndex& index, const std::vector<std::int32_t>& x, const std::vector<std::int32_t>& y,
                 std::size_t row) {
    double least = 3000;
    for (const double reach : {1000.0, 3000.0}) {
        for (const std::size_t other : index.within(x[row], y[row], reach)) {
            if (other == row) continue;
            const double dx = x[row] - x[other], dy = y[row] - y[other];
            least = std::min(least, std::sqrt(dx * dx + dy * dy));
        }
        if (least < reach) break;
    }
    return least;
}

}  // namespace

std::vector<std::int32_t> zone_radii(const std::vector<std::int32_t>& x, const std::vector<std::int32_t>& y) {
    const auto cell = [&](std::size_t row) {
        return (std::uint64_t{static_cast<std::uint32_t>(x[row] >> crowd_bits)} << 32) |
               static_cast<std::uint32_t>(y[row] >> crowd_bits);
    };
    std::unordered_map<std::uint64_t, std::uint32_t> zones_in;  // by cell of the grid
    for (std::size_t row = 0; row < x.size(); ++row) ++zones_in[cell(row)];
    const PointIndex index(x, y, 1000);
    std::vector<std::int32_t> radii(x.size());
    for (std::size_t row = 0; row < x.size(); ++row) {
        stop_if_asked();
        double least = 0;  // where zones crowd, the search would meet them all
        if (zones_in[cell(row)] == 1) least = gap_round(index, x, y, row);
        radii[row] = std::clamp(static_cast<std::int32_t>(least * share_of_gap), least_radius_m, most_radius_m);
    }
    return radii;
}

}  // namespace sendscape
