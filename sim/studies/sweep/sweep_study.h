// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/output/measures.h"
#include "sim/studies/sweep/design.h"
#include "sim/studies/sweep/factor.h"

namespace sendscape {

/// A measure to keep of every run, by which of its axes: the others are summed over.
struct MeasureToKeep {
    const MeasureRow* row = nullptr;
    std::vector<Axis> axes;
};

/// A sweep as its file says it (configs/README.md).
struct SweepStudy {
    std::string name;  ///< of its file
    std::string title;
    std::string base = "status-quo";
    std::vector<std::string> policies;  ///< of every point
    std::optional<int> years;           ///< none: the base's
    std::optional<std::uint64_t> seed;  ///< none: the base's
    std::uint32_t replicates = 1;
    Design design = Design::list;
    std::vector<Factor> factors;
    std::vector<std::vector<FactorValue>> points;  ///< by point, by factor
    std::vector<MeasureToKeep> keep;
};

/// More runs than this are taken for a slip.
inline constexpr std::size_t most_runs = 1'000'000;

/// What of the command line holds for every point.
Overrides overrides_of_all(const SweepStudy& study);
/// ... and for one of them, as `run` takes it.
Overrides overrides_of_point(const SweepStudy& study, std::size_t point);

/// The command that lives one run of a sweep again, with everything `run` writes. `map`: as --map was given, or empty.
/// `base`: the scenario as it can be found from where one is.
std::string replay_command(const SweepStudy& study, const std::string& map, std::size_t point, std::uint32_t replicate);

}  // namespace sendscape
