// SPDX-License-Identifier: MIT
#pragma once
#include "agents/authority/authorities.h"
#include "agents/plans/parameters.h"
#include "agents/step.h"

namespace sendscape {

/// January: each authority's practice comes nearer to England's, by parts of the distance that its own parameters tell
/// (PlanParameters::requests_kept and those after it), and every replicate but the first brings what nobody knew:
/// authorities differ as much in 2021 as they did in 2016, and are not the same ones (DfE, Education, health and care
/// plans, release of 2022). Advices go with the requests that are foreseen. Where SEN2 tells nothing of an authority,
/// its panel and its first placements stay as they started.
void practice_nears_englands(const Step& step, Authorities& authorities, const PlanParameters& parameters);

}  // namespace sendscape
