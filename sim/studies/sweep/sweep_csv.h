// SPDX-License-Identifier: MIT
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "sim/studies/sweep/sweep_result.h"

namespace sendscape {

/// Takes text as it is made: the table of a large sweep is never in memory whole.
using TextSink = std::function<void(std::string_view)>;

/// FILE.csv: point, replicate, the factors, measure, axes, month, value; a row for each value of each run that is
/// done. Values that are none are left out.
void sweep_csv(const SweepResult& result, const TextSink& out);

/// FILE-runs.csv: point, replicate, the factors, status, digest, message; a row for each run.
std::string sweep_runs_csv(const SweepResult& result);

/// Rows sweep_csv will have at the most.
std::size_t sweep_csv_rows(const SweepPlan& plan);

}  // namespace sendscape
