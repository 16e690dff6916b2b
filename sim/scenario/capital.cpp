// SPDX-License-Identifier: MIT
#include "sim/scenario/capital.h"

namespace sendscape {

bool builds(const ProvisionChange& change) {
    return change.kind == ProvisionChange::Kind::open_school || change.kind == ProvisionChange::Kind::open_base ||
           change.kind == ProvisionChange::Kind::grow;
}

std::size_t capital_kind(const ProvisionChange& change, Setting site) {
    const auto row = [](BuildKind kind) { return static_cast<std::size_t>(kind); };
    if (change.kind == ProvisionChange::Kind::open_base || is_base(change.setting)) return row(BuildKind::base);
    if (site != Setting::state_special) return other_capital;
    return row(change.kind == ProvisionChange::Kind::grow ? BuildKind::expansion : BuildKind::new_special);
}

std::optional<double> capital_of(const ProvisionChange& change, Setting site, const AuthorityParameters& parameters) {
    if (change.cost) return change.cost;
    const std::size_t kind = capital_kind(change, site);
    if (!builds(change) || kind == other_capital) return std::nullopt;
    const std::array<double, build_kind_count> a_place{parameters.cost_base_place, parameters.cost_expansion_place,
                                                       parameters.cost_new_place};
    return change.places * a_place[kind];
}

}  // namespace sendscape
