// SPDX-License-Identifier: MIT
#pragma once
#include "agents/authority/authorities.h"
#include "agents/loops.h"
#include "agents/schools/parameters.h"
#include "agents/schools/schools.h"
#include "agents/step.h"

namespace sendscape {

/// Monthly: how much likelier a review is to decide on a special school for a child of this school than for one of
/// England's with the same age, need and plan. Schools that include hold on to their children, schools that deflect
/// hand them on. Among an authority's children with plans in mainstream the mean is 1 while its schools' mean ethos is
/// what it was in the first month: the published rates hold until schools change.
void weigh_holding_on(Schools& schools, Authorities& authorities, const SchoolParameters& parameters,
                      const LoopSwitches& loops, const Step& step);

/// The factor of a child's school; 1 outside schools and before it was weighed.
inline double handed_on(const Schools& schools, SchoolId school) {
    return school.exists() && schools.handed_on[school] > 0 ? double{schools.handed_on[school]} : 1.0;
}

}  // namespace sendscape
