// SPDX-License-Identifier: MIT
#include "agents/placement/own_provision.h"

#include <algorithm>

namespace sendscape {

OwnProvision::OwnProvision(const Map& map, const Schools& schools) : by_authority_(map.authorities.size()) {
    for (std::size_t row = 0; row < std::min(schools.size(), map.schools.size()); ++row) {
        const SchoolId s(row);
        const School& school = map.school(s);
        const auto& bases = schools.base_places[s];
        if (school.setting != Setting::state_special && school.setting != Setting::alternative_provision &&
            bases[0] <= 0 && bases[1] <= 0)
            continue;
        everywhere_.push_back(s);
        if (school.authority.value < by_authority_.size()) by_authority_[school.authority.value].push_back(s);
    }
}

std::span<const SchoolId> OwnProvision::of(AuthorityId authority) const {
    if (authority.value >= by_authority_.size()) return {};
    return by_authority_[authority.value];
}

}  // namespace sendscape
