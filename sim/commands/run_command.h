// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>

#include "sim/scenario/read_scenario.h"

namespace sendscape {

/// What `sendscape run` was asked on its command line.
struct RunOptions {
    std::string scenario;
    Overrides overrides;
    std::optional<std::filesystem::path> map;
    std::optional<std::filesystem::path> out;  ///< default: out/NAME
    std::optional<std::string> events;         ///< none, plans, all
    std::optional<std::filesystem::path> resume;
    int threads = 1;
    bool report = true;
    bool names = false;  ///< of real schools, in prose and pictures
    bool force = false;
    bool quiet = false;
};

/// Runs a scenario and writes its outputs; prints the planning summary. Returns 0. Throws InputError, MachineError, and
/// Interrupted after a checkpoint was written and named.
int run_command(const RunOptions& options, std::ostream& out, std::ostream& err);

}  // namespace sendscape
