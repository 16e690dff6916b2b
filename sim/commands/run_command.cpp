#include "sim/commands/run_command.h"

#include <fmt/format.h>
#include <fmt/ostream.h>
#include <sys/utsname.h>

#include <algorithm>
#include <chrono>
#include <mutex>
#include <thread>

#include "sim/branch/checkpoint.h"
#include "sim/commands/interrupt.h"
#include "sim/commands/progress.h"
#include "sim/core/error.h"
#include "sim/files/column_check.h"
#include "sim/output/recording.h"
#include "sim/output/summary.h"
#include "sim/output/write_outputs.h"
#include "sim/scenario/check_dates.h"
#include "sim/scenario/prepare_map.h"
#include "sim/scenario/read_scenario.h"
#include "sim/scenario/scenario_map.h"
#include "sim/simulation.h"
#include "sim/start/memory.h"

namespace sendscape {
namespace fs = std::filesystem;
namespace {

EventsKept events_kept(const RunOptions& options, const Map& map) {
    if (!options.events) return usual_events(expected_pupils(map));
    for (const EventsKept kept : {EventsKept::none, EventsKept::plans, EventsKept::all})
        if (code(kept) == *options.events) return kept;
    throw InputError(fmt::format("--events {}: must be none, plans or all", *options.events));
}

std::string run_log(const RunOptions& options, const Scenario& scenario, const Map& map, double seconds) {
    utsname machine{};
    uname(&machine);
    return fmt::format(
        "Sendscape {}\nscenario {}\nmap {} ({})\nseed {}\nreplicates {}\nyears {}\nthreads {}\n"
        "wall time {:.1f} s\nmachine {} {} {}, {} processors\n",
        SENDSCAPE_VERSION, scenario.name, map.name, map.digest, scenario.seed, scenario.replicates, scenario.years,
        options.threads, seconds, machine.sysname, machine.release, machine.machine,
        std::thread::hardware_concurrency());
}

/// The replicates of one run, on the way.
class Replicates {
  public:
    Replicates(std::shared_ptr<const Map> map, std::shared_ptr<const Scenario> scenario, EventsKept events, Month start,
               const Parallel& parallel)
        : map_(std::move(map)),
          scenario_(std::move(scenario)),
          events_(events),
          parallel_(parallel),
          start_(start),
          recording_(map_, start, scenario_->years * 12, scenario_->replicates, events),
          saved_(scenario_->replicates) {}

    void take_up(Checkpoint checkpoint, const fs::path& file) {
        file_ = file.string();
        const ColumnCheck check(file_, "a checkpoint");
        for (std::size_t r = 0; r < checkpoint.replicates.size(); ++r) {
            SavedReplicate& saved = checkpoint.replicates[r];
            const auto replicate = static_cast<std::uint32_t>(r);
            if (!saved.recording.empty()) recording_.restore(replicate, saved.recording, file_);
            const auto observed = static_cast<std::int64_t>(recording_.observed(replicate));
            const bool ended = observed == scenario_->years * 12 + 1;
            if (saved.world.empty() != (observed == 0 || ended))
                check.refuse(fmt::format("replicate {} was observed for {} months and has {}", r, observed,
                                         saved.world.empty() ? "no world" : "a world"));
            if (saved.world.empty()) continue;
            const SavedMoment moment = saved_moment(saved.world, file_);
            if (moment.seed != scenario_->seed || moment.replicate != replicate)
                check.refuse(fmt::format("the world of replicate {} is of another seed or replicate", r));
            if (moment.start != start_ || moment.month.index != start_.index + observed - 1)
                check.refuse(
                    fmt::format("the world of replicate {} begins in month {} and stands in month {}; of {} "
                                "months observed from {} ({}) it should stand in month {}",
                                r, moment.start.index, moment.month.index, observed, to_text(start_), start_.index,
                                start_.index + observed - 1));
            (void)load_world(saved.world, map_, file_);  // told now, not when its turn comes after the others
            saved_[r].month = moment.month;
            saved_[r].world = std::move(saved.world);
        }
    }

    /// Runs all to the end or until somebody asks for a stop. Returns whether all are finished.
    bool run(Progress& progress) {
        const std::size_t count = saved_.size();
        if (count == 1 || parallel_.threads() == 1) {
            for (std::size_t r = 0; r < count && !interrupt_requested(); ++r) run_one(r, parallel_, progress);
        } else {
            parallel_.for_each(count, [&](std::size_t r) {
                const Parallel alone(1);
                if (!interrupt_requested()) run_one(r, alone, progress);
            });
        }
        return std::all_of(saved_.begin(), saved_.end(), [](const State& state) { return state.finished; });
    }

    Recording& recording() { return recording_; }

    fs::path save(const std::string& map_digest, const fs::path& folder) {
        Checkpoint checkpoint{scenario_->effective_toml, map_digest, std::string(code(events_)), {}};
        Month month = start_;
        for (std::size_t r = 0; r < saved_.size(); ++r) {
            SavedReplicate saved;
            saved.world = saved_[r].world;
            if (recording_.observed(static_cast<std::uint32_t>(r)) > 0)
                saved.recording = recording_.save(static_cast<std::uint32_t>(r));
            month = std::max(month, saved_[r].month);
            checkpoint.replicates.push_back(std::move(saved));
        }
        return write_checkpoint(checkpoint, month, folder);
    }

