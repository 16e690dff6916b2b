// SPDX-License-Identifier: MIT
#pragma once
#include <chrono>

#include "visualiser/lever_panel.h"
#include "visualiser/live_run.h"

namespace sendscape {

/// Pulls levers of every kind by keys while it draws, as a window would, and prints the seconds from the key to the
/// first picture that shows the lever, to the first simulated month after it, and to the whole new future. `began`:
/// when the live run was asked for.
void bench_levers(Stage& stage, LiveRun& live, LeverPanel& levers, unsigned width, unsigned height,
                  std::chrono::steady_clock::time_point began);

}  // namespace sendscape
