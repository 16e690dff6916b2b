// SPDX-License-Identifier: MIT
#include "agents/placement/custom.h"

#include <algorithm>
#include <numeric>

#include "sim/core/elementary.h"

namespace sendscape {
namespace {

/// 40,223 over 17,532 placements while plans went from 353,995 to 718,838: log(2.294) / log(2.031) (DfE, Education,
/// health and care plans, January 2019 and 2026; derived).
constexpr double independent_elasticity = 1.17;
constexpr double few_children = 3;     ///< on both sides, so that small numbers say little (assumption)
constexpr double power_of_custom = 4;  ///< half as many again as usual leave a fifth of the readiness (assumption)
constexpr double most_ready = 3;       ///< times the start's (assumption)

/// How much more than the default a scenario asks for.
double asked_for(const PlacementParameters& parameters) {
    const PlacementParameters usual;
    const auto sum = [](const auto& shares) { return std::accumulate(shares.begin(), shares.end(), 0.0); };
    const double share = sum(parameters.independent_share) / sum(usual.independent_share);
    const double hazard = (parameters.independent_hazard + parameters.independent_hazard_most) /
                          (usual.independent_hazard + usual.independent_hazard_most);
    return std::max(1.0, share) * std::max(1.0, hazard);
}

}  // namespace

std::vector<double> independent_readiness(const std::vector<PlansOfSchoolAge>& plans, const Authorities& authorities,
                                          const PlacementParameters& parameters) {
    const double asked = asked_for(parameters);
    std::vector<double> readiness(authorities.size(), 1.0);
    for (std::size_t row = 0; row < std::min(readiness.size(), plans.size()); ++row) {
        const StartLevel& start = authorities.at_start[AuthorityId(row)];
        if (!(start.plans > 0)) continue;
        const double growth = static_cast<double>(plans[row].all) / static_cast<double>(start.plans);
        if (!(growth > 0)) continue;
        const double usual = asked * static_cast<double>(start.independent) * static_cast<double>(start.plans) *
                             pow(growth, independent_elasticity);
        readiness[row] = std::min(
            most_ready, pow((usual + few_children) / (static_cast<double>(plans[row].independent) + few_children),
                            power_of_custom));
    }
    return readiness;
}

}  // namespace sendscape
