// SPDX-License-Identifier: MIT
#pragma once
#include "agents/authority/authorities.h"
#include "agents/families/families.h"
#include "agents/plans/parameters.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/schools.h"
#include "agents/services/parameters.h"
#include "maps/map.h"
#include "sim/core/draws.h"
#include "sim/core/parallel.h"

namespace sendscape {

/// Puts children into the process as if requests had been coming in at the usual hazards for two years before the
/// start: requested, assessing (the latest of them waiting for advice), drafting or refused. Those who would have had
/// their plan by now, or been turned down and closed, stay as they are: the census already shows them.
void start_assessments(Pupils& pupils, const Families& families, const Schools& schools, const Authorities& authorities,
                       const PlanParameters& parameters, const ServiceParameters& service_parameters, const Map& map,
                       const Draws& draws, const Parallel& parallel, Month start);

}  // namespace sendscape
