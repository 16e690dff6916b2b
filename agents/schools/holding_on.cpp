// SPDX-License-Identifier: MIT
#include "agents/schools/holding_on.h"

#include <algorithm>
#include <vector>

#include "sim/core/elementary.h"

namespace sendscape {
namespace {

constexpr double furthest_ethos = 2.5;  ///< standard deviations beyond which ethos changes nothing more (assumption)

}  // namespace

void weigh_holding_on(Schools& schools, Authorities& authorities, const SchoolParameters& p, const LoopSwitches& loops,
                      const Step& step) {
    const auto counts = [&](SchoolId s) {
        return schools.open(s, step.month) && is_state_mainstream(step.map.school(s).setting);
    };
    // Roll-weighted mean ethos of an authority's schools and the mean push over its children with plans there.
    struct Mean {
        double sum = 0;
        std::int64_t weight = 0;
        [[nodiscard]] double value(double none) const { return weight > 0 ? sum / static_cast<double>(weight) : none; }
    };
    const auto ethos = [&](SchoolId s) {
        return std::clamp<double>(schools.ethos[s], -furthest_ethos, furthest_ethos);
    };
    const double strength = p.handed_on_by_ethos;
    std::vector<Mean> level(authorities.size()), push(authorities.size());
    for (std::size_t row = 0; row < schools.size(); ++row) {
        const SchoolId s(row);
        if (!counts(s)) continue;
        const std::size_t a = step.map.school(s).authority.value;
        level[a].sum += ethos(s) * schools.roll[s];
        level[a].weight += schools.roll[s];
        push[a].sum += exp(-strength * ethos(s)) * schools.plans[s];
        push[a].weight += schools.plans[s];
    }
    std::vector<double> scale(authorities.size(), 1);
    for (std::size_t a = 0; a < authorities.size(); ++a) {
        float& usual = authorities.usual_handed_on[AuthorityId(a)];
        const double now = exp(-strength * level[a].value(0));
        if (usual <= 0 && level[a].weight > 0) usual = static_cast<float>(now);
        if (usual > 0) scale[a] = now / usual / push[a].value(now);
    }
    for (std::size_t row = 0; row < schools.size(); ++row) {
        const SchoolId s(row);
        const bool weighs = counts(s) && loops.strain_responses > 0;
        schools.handed_on[s] =
            weighs ? static_cast<float>(scale[step.map.school(s).authority.value] * exp(-strength * ethos(s))) : 1.0F;
    }
}

}  // namespace sendscape
