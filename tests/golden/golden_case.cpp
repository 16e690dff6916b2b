// SPDX-License-Identifier: MIT
#include "tests/golden/golden_case.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "maps/build/build_map.h"
#include "maps/map_file.h"
#include "sim/core/error.h"
#include "sim/scenario/check_on_map.h"
#include "sim/scenario/read_scenario.h"
#include "sim/scenario/scenario_map.h"
#include "test_places.h"
#include "tests/support/small_map.h"

namespace sendscape::testing {
namespace {

namespace fs = std::filesystem;

/// What `sendscape map build` would be given, an option and its value in each line; files lie beside the list.
BuildOptions read_build_options(const fs::path& list) {
    BuildOptions options;
    std::ifstream in(list);
    for (std::string line; std::getline(in, line);) {
        std::istringstream words(line);
        std::string option, value;
        if (!(words >> option) || option.front() == '#') continue;
        words >> value;
        const fs::path file = list.parent_path() / value;
        if (option == "la")
            options.authorities.push_back(value);
        else if (option == "halo")
            options.halo_km = std::stod(value);
        else if (option == "schools")
            options.schools.push_back(file);
        else if (option == "sen2")
            options.sen2.push_back(file);
        else if (option == "population")
            options.population = file;
        else if (option == "centroids")
            options.centroids = file;
        else if (option == "deprivation")
            options.deprivation = file;
        else if (option == "roads")
            options.roads = file;
        else if (option == "provision")
            options.provision = file;
        else
            throw InputError(list.string() + ": unknown option '" + option + "'");
    }
    return options;
}

Map map_of(const Scenario& scenario, const fs::path& folder, const Parallel& parallel) {
    if (scenario.map_config) return scenario_map(scenario, {}, parallel);
    const fs::path build = folder / "map_build.txt";
    return fs::exists(build) ? build_map(read_build_options(build), parallel) : *small_map();
}

}  // namespace

std::vector<fs::path> golden_folders() {
    std::vector<fs::path> folders;
    for (const auto& entry : fs::directory_iterator(SENDSCAPE_SOURCE_DIR "/tests/golden/cases"))
        if (entry.is_directory()) folders.push_back(entry.path());
    std::sort(folders.begin(), folders.end());
    return folders;
}

GoldenCase read_golden_case(const fs::path& folder, const Parallel& parallel) {
    GoldenCase found{folder.filename().string(), folder, read_scenario((folder / "scenario.toml").string()), {}};
    found.map = map_of(found.scenario, folder, parallel);
    found.map.digest = digest_of_map(found.map);
    ConfigProblems problems;
    add_map_problems(found.scenario, found.map, problems);
    problems.throw_if_any();
    return found;
}

}  // namespace sendscape::testing
