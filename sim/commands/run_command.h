#pragma once
#include <filesystem>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>

#include "maps/map.h"
#include "sim/config_problems.h"
#include "sim/core/parallel.h"
#include "sim/scenario.h"

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
    bool force = false;
    bool quiet = false;
};

/// The map a scenario runs on: the one given, its own file, or its county made from the config. InputError if it has
/// none.
Map scenario_map(const Scenario& scenario, const std::optional<std::filesystem::path>& given, const Parallel& parallel);

/// The same for a scenario that was read with `problems`: throws them all, and with them everything that the map shows
/// to be wrong in the scenario, as one InputError.
Map checked_map(const Scenario& scenario, const std::optional<std::filesystem::path>& given, ConfigProblems& problems,
                const Parallel& parallel);

/// Runs a scenario and writes its outputs; prints the planning summary. Returns 0. Throws InputError, MachineError, and
/// Interrupted after a checkpoint was written and named.
int run_command(const RunOptions& options, std::ostream& out, std::ostream& err);

}  // namespace sendscape
