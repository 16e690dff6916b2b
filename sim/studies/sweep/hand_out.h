// SPDX-License-Identifier: MIT
#pragma once
#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "sim/core/error.h"
#include "sim/studies/sweep/live_sweep.h"
#include "sim/studies/sweep/ranks.h"
#include "sim/studies/sweep/sweep_journal.h"

namespace sendscape {

/// How long a rank may say nothing before it counts as lost. Each says that it is there every second, whatever it does;
/// one that was only held up is heard again and works on.
inline constexpr std::chrono::milliseconds rank_patience{10'000};

/// What rank 0 needs to have a sweep lived by the others.
struct HandingOut {
    std::string study;            ///< study_text: a rank that reads another gets no runs
    std::vector<RunNumber> runs;  ///< in the order of runs_in_order
    std::function<void(const RunRecord&)> keep;
    std::function<void(const std::string&)> tell;  ///< a sentence on a rank that is lost, refused or heard again
    std::chrono::milliseconds patience = rank_patience;
};

/// No rank is left to live runs.
struct NoRankLeft : MachineError {
    using MachineError::MachineError;
};

/// Hands runs to the other ranks, fewer at a time as they run out, until each has been kept once. What a rank that was
/// lost, or failed, had in hand is handed out again. Throws NoRankLeft, Interrupted, what `keep` throws.
void hand_out(Ranks& ranks, const HandingOut& work);

/// Tells the other ranks that there is nothing more to do.
void dismiss(Ranks& ranks);

/// What every other rank does: plans the sweep, lives the runs it is handed and sends back what became of each, until
/// it is dismissed or rank 0 falls silent. What it throws meanwhile is told to rank 0. `plan` is called on a thread of
/// its own. Throws Interrupted, and MachineError where rank 0 is silent for six times `patience`.
void live_handed_runs(Ranks& ranks, const std::function<SweepPlan()>& plan, const Parallel& parallel,
                      const SweepWay& way = {}, std::chrono::milliseconds patience = rank_patience);

}  // namespace sendscape
