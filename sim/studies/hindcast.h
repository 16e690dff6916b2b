// SPDX-License-Identifier: MIT
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "maps/build/build_map.h"
#include "sim/core/parallel.h"
#include "sim/output/run.h"
#include "sim/scenario/scenario.h"
#include "sim/studies/forecast.h"
#include "sim/studies/progress.h"

namespace sendscape {

/// What every authority of a hindcast is lived with.
struct HindcastPlan {
    BuildOptions tables;  ///< of the map: the census of the start first, SEN2 as known_by has it; no authority yet
    std::shared_ptr<const Scenario> scenario;
    int start = 0;                     ///< January of
    std::vector<int> school_horizons;  ///< years after the start at which each school is told
};

/// The map of one authority as it was known at the start, prepared for the plan's scenario. InputError where none can
/// be built of the tables.
std::shared_ptr<const Map> hindcast_map(const HindcastPlan& plan, const std::string& authority,
                                        const Parallel& parallel);

/// Builds the map of one authority as it was known at the start, lives all replicates from there and tells the scored
/// measures at every January, those of its schools at the start and the horizons planned. Nothing if somebody asked for
/// a stop. InputError where no map can be built of the tables.
std::optional<std::vector<Forecast>> hindcast_authority(const HindcastPlan& plan, const std::string& authority,
                                                        const Parallel& parallel, Progress& progress);

/// What was known of an authority in January `start`: the stocks up to it and the flows of the years before it.
Sen2 known_by(const Sen2& history, int start);

/// The forecasts that a run holds.
std::vector<Forecast> forecasts_of(const Run& run, const std::vector<int>& school_horizons);

}  // namespace sendscape
