// SPDX-License-Identifier: MIT
#include "sim/scenario/scenario_map.h"

#include <fmt/format.h>

#include "maps/county/synthetic_county.h"
#include "maps/map_file.h"
#include "sim/core/error.h"
#include "sim/scenario/authority_figures.h"
#include "sim/scenario/check_on_map.h"

namespace sendscape {
namespace fs = std::filesystem;

Map scenario_map(const Scenario& scenario, const std::optional<fs::path>& given, const Parallel& parallel) {
    if (given) return read_map(*given);
    if (scenario.map_file) return read_map(*scenario.map_file);
    if (scenario.map_config) return make_synthetic_county(*scenario.map_config, scenario.map_seed, parallel);
    throw InputError(
        fmt::format("scenario '{}' has no map of its own: give --map MAP.h5 ('sendscape map build' makes one from "
                    "public files)",
                    scenario.name));
}

Map checked_map(const Scenario& scenario, const std::optional<fs::path>& given, ConfigProblems& problems,
                const Parallel& parallel) {
    Map map;
    try {
        map = scenario_map(scenario, given, parallel);
    } catch (const InputError&) {
        problems.throw_if_any();
        throw;
    }
    add_map_problems(scenario, map, problems);
    problems.throw_if_any();
    take_figures(scenario.authorities, map);
    return map;
}

}  // namespace sendscape
