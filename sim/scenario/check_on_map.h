// SPDX-License-Identifier: MIT
#pragma once
#include "maps/map.h"
#include "sim/scenario/config_problems.h"
#include "sim/scenario/scenario.h"

namespace sendscape {

/// Everything in a scenario that only its map shows to be wrong: the year it starts in, dates before the start, places
/// and schools that are not there, openings that contradict the map or one another. `run`, `check` and the view ask
/// the same question, so that they refuse the same scenarios in the same words.
void add_map_problems(const Scenario& scenario, const Map& map, ConfigProblems& problems);

}  // namespace sendscape
