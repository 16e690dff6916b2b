// SPDX-License-Identifier: MIT
#pragma once
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "maps/map.h"
#include "sim/core/parallel.h"
#include "sim/output/run.h"
#include "sim/parameters.h"
#include "sim/scenario/scenario.h"
#include "sim/studies/progress.h"

namespace sendscape {

/// What one end of a parameter's range did to the measures.
enum class Moves : std::uint8_t {
    beyond_luck,  ///< more than other luck does without it
    within_luck,  ///< it changes the run, and no measure by more than other luck does
    nothing,      ///< every measure of every month is equal bit for bit: a dead lever
    as_usual,     ///< this end is the value in force already
    cannot_act    ///< what it acts on is not on the map
};

/// One end of one parameter's range, lived.
struct ScanRow {
    std::string key;
    bool most = false;  ///< the greatest value; else the least
    std::string value;
    std::string with;  ///< what else was set, of both runs; or why it cannot act
    Moves moves = Moves::nothing;
    // the measure that changed most, in spreads of luck
    std::string measure;                ///< "high_needs_spend, state_special"
    int year = 0;                       ///< January so many years after the start
    double usual = 0;                   ///< its value without the change
    double changed = 0;                 ///< and with it
    double in_luck = 0;                 ///< the difference over the spread that luck gives
    std::vector<std::string> exploded;  ///< what no county can be, in words
};

/// What a scan lives.
struct ScanPlan {
    std::shared_ptr<const Map> map;  ///< prepared for the scenario
    std::shared_ptr<const Scenario> scenario;
    int years = 4;           ///< at the most
    bool all_years = false;  ///< else a lever is let go at the first January that shows it beyond luck
    std::uint32_t luck = 8;  ///< runs under other luck, whose spread changes are told in; 2 at least
};

/// Runs each parameter at both ends of its range, one replicate under the luck of the run without the change,
/// parameters in parallel; the rows in the order of `parameters`, the least value first. A parameter that acts only
/// beside another one is lived with that one on, as scan_terms.h says. Throws Interrupted.
std::vector<ScanRow> scan(const ScanPlan& plan, std::span<const ParameterRow* const> parameters,
                          const Parallel& parallel, std::ostream& err, bool quiet);

/// Values of a parameter's ends: least and most. A table is halved and doubled within its range; names in order are
/// turned round, and left to the last one alone.
std::vector<double> scan_end(const ParameterRow& row, bool most);

/// What in a run is not possible or has run away, against a run without the change: values that are no numbers, counts
/// below 0, shares outside 0 to 1, stocks more than five times their start.
std::vector<std::string> explosions(const Run& run, const Run& usual);

/// Keys of the parameters no end of which moved any measure, though one could.
std::vector<std::string> dead_levers(std::span<const ScanRow> rows);

std::string scan_csv(std::span<const ScanRow> rows);

}  // namespace sendscape
