// SPDX-License-Identifier: MIT
#pragma once
#include "agents/families/families.h"
#include "agents/pupils/pupils.h"
#include "maps/map.h"

namespace sendscape {

/// The authority a family lives in, which is responsible for its children (Children and Families Act 2014, section 24).
inline AuthorityId authority_of(const Families& families, const Map& map, FamilyId family) {
    return map.zone(families.zone[family]).authority;
}
inline AuthorityId authority_of(const Pupils& pupils, const Families& families, const Map& map, PupilId pupil) {
    return authority_of(families, map, pupils.family[pupil]);
}

}  // namespace sendscape
