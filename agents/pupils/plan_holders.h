// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>

#include "agents/pupils/pupils.h"
#include "agents/pupils/rows_where.h"

namespace sendscape {

/// Calls visit(PupilId) for every child with a plan in rows [first, end), in row order: one child in twenty has a plan.
template <class Visit>
void for_each_plan_holder(const Pupils& pupils, std::size_t first, std::size_t end, Visit&& visit) {
    for_each_of(pupils.provision, Provision::plan, first, end, [&](PupilId p) {
        if (pupils.present(p)) visit(p);
    });
}

}  // namespace sendscape
