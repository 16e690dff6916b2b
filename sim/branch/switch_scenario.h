// SPDX-License-Identifier: MIT
#pragma once
#include <memory>

#include "sim/scenario/scenario.h"
#include "sim/world.h"

namespace sendscape {

/// Turns a world from the scenario it lived under to another of the same past (same_past.h), whose prepared map this
/// is: what is known from the start but not yet in force - schools that will open or close, homes that will be built -
/// becomes the other's.
void turn_to(World& world, const Scenario& other, std::shared_ptr<const Map> prepared_map);

}  // namespace sendscape
