// SPDX-License-Identifier: MIT
#pragma once
#include "agents/accountability/parameters.h"
#include "agents/loops.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/schools.h"
#include "agents/step.h"

namespace sendscape {

/// Before the first month: where no table gives a school's results, they are what its pupils' attainment makes of them,
/// so that the first results published are no news to families.
void settle_results(const Pupils& pupils, Schools& schools, const Step& step);

/// In August: every pupil's progress this year, lower with unmet need and suspensions; each school's published measure
/// from its pupils' and, by policy, from how it includes; and, with the accountability loop on, what that asks of
/// ethos: less inclusion where only results count, more where inclusion does.
void publish_results(Pupils& pupils, Schools& schools, const AccountabilityParameters& parameters,
                     const LoopSwitches& loops, const Step& step);

/// In term time: schools due are inspected. The grade follows results and strain; behind a gate nobody is outstanding
/// who does not include. Grades stay as they are with the loop off.
void inspect(Schools& schools, const AccountabilityParameters& parameters, const LoopSwitches& loops, const Step& step);

/// Mean attainment of pupils of Years 6 and 11 without SEN less that of those with SEN Support or a plan, in standard
/// deviations; 0 when there are none of either.
double attainment_gap(const Pupils& pupils);

/// True when a school includes as others do: neither a deflector nor of an ethos well below the mean.
bool includes_pupils(const Schools& schools, SchoolId school);

}  // namespace sendscape
