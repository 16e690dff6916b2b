// SPDX-License-Identifier: MIT
#pragma once
#include "maps/map.h"

namespace sendscape {

/// Pupils of a junior year group (Reception to Year 6) of a state-funded all-through school for each pupil of one of
/// its senior years. Its admission number where that is
/// known, else two forms of 30, or fewer where its pupils shared out evenly are fewer (assumption: no table of schools
/// counts pupils by year group). 1 for every other school.
double juniors_per_senior(const School& school);

}  // namespace sendscape
