// SPDX-License-Identifier: MIT
#pragma once
#include "agents/loops.h"
#include "agents/schools/parameters.h"
#include "agents/schools/schools.h"
#include "agents/step.h"

namespace sendscape {

/// In September: inclusion ethos drifts with strain, returns towards the mean and changes with a new head teacher
/// (`ethos`; the drift that accountability asks for is added by results()). Constant with the loop off.
void drift_ethos(Schools& schools, const SchoolParameters& parameters, const LoopSwitches& loops, const Step& step);

/// Before the first month: both reputations are what a school's ethos, base, strain, results, inspection and share of
/// plans make of them in the long run, whatever the switches: what families know at the start is no news to them, so
/// that no school is found more or less inclusive than it was merely because a run begins.
void settle_reputation(Schools& schools, const SchoolParameters& parameters, const Step& step);

/// In September: what families of children with SEND say of a school follows its ethos, its base, and strain
/// (`magnets`); what others say follows results and inspection and falls with its share of plans and with strain
/// (`flight`).
void spread_reputation(Schools& schools, const SchoolParameters& parameters, const LoopSwitches& loops,
                       const Step& step);

}  // namespace sendscape
