// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <vector>

#include "sim/commands/command.h"
#include "sim/scenario/read_scenario.h"

namespace sendscape {

/// Options of the commands that read a scenario: its name, map, length, seed, replicates, threads and what is changed.
std::vector<OptionRow> scenario_options();

/// --doubt, and what it sets: "luck" leaves every replicate the published practice of authorities; "all" is the
/// default. Throws InputError for another word.
inline constexpr std::string_view doubts[]{"luck", "all"};
inline constexpr OptionRow doubt_option{
    .name = "--doubt",
    .value = "luck|all",
    .help =
        "what replicates differ in: luck alone, or authorities' practice too where SEN2 tells it (all, the default)",
    .choices = doubts};
std::vector<std::string> settings_of_doubt(const Given& given);

/// What was given of them that replaces what the file says.
Overrides overrides_of(const Given& given);

}  // namespace sendscape
