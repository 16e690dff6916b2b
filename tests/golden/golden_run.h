// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "sim/output/run.h"
#include "sim/world.h"
#include "tests/golden/golden_case.h"

namespace sendscape::testing {

/// A case lived to its end.
struct Lived {
    Run run;
    std::vector<World> worlds;  ///< of each replicate, at the end
};

/// From start to end in one go.
Lived lived_straight(const GoldenCase& golden, int threads);

/// The same, but every world is saved to bytes and taken up from them after 1, 2, 3, 5, 8, 13 ... months, so that it
/// is stopped in every season; and halfway all replicates go through one checkpoint file, written to `scratch`.
Lived lived_with_stops(const GoldenCase& golden, int threads, const std::filesystem::path& scratch);

}  // namespace sendscape::testing
