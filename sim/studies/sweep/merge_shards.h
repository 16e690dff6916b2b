// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "sim/studies/sweep/sweep_result.h"

namespace sendscape {

/// Puts the runs of several result files together. Throws InputError where a file is of another sweep, where two
/// disagree, and where runs are in none: then with the shards that are not finished, and for each the command that
/// finishes it, beginning with `command` ("sendscape sweep study.toml").
SweepResult merge_shards(const SweepPlan& plan, const std::vector<std::filesystem::path>& files,
                         const std::string& command);

}  // namespace sendscape
