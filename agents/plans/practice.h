// SPDX-License-Identifier: MIT
#pragma once
#include "agents/authority/authorities.h"
#include "agents/families/residence.h"
#include "agents/pupils/pupils.h"
#include "maps/map.h"

namespace sendscape {

/// Practice of the authority a child lives in; England's for a home outside every authority of the map.
inline Practice practice_of(const Authorities& authorities, const Map& map, const Families& families,
                            const Pupils& pupils, PupilId pupil) {
    const AuthorityId authority = authority_of(pupils, families, map, pupil);
    return authority.exists() && authority.value < authorities.size() ? authorities.practice[authority] : Practice{};
}

}  // namespace sendscape
