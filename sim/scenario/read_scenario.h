// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/config_problems.h"
#include "sim/scenario/scenario.h"

namespace sendscape {

/// What the command line adds.
struct Overrides {
    std::vector<std::string> policies;  ///< names or paths
    std::vector<std::string> settings;  ///< "key=value"
    std::optional<int> years;
    std::optional<std::uint64_t> seed;
    std::optional<std::uint32_t> replicates;
    std::vector<std::string> catchments{};  ///< GeoJSON files, or FILE@YYYY-MM
    /// The scenario is one of options laid side by side, whose `orders` are chosen for all together; else
    /// `orders = "none"` turns the authority's own orders off.
    bool compared = false;
};

/// Reads a scenario by path or bare name (looked up beside, then in configs/, then in the installed share). All errors
/// at once, each with file, line, what was read, what is allowed, and the nearest spelling. Throws InputError.
Scenario read_scenario(const std::string& name_or_path, const Overrides& overrides = {});

/// A policy alone, by path, bare name or id ("P07"): what it does and, in `policies`, what it says of itself. Throws
/// InputError as read_scenario does.
Scenario read_policy(const std::string& name_or_path);

/// As read_scenario, but what is wrong is added to `problems`, and what could be read is returned all the same: for
/// whoever wants to hold it against a map too before anything is said.
Scenario draft_scenario(const std::string& name_or_path, const Overrides& overrides, ConfigProblems& problems);

/// The scenario that a run recorded as its effective one. What this version of the program cannot read is left out.
Scenario recorded_scenario(const std::string& effective_toml, const std::string& name);

/// The same with more laid over it, as draft_scenario does: what is wrong in that is added to `problems`.
Scenario recorded_scenario(const std::string& effective_toml, const std::string& name, const Overrides& overrides,
                           ConfigProblems& problems);

}  // namespace sendscape
