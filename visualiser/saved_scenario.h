// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>
#include <optional>
#include <string>

#include "visualiser/levers.h"

namespace sendscape {

/// What was pulled as a scenario file that `run` and `compare` read: the scenario with its levers, whole, under a title
/// of its own, what was pulled as comments above. `map`: the map it was lived on, where it is not the scenario's own.
/// Where the scenario's county or map is a file that is not found by its name, its whole path is written. `hidden`: the
/// map whose schools' names the view does not show (school_names.h): comments, title and labels are without them too.
std::string saved_scenario(const Levers& levers, const std::optional<std::filesystem::path>& map = {},
                           const Map* hidden = nullptr);

}  // namespace sendscape
