#pragma once
#include "agents/events.h"
#include "maps/map.h"
#include "sim/core/calendar.h"
#include "sim/core/draws.h"
#include "sim/core/parallel.h"

namespace sendscape {

/// What every process of a month is handed beside the columns it works on.
struct Step {
    const Map& map;
    Month month;
    const Draws& draws;
    const Parallel& parallel;
    EventLog& events;
};

}  // namespace sendscape
