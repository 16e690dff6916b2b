// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "agents/families/developments.h"
#include "maps/map.h"
#include "sim/core/calendar.h"
#include "sim/scenario/entries.h"

namespace sendscape {

/// "1,200 homes at Harbury Meadows, 150 a year": for timelines.
std::string homes_text(const HomesBuilt& homes);

/// The zone in which each development lies. Throws InputError for an unknown area or one without homes.
std::vector<ZoneId> zones_of(const Map& map, const std::vector<HomesBuilt>& built);

/// The developments of a world that begins in `start`: homes dated before it are standing, and their children counted.
Developments make_developments(const Map& map, const std::vector<HomesBuilt>& built, Month start);

}  // namespace sendscape
