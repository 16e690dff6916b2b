// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/core/parallel.h"
#include "sim/start/assumptions.h"
#include "sim/studies/forecast.h"
#include "sim/studies/hindcast.h"
#include "sim/studies/progress.h"
#include "sim/studies/published.h"

namespace sendscape {

/// Directions to try: a Latin hypercube over all assumptions but those that the scenario gives, normal deviations of
/// `spread` log-odds.
AssumptionSet trial_directions(std::size_t trials, double spread, const Scenario& scenario, std::uint64_t seed);

/// The scenarios to live: the one given, then each direction both ways; one replicate each, under one luck.
std::vector<std::shared_ptr<const Scenario>> trial_scenarios(const Scenario& scenario, const AssumptionSet& trials);

/// What an authority comes to in each of the scenarios: forecasts of its measures, values by scenario. Nothing if
/// somebody asked for a stop. InputError where no map can be built of the tables.
std::optional<std::vector<Forecast>> live_trials(const HindcastPlan& plan, const std::string& authority,
                                                 const std::vector<std::shared_ptr<const Scenario>>& scenarios,
                                                 const Parallel& parallel, Progress& progress);

/// One number of the published path, over the authorities lived, and what the trials made of it.
struct PathRow {
    std::string measure, axes, words;
    int horizon = 0;              ///< years after the start
    std::size_t authorities = 0;  ///< in the sums
    double published = 0;         ///< sum
    std::vector<double> lived;    ///< sums, by scenario
    double doubt = 0;             ///< standard deviation of log(lived / published) that is no fault of a trial
    bool asked = false;           ///< whether a trial must meet it: the model as it is does
    /// log(lived / published) over the doubt.
    [[nodiscard]] double implausibility(std::size_t scenario) const;
    /// How far the middle of two scenarios lies from the model as it is, over the doubt.
    [[nodiscard]] double middle_moved(std::size_t one, std::size_t other) const;
};

/// A trial further off than so many standard deviations on any row is ruled out (Pukelsheim 1994: of any distribution
/// with one peak 95% lies within three).
inline constexpr double ruled_out_beyond = 3;

/// The middle of a direction's two ways may lie so many doubts from the model as it is, on any row, and no further:
/// else a range would be moved, not widened.
inline constexpr double middle_within = 1;

/// History matching: which trials keep the published path.
struct Calibration {
    std::vector<PathRow> rows;
    /// Directions neither way of which is ruled out and whose middle stays where the model is, the stillest first.
    std::vector<std::size_t> kept;
};

/// Holds what was lived, by authority in the order of `authorities`, against what was published of the same ones.
Calibration match_history(const Published& published, const std::vector<std::string>& authorities,
                          const std::vector<std::vector<Forecast>>& lived, std::size_t directions);

/// The rows as a table: published, the model as it is, trials from least to greatest before and after.
std::string calibration_csv(const Calibration& calibration);

/// How far the data have told an assumption, of those kept: spread over that of all trials.
struct AssumptionTold {
    std::string key;
    double spread_left = 1;
};
/// Sorted from the most told.
std::vector<AssumptionTold> told_by_history(const AssumptionSet& trials, const std::vector<std::size_t>& kept);

}  // namespace sendscape
