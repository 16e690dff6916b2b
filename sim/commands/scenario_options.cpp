// SPDX-License-Identifier: MIT
#include "sim/commands/scenario_options.h"

#include <utility>

#include "sim/core/error.h"

namespace sendscape {

std::vector<OptionRow> scenario_options() {
    return {
        {.name = "SCENARIO", .help = "scenario: a bare name (county, status-quo) or a .toml file", .required = true},
        {.name = "--map", .value = "MAP.h5", .help = "map file to run on"},
        {.name = "--years", .value = "N", .help = "years to simulate, 1 to 100", .least = 1, .most = 100},
        {.name = "--seed", .value = "N", .help = "seed of the run's luck, 0 to 2^63-1", .most = most_seed},
        {.name = "--replicates",
         .value = "N",
         .help = "runs under different luck, 1 to 100000",
         .least = 1,
         .most = 100'000},
        doubt_option,
        threads_option,
        {.name = "--set",
         .value = "KEY=VALUE",
         .help = "parameter=value from the start, parameter=value@YYYY-MM from a month on",
         .takes = Takes::several},
        {.name = "--policy",
         .value = "NAME",
         .help = "policy file or name, NAME@YYYY-MM to make it begin in that month",
         .takes = Takes::several},
        {.name = "--catchments",
         .value = "FILE.geojson",
         .help = "catchments as polygons with the URN of their school, from the start, or FILE@YYYY-MM",
         .takes = Takes::several},
    };
}

std::vector<std::string> settings_of_doubt(const Given& given) {
    const std::string word = given.word(doubt_option.name).value_or("all");
    if (word == "all") return {};
    if (word == "luck")
        return {"plans.practice_doubt=0",   "plans.assumptions_doubt=0",  "plans.drift_of_schools=0",
                "families.drift_primary=0", "families.drift_secondary=0", "admissions.number_drift=0"};
    throw InputError("--doubt " + word + ": luck or all");
}

Overrides overrides_of(const Given& given) {
    Overrides overrides;
    overrides.policies = given.all("--policy");
    overrides.settings = given.all("--set");
    overrides.catchments = given.all("--catchments");
    for (std::string& setting : settings_of_doubt(given)) overrides.settings.push_back(std::move(setting));
    if (const auto years = given.whole("--years")) overrides.years = static_cast<int>(*years);
    if (const auto seed = given.whole("--seed")) overrides.seed = *seed;
    if (const auto replicates = given.whole("--replicates"))
        overrides.replicates = static_cast<std::uint32_t>(*replicates);
    return overrides;
}

}  // namespace sendscape
