// SPDX-License-Identifier: MIT
#include "visualiser/saved_scenario.h"

#include <fmt/format.h>

#include "sim/core/error.h"
#include "sim/core/plain_text.h"
#include "sim/output/school_names.h"
#include "sim/scenario/config_entries.h"
#include "sim/scenario/config_files.h"

namespace sendscape {
namespace {
namespace fs = std::filesystem;

/// The line that says which map the scenario is of; empty: it says none, and --map gives it.
std::string map_line(const Scenario& scenario, const std::optional<fs::path>& map) {
    const auto& file = map ? map : scenario.map_file;
    if (file) return fmt::format("map = {{file = {}}}\n", toml_text(fs::absolute(*file).string()));
    if (!scenario.map_config) return {};
    std::string county = scenario.map_config->stem().string();
    try {
        std::error_code error;
        if (!fs::equivalent(find_config(county, ConfigKind::county), *scenario.map_config, error))
            county = fs::absolute(*scenario.map_config).string();
    } catch (const InputError&) {
        county = fs::absolute(*scenario.map_config).string();
    }
    return fmt::format("map = {{county = {}, seed = {}}}\n", toml_text(county), scenario.map_seed);
}

}  // namespace

std::string saved_scenario(const Levers& levers, const std::optional<fs::path>& map, const Map* hidden) {
    Scenario scenario = levers.scenario();
    std::vector<std::string> told = levers.told();
    if (hidden) {
        const NameEraser eraser(hidden->schools);
        for (std::string& words : told) words = eraser.without_names(words);
        scenario.title = eraser.without_names(scenario.title);
        for (ProvisionChange& change : scenario.provision) change.label = eraser.without_names(change.label);
    }
    std::string text = "# Saved from the view.\n";
    for (std::string words : told) {
        make_plain(words);
        text += "# " + words + "\n";
    }
    if (!told.empty()) scenario.title += ", with levers pulled in the view";
    const std::string line = map_line(scenario, map);
    scenario.map_config.reset();
    scenario.map_file.reset();
    settle(scenario);
    // The map's line where the scenario has it: among the keys before the first table.
    const std::string& effective = scenario.effective_toml;
    const std::size_t first_line = effective.find('\n') + 1;
    return text + effective.substr(0, first_line) + line + effective.substr(first_line);
}

}  // namespace sendscape
