// SPDX-License-Identifier: MIT
#include "sim/commands/run_command.h"

#include <fmt/format.h>
#include <fmt/ostream.h>
#include <fmt/ranges.h>
#include <sys/utsname.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <thread>

#include "sim/branch/checkpoint.h"
#include "sim/commands/command.h"
#include "sim/commands/scenario_options.h"
#include "sim/core/error.h"
#include "sim/core/interrupt.h"
#include "sim/output/aims.h"
#include "sim/output/recording.h"
#include "sim/output/school_names.h"
#include "sim/output/summary.h"
#include "sim/output/write_outputs.h"
#include "sim/scenario/entry_notes.h"
#include "sim/scenario/prepare_map.h"
#include "sim/scenario/read_scenario.h"
#include "sim/scenario/scenario_map.h"
#include "sim/start/memory.h"
#include "sim/studies/progress.h"
#include "sim/studies/replicates.h"

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

/// Where results go unless --out says it: a run that goes on writes beside its checkpoint.
fs::path folder_of(const RunOptions& options, const Scenario& scenario) {
    if (options.out) return *options.out;
    if (options.resume) return options.resume->has_parent_path() ? options.resume->parent_path() : fs::path(".");
    return fs::path("out") / scenario.name;
}

/// Bytes of a map and its prepared copy: a row of the table of journeys, a road, a school and a zone are about so long.
std::size_t map_memory(const Map& map) {
    constexpr std::size_t journey_bytes = 10, arc_bytes = 16, school_bytes = 300, zone_bytes = 200;
    return 2 * (map.travel.school.size() * journey_bytes + map.roads.arcs() * arc_bytes +
                map.schools.size() * school_bytes + map.zones.size() * zone_bytes);
}

/// Throws MachineError, before work begins, when the run needs more memory than there is.
void check_memory_of(const Scenario& scenario, const Map& map, int threads) {
    const int together =
        static_cast<int>(std::min<std::uint32_t>(scenario.replicates, static_cast<std::uint32_t>(threads)));
    check_memory(world_memory(map, scenario.years) * static_cast<std::size_t>(together) + map_memory(map) +
                     Recording::memory_estimate(map, scenario.years * 12, scenario.replicates),
                 threads, fmt::format("this run ({} replicates, {} at a time)", scenario.replicates, together));
}

void take_up_checkpoint(Replicates& replicates, const fs::path& file, const Scenario& scenario, const Map& map,
                        EventsKept events) {
    Checkpoint checkpoint = read_checkpoint(file, scenario, map.digest);
    if (checkpoint.of.events != code(events))
        throw InputError(fmt::format("{}: made with --events {}: give the same", file.string(), checkpoint.of.events));
    replicates.take_up(std::move(checkpoint), file);
}

/// Puts away how far the replicates have come, and throws Interrupted naming the checkpoint.
[[noreturn]] void stop(Replicates& replicates, const Map& map, const fs::path& folder, const RunOptions& options,
                       std::ostream& err) {
    if (!replicates.moved_on() && options.resume)
        throw Interrupted(fmt::format("interrupted; nothing was written: go on with --resume {} as before",
                                      options.resume->string()));
    if (!replicates.moved_on()) throw Interrupted("interrupted before the first month; nothing was written");
    // Of the whole of England it takes a moment: whoever asked is told that he was heard.
    if (!options.quiet) err << "interrupted: writing a checkpoint" << std::endl;
    const std::string checkpoint = replicates.save(map.digest, folder).string();
    throw Interrupted(
        fmt::format("interrupted; the state so far is in {}: go on with --resume {}", checkpoint, checkpoint));
}

/// Lives all replicates to their end. Returns whether they came there before somebody asked for a stop.
bool live_through(Replicates& replicates, const Scenario& scenario, bool quiet, std::ostream& err) {
    Progress progress(err, "running", std::uint64_t{scenario.replicates} * 12 * scenario.years, quiet);
    return replicates.run(progress);
}

/// What a run leaves: the summary to print, and why a picture is not there.
struct Written {
    std::string summary;
    std::vector<std::string> left_out;
};

/// Writes the results; nothing if somebody asked for a stop before all were in place. The replicates are then as they
/// were.
std::optional<Written> write_results(Replicates& replicates, const Scenario& scenario, const OutputOptions& options,
                                     OutputFolder& folder, const Parallel& parallel) {
    Run run = replicates.recording().finish(scenario);
    try {
        stop_if_asked();
        const auto summary_of = [&] {
            const NamesHidden hidden(run, !tells_school_names(*run.map, options.names));
            return summary_text(run, options.report);
        };
        Written written{summary_of(), {}};
        written.left_out = write_outputs(run, written.summary, options, folder, parallel);
        return written;
    } catch (const Interrupted&) {
        replicates.recording().take_back(std::move(run));
        return std::nullopt;
    }
}

