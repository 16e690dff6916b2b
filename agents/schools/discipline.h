// SPDX-License-Identifier: MIT
#pragma once
#include "agents/families/families.h"
#include "agents/loops.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/parameters.h"
#include "agents/schools/schools.h"
#include "agents/step.h"

namespace sendscape {

/// A month's suspensions, exclusions, off-rolling, part-time timetables and moves to home education, at published rates
/// by SEN status and year group, raised in schools that answer strain by excluding. A child permanently excluded goes
/// to alternative provision (Education Act 2002 s51A: full-time from the sixth day). Call in term time only.
void discipline(Pupils& pupils, Schools& schools, const Families& families, const SchoolParameters& parameters,
                const LoopSwitches& loops, const Step& step);

/// How often children of a year group are suspended, against the average of all ages.
double suspension_by_year(int ncy);

}  // namespace sendscape
