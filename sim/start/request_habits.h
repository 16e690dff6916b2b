// SPDX-License-Identifier: MIT
#pragma once
#include "agents/plans/parameters.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/schools.h"
#include "maps/map.h"
#include "sim/core/draws.h"
#include "sim/core/parallel.h"

namespace sendscape {

/// How readily each mainstream school asks for EHC needs assessments, read off its plans at the start: the habit
/// with which requests fall on schools as plans do, whatever each records as SEN Support. Without it a school that
/// records many children and has few plans would have a year's requests too many at once, and one that has many plans
/// too few. Sets Schools::asks; Schools::ethos must be known.
void find_habit_of_asking(const Map& map, const Draws& draws, const Pupils& pupils, const PlanParameters& parameters,
                          const Parallel& parallel, Schools& schools);

}  // namespace sendscape
