// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "sim/output/run.h"

namespace sendscape {

/// True if replicates differ in an authority's practice too, and not in luck alone: some authority of the run starts
/// from SEN2 of the year before, and plans.practice_doubt is above 0.
bool doubts_practice(const Run& run);

/// True if replicates differ in how single schools change for good: one of the four drifts is above 0.
bool doubts_schools(const Run& run);

/// True if replicates differ in what public data cannot tell: plans.assumptions_doubt is above 0.
bool doubts_assumptions(const Run& run);

/// Part of the variance over replicates that is authorities' practice and schools' lasting changes; values by
/// replicate. From replicate 1 on each draws them as far one way as the next one the other way (PairedDraws), so that
/// the mean of such a pair holds all else, and half of its variance. Nothing for fewer than eight pairs, which tell too
/// little, or where nothing varies.
std::optional<double> share_of_practice(const std::vector<double>& by_replicate);

/// The same of the assumptions, which are drawn one way and the other by replicates 1 and 3, 2 and 4
/// (assumption_draw()): 17 replicates tell it.
std::optional<double> share_of_assumptions(const std::vector<double>& by_replicate);

/// What the ranges of a run of several replicates hold and what they do not, for summary and report.
std::string words_on_ranges(const Run& run);

}  // namespace sendscape
