// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <vector>

#include "agents/pupils/pupils.h"
#include "agents/pupils/rows_where.h"
#include "sim/core/summed.h"

namespace sendscape {

/// Calls visit(PupilId) for every child with a plan in rows [first, end), in row order: one child in twenty has a plan.
/// `read`: columns of pupils that visits read, asked for in time.
template <class Visit, class... Columns>
void for_each_plan_holder(const Pupils& pupils, std::size_t first, std::size_t end, Visit&& visit,
                          const Columns&... read) {
    const Provision* const provision = pupils.provision.data();
    for_each_far_apart(
        first, end, [provision](PupilId p) { return provision[p.value] == Provision::plan; },
        [&](PupilId p) {
            if (pupils.present(p)) visit(p);
        },
        [&](PupilId p) { ask_for(pupils.setting[p], read[p]...); }, [](PupilId) {});
}

/// All of them, in row order: for what is done to one after another.
inline std::vector<PupilId> plan_holders(const Pupils& pupils, const Parallel& parallel) {
    return listed<PupilId>(parallel, pupils.size(),
                           [&](std::vector<PupilId>& found, std::size_t first, std::size_t end) {
                               for_each_plan_holder(pupils, first, end, [&](PupilId p) { found.push_back(p); });
                           });
}

}  // namespace sendscape
