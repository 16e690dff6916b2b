#pragma once
#include "sim/scenario/scenario.h"
#include "sim/world.h"

namespace sendscape {

/// Whether a world that lived under one scenario would be the same, to the byte, had it lived under the other - but for
/// what is entered at the start and does nothing before its time, which turn_to (other_future.h) sees to: then what
/// comes next under the other may begin here. Says no whenever that is not certain.
bool same_past(const World& world, const Scenario& lived, const Scenario& other);

/// Whether both scenarios prepare the same map.
bool same_sites(const Scenario& a, const Scenario& b);

}  // namespace sendscape
