// SPDX-License-Identifier: MIT
#pragma once
#include <vector>

#include "sim/scenario/entries.h"
#include "sim/world.h"

namespace sendscape {

/// Puts into force what is dated this month; in the starting month also what is dated before.
void apply_dated(World& world, const std::vector<ParameterChange>& changes,
                 const std::vector<ProvisionChange>& provision, const std::vector<CriteriaChange>& criteria = {});

}  // namespace sendscape
