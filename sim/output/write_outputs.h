// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "sim/output/run.h"

namespace sendscape {

struct OutputOptions {
    std::filesystem::path folder;
    bool force = false;
    bool report = true;  ///< report.html and pictures too
    std::string log;     ///< run.log: wall time and machine; the one file that may differ between equal runs
};

/// Checks that the folder can be written before work begins: throws as write_outputs would, and if a file of the set
/// would replace one of `inputs`.
void check_outputs(const OutputOptions& options, const std::vector<std::filesystem::path>& inputs = {});

/// Writes run.h5, summary.csv, schools.csv, summary.txt, run.log and, unless told not to, report.html, map.svg and
/// map.png: all of them or, when anything fails, none. Throws InputError, MachineError.
void write_outputs(const Run& run, const OutputOptions& options);

}  // namespace sendscape
