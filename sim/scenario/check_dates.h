// SPDX-License-Identifier: MIT
#pragma once
#include "sim/core/calendar.h"
#include "sim/scenario/config_problems.h"
#include "sim/scenario/scenario.h"

namespace sendscape {

/// A scenario that starts so far from the map's census that its schools and children would be invented.
void add_start_problem(const Scenario& scenario, Month census, ConfigProblems& problems);

/// Every change, opening and development dated before the run's first month: a change of long ago is in the world
/// already, and a date typed wrong must not pass unseen.
void add_date_problems(const Scenario& scenario, Month start, ConfigProblems& problems);

}  // namespace sendscape
