// SPDX-License-Identifier: MIT
#pragma once
#include "agents/admissions/parameters.h"
#include "agents/families/families.h"
#include "agents/families/parameters.h"
#include "agents/loops.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/schools.h"
#include "agents/step.h"

namespace sendscape {

/// Every month: children without plans of compulsory age and no school, or whose school has closed or is beyond reach
/// since they moved, get the school with room that their family likes best, weighed as on a form in spring; where none
/// within reach has room, the nearest with room, else the least full. Some come back from alternative provision and
/// from home. Those who are hard to place are shared out between schools (fair_access.h) unless
/// `admissions.fair_access` is off.
void in_year_admissions(Pupils& pupils, Schools& schools, const Families& families,
                        const AdmissionParameters& parameters, const FamilyParameters& preferences,
                        const LoopSwitches& loops, double ap_return, double home_education_return, const Step& step);

}  // namespace sendscape
