// SPDX-License-Identifier: MIT
#pragma once
#include <vector>

#include "sim/scenario/entries.h"
#include "sim/world.h"

namespace sendscape {

/// Puts into force what is dated this month; in the starting month also what is dated before, and what the
/// replicate assumes of everything that the scenario does not give (draw_assumptions()).
void apply_dated(World& world, const std::vector<ParameterChange>& changes,
                 const std::vector<ProvisionChange>& provision, const std::vector<CriteriaChange>& criteria = {});

}  // namespace sendscape
