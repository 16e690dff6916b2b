// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "maps/map.h"
#include "sim/core/parallel.h"
#include "sim/output/run.h"
#include "sim/scenario/read_scenario.h"
#include "sim/studies/magnet_trials.h"

namespace sendscape {

/// What magnets are asked about: a scenario by name or path, or a finished run, which is lived again.
struct MagnetSubject {
    std::string given;
    std::optional<Run> run;
    Overrides overrides;  ///< laid over it; replicates are those to live

    /// The scenario with more policies laid over it. Mistakes are added to `problems`.
    [[nodiscard]] Scenario scenario(const std::vector<std::string>& policies, ConfigProblems& problems) const;
};
/// Reads a run file (.h5), or takes the word for a scenario's. Replicates: as given, else those of the run, else 10.
MagnetSubject magnet_subject(const std::string& word, Overrides overrides);

/// Policies tried where nobody names any.
std::vector<std::string> policies_against_magnets();
/// Names of policies from "P11,P03-best-fit-naming" or "all". An id stands for each of its readings; `all` for every
/// policy that somebody asks for. Throws InputError where there is no such policy.
std::vector<std::string> policies_named(const std::string& list);

/// The futures to live on a map. Of `policies` those that the map refuses (schools or areas that are not there) are
/// left out with a sentence in `notes` where `spare` is set, else they are mistakes. Throws InputError.
std::vector<MagnetOption> magnet_options(const MagnetSubject& subject, const std::vector<std::string>& policies,
                                         bool spare, const std::optional<std::filesystem::path>& map,
                                         const Parallel& parallel, std::vector<std::string>& notes);

}  // namespace sendscape
