// SPDX-License-Identifier: MIT
#pragma once
#include "agents/authority/authorities.h"
#include "agents/families/families.h"
#include "agents/plans/parameters.h"
#include "agents/plans/plan_codes.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/schools.h"
#include "agents/step.h"

namespace sendscape {

/// Annual reviews (CFA 2014 s44), in the month of each plan's anniversary: maintain, recode the need, change what is
/// required, cease. Half of a year's changes of required provision are decided for September, half at the anniversary.
/// The move from Year 6 to Year 7 is decided at phase transfer, changes after Year 11 and all endings from Year 12 on
/// by the post-16 moves (agents/placement): here plans end under 16 only. A school that includes hands fewer children
/// on to special schools (agents/schools/holding_on.h), and an authority educates
/// as many otherwise than at school as it is used to (agents/plans/practice.h).
void hold_annual_reviews(Pupils& pupils, const Families& families, const Schools& schools,
                         const Authorities& authorities, const PlanParameters& parameters, const Step& step);

/// Need recorded after a review, mostly the same: speech and language goes to autism, SEMH or MLD, others in Years 7 to
/// 10 to SEMH, and before Year 7 speech and MLD at special schools to SLD. `u` uniform in [0, 1).
Need recoded(const PlanParameters& parameters, Need need, Setting setting, int ncy, double u);

/// Chance that special becomes required in one of the two yearly rounds (September, anniversary) for a mainstream or
/// base holder of the year group in January `ncy` whose plan is so many months old.
double chance_of_special(const PlanParameters& parameters, int ncy, int months_with_plan, Need need);

}  // namespace sendscape
