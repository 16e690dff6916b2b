// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <string>

#include "sim/core/parallel.h"
#include "sim/studies/sweep/live_sweep.h"

namespace sendscape {

/// What a sweep will cost, told before it is begun.
struct SweepEstimate {
    std::size_t runs = 0, months = 0;             ///< months: of all runs together
    std::size_t months_shared = 0;                ///< of them, those lived once for several runs
    std::size_t starts = 0;                       ///< starting populations made
    double start_seconds = 0, month_seconds = 0;  ///< of one, on one thread, as just measured
    double seconds = 0;                           ///< all of it, by the clock
    std::size_t memory = 0, values = 0;           ///< bytes; numbers in the result
};

/// Lives the first point for two years at the most to see how long it takes.
SweepEstimate estimate_sweep(const SweepPlan& plan, const SweepWay& way, const Parallel& parallel);

/// The same in words, a line each.
std::string estimate_text(const SweepPlan& plan, const SweepEstimate& estimate, int threads);

}  // namespace sendscape
