// SPDX-License-Identifier: MIT
#include "maps/independent_homes.h"

#include <cstdint>
#include <utility>

#include "sim/core/elementary.h"
#include "sim/core/interrupt.h"

namespace sendscape {
namespace {

/// Log of how much likelier a family of the next less deprived tenth of England's neighbourhoods is to go: assumption.
constexpr double likelier_by_decile = 0.35;
constexpr double middle_decile = 5.5;
constexpr std::int64_t farthest_pull = 30'000;  ///< metres: beyond, the pull is under a hundredth

}  // namespace

double independent_pull(double metres, int decile) {
    return exp(-metres / independent_fades_m + likelier_by_decile * (decile - middle_decile));
}

std::vector<double> children_in_independent_schools(const Map& map, std::span<const double> pupils,
                                                    std::span<const IndependentCatchment> homes) {
    std::vector<double> children(homes.size(), 0.0);
    std::vector<std::pair<std::size_t, double>> reached;
    for (std::size_t s = 0; s < map.schools.size(); ++s) {
        const School& school = map.schools[s];
        if (school.setting != Setting::independent_mainstream || !(pupils[s] > 0)) continue;
        stop_if_asked();
        reached.clear();
        double sum = 0;
        for (std::size_t z = 0; z < homes.size(); ++z) {
            const std::int64_t dx = homes[z].x - school.x, dy = homes[z].y - school.y;
            if (dx * dx + dy * dy > farthest_pull * farthest_pull || !(homes[z].children > 0)) continue;
            const Journey way = straight_line_journey(map.detour_factor, homes[z].x - school.x, homes[z].y - school.y);
            const double pull = independent_pull(static_cast<double>(way.metres), homes[z].decile) * homes[z].children;
            reached.emplace_back(z, pull);
            sum += pull;
        }
        for (const auto& [z, pull] : reached) children[z] += pupils[s] * pull / sum;
    }
    return children;
}

}  // namespace sendscape
