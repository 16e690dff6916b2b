// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>

#include "sim/scenario/config_problems.h"
#include "sim/studies/sweep/sweep_study.h"

namespace sendscape {

/// Reads the file of a sweep (configs/README.md says what it holds): its factors, its points as the design makes them,
/// what is kept. What is wrong is added to `problems` with file and line; what could be read is returned all the same.
/// InputError where there is no such file. A bare name is looked up in configs/sweeps too.
SweepStudy read_sweep_config(const std::string& name_or_path, ConfigProblems& problems);

}  // namespace sendscape
