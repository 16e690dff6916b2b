// SPDX-License-Identifier: MIT
#pragma once
#include <vector>

#include "maps/map.h"
#include "sim/scenario/config_problems.h"
#include "sim/scenario/prepare_map.h"

namespace sendscape {

/// Every opening, growth, closure and admission number that the map or another of them rules out, one by one: a school
/// or area that is not there, a URN that is taken, a base where there is none, something at a school before it opens or
/// after it has closed, a second closure, an admission number where none is published.
void add_provision_problems(const Map& map, const std::vector<ProvisionChange>& provision, ConfigProblems& problems);

}  // namespace sendscape
