// SPDX-License-Identifier: MIT
#pragma once
#include <vector>

#include "sim/commands/command.h"
#include "sim/scenario/read_scenario.h"

namespace sendscape {

/// Options of the commands that read a scenario: its name, map, length, seed, replicates, threads and what is changed.
std::vector<OptionRow> scenario_options();

/// What was given of them that replaces what the file says.
Overrides overrides_of(const Given& given);

}  // namespace sendscape
