// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "sim/studies/sweep/sweep_result.h"

namespace sendscape {

/// The files of a sweep whose result is FILE.h5.
struct SweepFiles {
    explicit SweepFiles(const std::filesystem::path& result);
    std::filesystem::path result, table, runs, journal;  ///< FILE.h5, FILE.csv, FILE-runs.csv, FILE.journal
};

/// Writes result, table and runs beside one another: all of them or none. Throws MachineError; what was there stays
/// then. InputError where one is there and not `replace`.
void write_sweep(const SweepResult& result, const SweepPlan& plan, const SweepFiles& files, bool replace);

}  // namespace sendscape
