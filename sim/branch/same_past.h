// SPDX-License-Identifier: MIT
#pragma once
#include "sim/scenario/scenario.h"
#include "sim/world.h"

namespace sendscape {

/// Whether a world that lived under one scenario would be the same, to the byte, had it lived under the other: then the
/// other's future may begin from it. What a scenario enters at the start although it does nothing before its time
/// (schools to open or close, homes to be built) may differ: turn_to (switch_scenario.h) replaces it. Says no whenever
/// that is not certain.
bool same_past(const World& world, const Scenario& lived, const Scenario& other);

/// Whether both scenarios prepare the same map.
bool same_sites(const Scenario& a, const Scenario& b);

}  // namespace sendscape
