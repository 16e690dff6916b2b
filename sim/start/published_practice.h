// SPDX-License-Identifier: MIT
#pragma once
#include "agents/authority/authorities.h"
#include "agents/families/families.h"
#include "agents/plans/parameters.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/schools.h"
#include "agents/services/parameters.h"
#include "agents/services/services.h"
#include "maps/map.h"
#include "sim/core/draws.h"
#include "sim/core/parallel.h"

namespace sendscape {

/// Sets how each authority deals with requests to what SEN2 says of the last year before the census, where the map
/// holds it: requests to as many as it received, the panel's leniency to the share it refused, its psychologists to the
/// assessments it agreed to and their queue to the share of plans issued within 20 weeks, first placements to the share
/// in special schools. Refusal rates run from 5% to 59% between authorities and stay where they are from year to year
/// (DfE, Education, health and care plans 2022), so that one year's is taken as it is but for chance in small numbers;
/// of earlier years it would tell more of the past than of the next. England's growth of requests in the
/// two years before goes on, damped (PlanParameters::trend_kept). What comes differs from what was: every replicate but
/// the first draws its own practice about the published one (PlanParameters::practice_doubt), so that ranges hold more
/// than luck. What SEN2 leaves out stays as it was. Needs
/// request levels and habits of asking; sets Authorities::request_level, leniency and practice.
void follow_published_practice(const Map& map, const Pupils& pupils, const Families& families, const Schools& schools,
                               const Services& services, const PlanParameters& parameters,
                               const ServiceParameters& service_parameters, const Draws& draws,
                               const Parallel& parallel, Authorities& authorities);

}  // namespace sendscape
