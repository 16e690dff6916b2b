// SPDX-License-Identifier: MIT
#pragma once
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/branch/checkpoint.h"
#include "sim/core/parallel.h"
#include "sim/output/recording.h"
#include "sim/scenario/scenario.h"
#include "sim/simulation.h"
#include "sim/studies/progress.h"

namespace sendscape {

/// The replicates of one run, on the way: each is lived and recorded month by month, and together they can be put away
/// in a checkpoint and taken up from one.
class Replicates {
  public:
    Replicates(std::shared_ptr<const Map> map, std::shared_ptr<const Scenario> scenario, EventsKept events, Month start,
               const Parallel& parallel);

    /// Goes on from a checkpoint read from `file`. Throws InputError if what it holds does not fit this run.
    void take_up(Checkpoint checkpoint, const std::filesystem::path& file);

    /// Runs all to the end or until somebody asks for a stop. Returns whether all are finished.
    bool run(Progress& progress);

    /// Writes a checkpoint into the folder and returns its path.
    std::filesystem::path save(const std::string& map_digest, const std::filesystem::path& folder);

    [[nodiscard]] Recording& recording() { return recording_; }

    /// Whether any replicate has come further than it was when it was made or taken up: then there is something to put
    /// away.
    [[nodiscard]] bool moved_on() const { return moved_on_; }

  private:
    /// One replicate: where it stood when it was stopped (the bytes of its world are those of the checkpoint gone on
    /// from), and whether it has come to its end.
    struct State {
        std::vector<std::uint8_t> world;
        std::optional<Simulation> stopped;
        Month month{0};  ///< last observed
        bool finished = false;
    };

    void take_up_one(std::size_t row, SavedReplicate saved);
    void run_one(std::size_t row, const Parallel& parallel, Progress& progress);

    std::shared_ptr<const Map> map_;
    std::shared_ptr<const Scenario> scenario_;
    EventsKept events_;
    const Parallel& parallel_;
    Month start_;
    Recording recording_;
    std::vector<State> states_;
    std::string file_;  ///< of the checkpoint gone on from
    std::atomic<bool> moved_on_ = false;
};

}  // namespace sendscape
