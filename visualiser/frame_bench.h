// SPDX-License-Identifier: MIT
#pragma once
#include <string>

#include "visualiser/bench_figures.h"
#include "visualiser/stage.h"

namespace sendscape {

/// Draws the film on show for so many seconds into a picture of the size, then half as long nearer by, and prints
/// percentiles of what a frame costs (build_ms, draw_ms; processor_ms of all threads) and frames a second. Adds the
/// figures that have an aim, and the processor time of a frame, under the name `of`.
void bench_frames(Stage& stage, unsigned width, unsigned height, double seconds, const std::string& of,
                  BenchFigures& figures);

}  // namespace sendscape