void tell_beginning(const Scenario& scenario, const Map& map, Month start, int threads, std::ostream& err) {
    fmt::print(err, "Running '{}' on {}: {} year{} from {}, {} replicate{}, {} thread{}\n", scenario.title, map.name,
               scenario.years, scenario.years == 1 ? "" : "s", long_name(start), scenario.replicates,
               scenario.replicates == 1 ? "" : "s", threads, threads == 1 ? "" : "s");
}

}  // namespace

int run_command(const RunOptions& options, std::ostream& out, std::ostream& err) {
    const auto began = std::chrono::steady_clock::now();
    const auto seconds = [&] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    };
    ConfigProblems problems;
    auto scenario = std::make_shared<Scenario>(draft_scenario(options.scenario, options.overrides, problems));
    check_aims(*scenario, problems);
    const Parallel parallel(options.threads);
    if (problems.any()) checked_map(*scenario, options.map, problems, parallel);  // throws
    if (options.resume) check_checkpoint(*options.resume);
    const fs::path folder = folder_of(options, *scenario);
    spare_inputs_of_a_run(folder,
                          {options.scenario, options.map.value_or(fs::path()), options.resume.value_or(fs::path()),
                           scenario->map_file.value_or(fs::path()), scenario->map_config.value_or(fs::path())});
    OutputFolder results(folder, options.force, files_of_a_run());

    Map bare = checked_map(*scenario, options.map, problems, parallel);
    stop_if_asked();
    const EventsKept events = events_kept(options, bare);
    const Month start = scenario->start.value_or(bare.census);
    check_memory_of(*scenario, bare, parallel.threads());
    const auto map = std::make_shared<const Map>(prepare_map(bare, scenario->provision, parallel));
    Map known;  // all that is still asked of the bare one, which holds a country's zones, schools and journeys again
    known.name = bare.name;
    known.digest = bare.digest;
    bare = std::move(known);
    if (!options.quiet) {
        for (const std::string& line : entry_notes(*scenario, *map)) fmt::print(err, "sendscape: {}\n", line);
        for (const std::string& line : notes_of_orders(*scenario)) fmt::print(err, "sendscape: {}\n", line);
    }

    stop_if_asked();
    Replicates replicates(map, scenario, events, start, parallel);
    if (options.resume) take_up_checkpoint(replicates, *options.resume, *scenario, bare, events);
    if (!options.quiet) tell_beginning(*scenario, bare, start, parallel.threads(), err);
    if (!live_through(replicates, *scenario, options.quiet, err)) stop(replicates, bare, folder, options, err);
    const OutputOptions outputs{options.report, options.names, run_log(options, *scenario, bare, seconds())};
    const std::optional<Written> written = write_results(replicates, *scenario, outputs, results, parallel);
    if (!written) stop(replicates, bare, folder, options, err);
    if (!options.quiet) {
        out << written->summary << std::flush;
        fmt::print(err, "Written to {} in {}\n", folder.string(), duration_text(seconds()));
    }
    if (!written->left_out.empty())
        throw MachineError(fmt::format("{}: left out, while all other results are in {}",
                                       fmt::join(written->left_out, "; "), folder.string()));
    return 0;
}

CommandRow run_row() {
    static constexpr std::string_view events[]{"none", "plans", "all"};
    CommandRow row{"run", "Run a scenario and write its results",
                   "  sendscape run county --replicates 20 --out out/county\n"
                   "  sendscape run status-quo --map trafford.h5 --years 5 --set 'plans.agree_school=80%'\n"
                   "  sendscape run county --policy inclusion-gate --seed 7 --out out/gate\n"
                   "  sendscape run county --resume out/county/checkpoint-2029-04.h5\n",
                   scenario_options(), [](const Given& given, std::ostream& out, std::ostream& err) {
                       RunOptions options;
                       options.scenario = given.text("SCENARIO");
                       options.overrides = overrides_of(given);
                       options.map = given.path("--map");
                       options.out = given.path("--out");
                       options.events = given.word("--events");
                       options.resume = given.path("--resume");
                       options.threads = given.threads();
                       options.report = !given.on("--no-report");
                       options.names = given.on("--names");
                       options.force = given.on("--force");
                       options.quiet = given.on("--quiet");
                       return run_command(options, out, err);
                   }};
    row.options.insert(
        row.options.end(),
        {{.name = "--out", .value = "DIR", .help = "folder of the results (default out/SCENARIO)"},
         {.name = "--events",
          .value = "WHICH",
          .help = "events kept child by child: none, plans or all",
          .choices = events},
         {.name = "--no-report", .help = "leave out report.html and the pictures", .takes = Takes::nothing},
         names_option,
         {.name = "--resume", .value = "CHECKPOINT", .help = "go on from a checkpoint"},
         force_option,
         quiet_option});
    return row;
}

}  // namespace sendscape
