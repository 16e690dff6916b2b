// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <vector>

#include "agents/pupils/pupils.h"
#include "agents/pupils/rows_where.h"
#include "sim/core/summed.h"

namespace sendscape {

/// Calls visit(PupilId) for every child with a plan in rows [first, end), in row order: one child in twenty has a plan.
template <class Visit>
void for_each_plan_holder(const Pupils& pupils, std::size_t first, std::size_t end, Visit&& visit) {
    for_each_of(pupils.provision, Provision::plan, first, end, [&](PupilId p) {
        if (pupils.present(p)) visit(p);
    });
}

/// All of them, in row order: for what is done to one after another.
inline std::vector<PupilId> plan_holders(const Pupils& pupils, const Parallel& parallel) {
    return listed<PupilId>(parallel, pupils.size(),
                           [&](std::vector<PupilId>& found, std::size_t first, std::size_t end) {
                               for_each_plan_holder(pupils, first, end, [&](PupilId p) { found.push_back(p); });
                           });
}

}  // namespace sendscape
