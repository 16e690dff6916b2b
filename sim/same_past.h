#pragma once
#include "sim/scenario.h"
#include "sim/world.h"

namespace sendscape {

/// Whether a world that lived under one scenario would be the same, to the byte, had it lived under the other: then
/// what comes next under the other may begin here. Says no whenever that is not certain: what opens or closes as a
/// school is known to everybody from the start.
bool same_past(const World& world, const Scenario& lived, const Scenario& other);

/// Whether both scenarios prepare the same map.
bool same_sites(const Scenario& a, const Scenario& b);

}  // namespace sendscape
