// SPDX-License-Identifier: MIT
#pragma once
#include "sim/scenario/scenario.h"

namespace sendscape {

/// Has England's own requests and first placements in special schools go as published (sim/start/england_by_year), from
/// January `start` on: requests of each year over those of the year before the start, whatever they would have grown
/// by, and the odds of a special school likewise. How authorities and schools differ from England is not told. A
/// forecast without a model that is told England's growth knows as much. InputError where the scenario moves any of
/// these itself. Years after the last one told are like it; nothing is told of a start after that.
void tell_englands_path(Scenario& scenario, int start);

}  // namespace sendscape