  private:
    struct State {
        std::vector<std::uint8_t> world;
        Month month{0};
        bool finished = false;
    };

    void run_one(std::size_t r, const Parallel& parallel, Progress& progress) {
        State& state = saved_[r];
        const auto replicate = static_cast<std::uint32_t>(r);
        const auto months = static_cast<std::size_t>(scenario_->years) * 12 + 1;
        if (recording_.observed(replicate) == months) {
            state.finished = true;
            progress.advance(months - 1);
            return;
        }
        Simulation simulation(map_, scenario_, replicate, parallel);
        if (!state.world.empty()) {
            simulation.world() = load_world(state.world, map_, file_);
            state.world.clear();
            progress.advance(recording_.observed(replicate) - 1);
        } else {
            recording_.observe(simulation.world(), replicate);
        }
        while (!simulation.finished() && !interrupt_requested()) {
            simulation.step(parallel);
            recording_.observe(simulation.world(), replicate);
            progress.advance();
        }
        state.month = simulation.world().month;
        state.finished = simulation.finished();
        if (!state.finished) state.world = save_world(simulation.world());
    }

    std::shared_ptr<const Map> map_;
    std::shared_ptr<const Scenario> scenario_;
    EventsKept events_;
    const Parallel& parallel_;
    Month start_;
    Recording recording_;
    std::vector<State> saved_;
    std::string file_;  ///< of the checkpoint gone on from
};

}  // namespace

int run_command(const RunOptions& options, std::ostream& out, std::ostream& err) {
    const auto began = std::chrono::steady_clock::now();
    ConfigProblems problems;
    auto scenario = std::make_shared<Scenario>(draft_scenario(options.scenario, options.overrides, problems));
    const Parallel parallel(options.threads);
    if (problems.any()) checked_map(*scenario, options.map, problems, parallel);  // throws
    if (options.resume) check_checkpoint(*options.resume);
    fs::path folder = fs::path("out") / scenario->name;
    if (options.out)
        folder = *options.out;
    else if (options.resume)
        folder = options.resume->has_parent_path() ? options.resume->parent_path() : fs::path(".");
    OutputOptions outputs{folder, options.force, options.report, {}};
    check_outputs(outputs, {options.scenario, options.map.value_or(fs::path()), options.resume.value_or(fs::path()),
                            scenario->map_file.value_or(fs::path()), scenario->map_config.value_or(fs::path())});

    const Map bare = checked_map(*scenario, options.map, problems, parallel);
    const EventsKept events = events_kept(options, bare);
    const Month start = scenario->start.value_or(bare.census);
    if (!options.quiet)
        for (const std::string& line : late_entries(*scenario, start)) fmt::print(err, "sendscape: {}\n", line);
    const int together =
        static_cast<int>(std::min<std::uint32_t>(scenario->replicates, static_cast<std::uint32_t>(parallel.threads())));
    const std::size_t map_bytes =
        bare.travel.school.size() * 10 + bare.roads.arcs() * 16 + bare.schools.size() * 300 + bare.zones.size() * 200;
    check_memory(world_memory(bare, scenario->years) * static_cast<std::size_t>(together) + 2 * map_bytes +
                     Recording::memory_estimate(bare, scenario->years * 12, scenario->replicates),
                 fmt::format("this run ({} replicates, {} at a time)", scenario->replicates, together));
    const auto map = std::make_shared<const Map>(prepare_map(bare, scenario->provision, parallel));

    Replicates replicates(map, scenario, events, start, parallel);
    if (options.resume) {
        Checkpoint checkpoint = read_checkpoint(*options.resume, *scenario, bare.digest);
        if (checkpoint.events != code(events))
            throw InputError(
                fmt::format("{}: made with --events {}: give the same", options.resume->string(), checkpoint.events));
        replicates.take_up(std::move(checkpoint), *options.resume);
    }
    if (!options.quiet)
        fmt::print(err, "Running '{}' on {}: {} year{} from {}, {} replicate{}, {} thread{}\n", scenario->title,
                   bare.name, scenario->years, scenario->years == 1 ? "" : "s", long_name(start), scenario->replicates,
                   scenario->replicates == 1 ? "" : "s", parallel.threads(), parallel.threads() == 1 ? "" : "s");
    bool finished = false;
    {
        Progress progress(err, "running", std::uint64_t{scenario->replicates} * 12 * scenario->years, options.quiet);
        finished = replicates.run(progress);
    }
    if (!finished) {
        const fs::path checkpoint = replicates.save(bare.digest, folder);
        throw Interrupted(fmt::format("interrupted; the state so far is in {}: go on with --resume {}",
                                      checkpoint.string(), checkpoint.string()));
    }
    const Run run = replicates.recording().finish(*scenario);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    outputs.log = run_log(options, *scenario, bare, seconds);
    write_outputs(run, outputs);
    if (!options.quiet) {
        out << summary_text(run) << std::flush;
        fmt::print(err, "Written to {} in {}\n", folder.string(),
                   duration_text(std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count()));
    }
    return 0;
}

}  // namespace sendscape
