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

/// Part of the variance over replicates that is authorities' practice, the rest luck; values by replicate. From
/// replicate 1 on each draws practice as far above what was published as the next one below it, so that the mean of
/// such a pair holds luck alone, and half of its variance. Nothing for fewer than eight pairs, which tell too little,
/// or where nothing varies.
std::optional<double> share_of_practice(const std::vector<double>& by_replicate);

/// What the ranges of a run of several replicates hold and what they do not, for summary and report.
std::string words_on_ranges(const Run& run);

}  // namespace sendscape
