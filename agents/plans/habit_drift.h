// SPDX-License-Identifier: MIT
#pragma once
#include "agents/plans/parameters.h"
#include "agents/schools/schools.h"
#include "agents/step.h"

namespace sendscape {

/// What a mainstream school draws of plans changes from year to year, for good, by more than the model tells: how
/// readily it asks for assessments and how readily it is named, in one random walk of its own for each school, a step
/// each February (PairedDraws: the first replicate has none of it).
void drift_habits(Schools& schools, const PlanParameters& parameters, const Step& step);

}  // namespace sendscape
