// SPDX-License-Identifier: MIT
#pragma once
#include <chrono>

#include "visualiser/bench_figures.h"
#include "visualiser/lever_panel.h"
#include "visualiser/live_run.h"

namespace sendscape {

/// Pulls levers of every kind by keys while it draws, as a window would, and prints the seconds from the key to the
/// first picture that shows the lever, to the first simulated month after it, and to the whole new future, twenty times
/// where as many can be pulled. `began`: when the live run was asked for.
void bench_levers(Stage& stage, LiveRun& live, LeverPanel& levers, unsigned width, unsigned height,
                  std::chrono::steady_clock::time_point began, BenchFigures& figures);
/// Pulls one lever in the first year of a live run of several runs: the seconds until all of them are lived anew.
void bench_all_runs(Stage& stage, LiveRun& live, LeverPanel& levers, unsigned width, unsigned height,
                    BenchFigures& figures);

}  // namespace sendscape
