// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "maps/map.h"
#include "sim/core/parallel.h"
#include "sim/scenario/config_problems.h"
#include "sim/scenario/scenario.h"
#include "sim/studies/sweep/kept_measures.h"
#include "sim/studies/sweep/sweep_study.h"

namespace sendscape {

/// A point ready to be lived.
struct SweepPoint {
    std::shared_ptr<const Scenario> scenario;
    std::shared_ptr<const Map> map;  ///< prepared for it; one for all points that open the same
    std::size_t start = 0;           ///< points of one number begin with the same population
    std::size_t stem = 0;            ///< points of one number are the same until a dated difference
};

/// Everything a sweep lives.
struct SweepPlan {
    SweepStudy study;
    Scenario base;
    Month start{0};
    int years = 0;
    std::string map_name, map_digest;
    std::vector<SweepPoint> points;
    KeptMeasures kept;
    std::shared_ptr<const Map> axes_map;  ///< without what points open, and without journeys
    std::size_t starts = 0, stems = 0;
    std::size_t world_bytes = 0;  ///< memory of one world
};

/// Reads and prepares the scenario and map of every point. Throws InputError with every mistake of the base, or of the
/// first point that has any, naming the point and its factors. `problems`: of the sweep's file.
SweepPlan plan_sweep(SweepStudy study, const std::optional<std::filesystem::path>& map, ConfigProblems& problems,
                     const Parallel& parallel);

/// What results depend on, a line each: a sweep goes on only with the same, and shards are merged only of the same.
std::string study_text(const SweepPlan& plan);

/// Months that lie before a dated difference and so are lived once for several points: of one replicate.
struct MonthsOfASweep {
    std::size_t all = 0, shared = 0;
};
MonthsOfASweep months_of(const SweepPlan& plan);

/// Months for which a point of a stem is the same as another: the last of them. None: not even the start.
std::optional<Month> last_month_shared(const SweepPoint& one, const SweepPoint& other, Month start, int years);

}  // namespace sendscape
