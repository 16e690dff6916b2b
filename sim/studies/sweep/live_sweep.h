// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "sim/core/parallel.h"
#include "sim/studies/progress.h"
#include "sim/studies/sweep/sweep_journal.h"
#include "sim/studies/sweep/sweep_points.h"

namespace sendscape {

/// How a sweep is lived: none of it changes a result.
struct SweepWay {
    std::size_t first = 0, end = 0;  ///< points to live: those of a shard
    bool backwards = false;          ///< the last point first
    /// Told of each run before it is lived; what it throws is taken for the run's own failure.
    std::function<void(RunNumber)> begins{};
};

/// Points of shard `shard` of `shards`, the first being 1.
SweepWay shard_of(std::size_t points, std::size_t shard, std::size_t shards);

/// Runs of the points that the journal lacks.
std::vector<RunNumber> runs_to_live(const SweepPlan& plan, const SweepWay& way, const SweepJournal& journal);

/// Runs in the order they are best lived in: those that begin alike after one another.
std::vector<RunNumber> runs_in_order(const SweepPlan& plan, std::vector<RunNumber> runs);

/// Where runs come from and what becomes of them.
struct SweepWork {
    /// Runs to live next; none: there are no more; nothing: none just now, ask again. One thread at a time calls it.
    std::function<std::optional<std::vector<RunNumber>>()> next;
    /// Takes a run that has ended, from any thread. What it throws ends the sweep.
    std::function<void(const RunRecord&)> keep;
    /// Whether to stop, as if a stop had been asked for.
    std::function<bool()> stopped{};
};

/// Lives runs side by side, each alone on its thread, as long as there are any; see live_sweep.
void live_runs(const SweepPlan& plan, const SweepWay& way, const SweepWork& work, const Parallel& parallel,
               Progress& progress);

/// Lives every run the journal lacks and adds it there as it ends. Runs are lived side by side, each alone on its
/// thread; what points share is lived once: the starting population of a replicate, and the months before a dated
/// difference. A run that throws is set aside in the journal with what it threw. Throws Interrupted when a stop is
/// asked for, MachineError where the machine cannot; what has ended by then is in the journal.
void live_sweep(const SweepPlan& plan, const SweepWay& way, SweepJournal& journal, const Parallel& parallel,
                Progress& progress);

/// Months live_sweep reports to its progress.
std::uint64_t months_to_live(const SweepPlan& plan, const std::vector<RunNumber>& runs);

/// Bytes a sweep takes while it is lived.
std::size_t sweep_memory(const SweepPlan& plan, int threads);

}  // namespace sendscape
