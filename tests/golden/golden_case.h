// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "maps/map.h"
#include "sim/core/parallel.h"
#include "sim/scenario/scenario.h"

namespace sendscape::testing {

/// A folder of tests/golden/cases: a scenario, the map it lives on and the text recorded of its run.
struct GoldenCase {
    std::string name;
    std::filesystem::path folder;
    Scenario scenario;
    Map map;  ///< its scenario's county; else made of the tables that map_build.txt names; else the small town

    [[nodiscard]] std::filesystem::path expected() const { return folder / "expected.txt"; }
};

/// Folders of tests/golden/cases, in order of name.
std::vector<std::filesystem::path> golden_folders();

/// Throws InputError, as `run` and `map build` would, where scenario or tables are faulty.
GoldenCase read_golden_case(const std::filesystem::path& folder, const Parallel& parallel);

}  // namespace sendscape::testing
