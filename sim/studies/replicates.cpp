// SPDX-License-Identifier: MIT
#include "sim/studies/replicates.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "sim/core/error.h"
#include "sim/core/interrupt.h"
#include "sim/files/column_check.h"

namespace sendscape {

Replicates::Replicates(std::shared_ptr<const Map> map, std::shared_ptr<const Scenario> scenario, EventsKept events,
                       Month start, const Parallel& parallel)
    : map_(std::move(map)),
      scenario_(std::move(scenario)),
      events_(events),
      parallel_(parallel),
      start_(start),
      recording_(map_, start, scenario_->years * months_a_year, scenario_->replicates, events),
      states_(scenario_->replicates) {}

void Replicates::take_up(Checkpoint checkpoint, const std::filesystem::path& file) {
    file_ = file.string();
    for (std::size_t r = 0; r < checkpoint.replicates.size(); ++r) take_up_one(r, std::move(checkpoint.replicates[r]));
}

void Replicates::take_up_one(std::size_t row, SavedReplicate saved) {
    const ColumnCheck check(file_, "a checkpoint");
    const auto replicate = static_cast<std::uint32_t>(row);
    if (!saved.recording.empty()) recording_.restore(replicate, saved.recording, file_);
    const auto observed = static_cast<std::int64_t>(recording_.observed(replicate));
    const bool ended = observed == scenario_->years * months_a_year + 1;
    if (saved.world.empty() != (observed == 0 || ended))
        check.refuse(fmt::format("replicate {} was observed for {} months and has {}", row, observed,
                                 saved.world.empty() ? "no world" : "a world"));
    if (saved.world.empty()) return;
    const SavedMoment moment = saved_moment(saved.world, file_);
    if (moment.seed != scenario_->seed || moment.replicate != replicate)
        check.refuse(fmt::format("the world of replicate {} is of another seed or replicate", row));
    const std::int64_t in_hand = moment.rows_done == month_complete ? 0 : 1;
    if (moment.start != start_ || moment.month.index != start_.index + observed - 1 + in_hand)
        check.refuse(
            fmt::format("the world of replicate {} begins in month {} and stands {} month {}; of {} "
                        "months observed from {} ({}) it should stand there in month {}",
                        row, moment.start.index, in_hand == 0 ? "at the end of" : "within", moment.month.index,
                        observed, to_text(start_), start_.index, start_.index + observed - 1 + in_hand));
    // Told now, not when its turn comes after the others.
    recording_.check_events(load_world(saved.world, map_, file_), replicate, file_);
    states_[row].month = moment.month - static_cast<int>(in_hand);
    states_[row].world = std::move(saved.world);
}

bool Replicates::run(Progress& progress) {
    const std::size_t count = states_.size();
    if (count == 1 || parallel_.threads() == 1) {
        for (std::size_t r = 0; r < count && !interrupt_requested(); ++r) run_one(r, parallel_, progress);
    } else {
        parallel_.for_each(count, [&](std::size_t r) {
            const Parallel alone(1);
            if (!interrupt_requested()) run_one(r, alone, progress);
        });
    }
    return std::all_of(states_.begin(), states_.end(), [](const State& state) { return state.finished; });
}

std::filesystem::path Replicates::save(const std::string& map_digest, const std::filesystem::path& folder) {
    const RunKey of{scenario_->effective_toml, map_digest, std::string(code(events_))};
    Month month = start_;
    for (const State& state : states_) month = std::max(month, state.month);
    const auto world = [&](std::size_t r, ByteSink& out) {
        if (states_[r].stopped)
            save_world(states_[r].stopped->world(), out);
        else
            out.bytes(states_[r].world);
    };
    const auto recording = [&](std::size_t r, ByteSink& out) {
        const auto replicate = static_cast<std::uint32_t>(r);
        if (recording_.observed(replicate) > 0) recording_.save(replicate, out);
    };
    return write_checkpoint(of, states_.size(), world, recording, month, folder, parallel_);
}

void Replicates::run_one(std::size_t row, const Parallel& parallel, Progress& progress) {
    State& state = states_[row];
    const auto replicate = static_cast<std::uint32_t>(row);
    const auto months = static_cast<std::size_t>(scenario_->years) * months_a_year + 1;
    if (recording_.observed(replicate) == months) {
        state.finished = true;
        progress.advance(months - 1);
        return;
    }
    std::optional<Simulation> simulation;
    try {
        if (state.world.empty())
            simulation.emplace(map_, scenario_, replicate, parallel);
        else
            simulation.emplace(load_world(state.world, map_, file_), scenario_);
    } catch (const Interrupted&) {
        return;  // it stands where it stood; others may have come further
    }
    if (state.world.empty()) {
        recording_.observe(simulation->world(), replicate, parallel);
        moved_on_ = true;
    } else {
        state.world.clear();
        progress.advance(recording_.observed(replicate) - 1);
    }
    const World& world = simulation->world();
    while (!simulation->finished()) {
        const bool complete = simulation->step(parallel, interrupt_requested);
        moved_on_ = moved_on_ || complete || world.rows_done != month_complete;
        if (!complete) break;
        recording_.observe(world, replicate, parallel);
        progress.advance();
    }
    state.month = start_ + static_cast<int>(recording_.observed(replicate) - 1);
    state.finished = simulation->finished();
    if (!state.finished) state.stopped = std::move(simulation);
}

}  // namespace sendscape
