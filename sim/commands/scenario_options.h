// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <vector>

#include "sim/commands/command.h"
#include "sim/scenario/read_scenario.h"

namespace sendscape {

/// Options of the commands that read a scenario: its name, map, length, seed, replicates, threads and what is changed.
std::vector<OptionRow> scenario_options();

/// --doubt, and what it sets: "luck" leaves every replicate the published practice of authorities and schools as they
/// are but for what the model tells; "all" is the default. Throws InputError for another word.
inline constexpr std::string_view doubts[]{"luck", "all"};
inline constexpr OptionRow doubt_option{
    .name = "--doubt",
    .value = "luck|all",
    .help =
        "what replicates differ in: luck alone, or lasting changes of schools and, where SEN2 tells it, authorities' "
        "practice too (all, the default)",
    .choices = doubts};
std::vector<std::string> settings_of_doubt(const Given& given);

/// What was given of them that replaces what the file says.
Overrides overrides_of(const Given& given);

}  // namespace sendscape
