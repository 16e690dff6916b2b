// SPDX-License-Identifier: MIT
#pragma once
#include "agents/authority/authorities.h"
#include "agents/families/families.h"
#include "agents/loops.h"
#include "agents/plans/parameters.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/schools.h"
#include "agents/services/parameters.h"
#include "agents/services/services.h"
#include "agents/step.h"

namespace sendscape {

/// A month of EHC needs assessments (SEND Regulations 2014): requests decided by week 6, refusals mediated, appealed or
/// closed, advice, decision whether to issue, final plan. With the services loop on, an agreed assessment waits for the
/// educational psychologist of its authority: school entry, transfers, tribunal orders and chased cases first, then in
/// order; what follows takes a lognormal time of its own. With it off the whole takes England's lognormal time.
void progress_assessments(Pupils& pupils, const Families& families, Services& services, const Authorities& authorities,
                          const PlanParameters& parameters, const ServiceParameters& service_parameters,
                          const LoopSwitches& loops, const Step& step);

/// An assessment is agreed, or ordered after mediation or appeal: into the advice queue, or onto its lognormal course.
void begin_assessment(Pupils& pupils, PupilId pupil, bool queue_for_advice, const Step& step,
                      std::vector<Event>& events);

}  // namespace sendscape
