// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>
#include <optional>

#include "maps/map.h"
#include "sim/core/parallel.h"
#include "sim/scenario/config_problems.h"
#include "sim/scenario/scenario.h"

namespace sendscape {

/// The map a scenario runs on: the one given, its own file, or its county made from the config. InputError if it has
/// none.
Map scenario_map(const Scenario& scenario, const std::optional<std::filesystem::path>& given, const Parallel& parallel);

/// The same for a scenario that was read with `problems`: throws them all, and with them everything that the map shows
/// to be wrong in the scenario, as one InputError.
Map checked_map(const Scenario& scenario, const std::optional<std::filesystem::path>& given, ConfigProblems& problems,
                const Parallel& parallel);

}  // namespace sendscape
