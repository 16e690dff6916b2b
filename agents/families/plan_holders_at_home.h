// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>

#include "agents/families/families.h"
#include "agents/pupils/plan_holders.h"
#include "agents/pupils/pupils.h"
#include "agents/pupils/rows_where.h"

namespace sendscape {

/// Asks memory for the zone a child lives in, of which the family is known.
inline void ask_for_home(const Pupils& pupils, const Families& families, PupilId p) {
    if (const FamilyId family = pupils.family[p]; family.value < families.size()) ask_for(families.zone[family]);
}

/// for_each_plan_holder() where visits read the child's home, too.
template <class Visit, class... Columns>
void for_each_plan_holder_at_home(const Pupils& pupils, const Families& families, std::size_t first, std::size_t end,
                                  Visit&& visit, const Columns&... read) {
    const Provision* const provision = pupils.provision.data();
    for_each_far_apart(
        first, end, [provision](PupilId p) { return provision[p.value] == Provision::plan; },
        [&](PupilId p) {
            if (pupils.present(p)) visit(p);
        },
        [&](PupilId p) { ask_for(pupils.setting[p], pupils.family[p], read[p]...); },
        [&](PupilId p) { ask_for_home(pupils, families, p); });
}

}  // namespace sendscape
