// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include "sim/commands/command.h"
#include "sim/core/error.h"
#include "sim/core/interrupt.h"
#include "sim/core/output_paths.h"
#include "sim/output/wording.h"
#include "sim/scenario/config_files.h"
#include "sim/scenario/parameter_values.h"
#include "sim/start/memory.h"
#include "sim/studies/sweep/hand_out.h"
#include "sim/studies/sweep/live_sweep.h"
#include "sim/studies/sweep/merge_shards.h"
#include "sim/studies/sweep/ranks.h"
#include "sim/studies/sweep/sweep_config.h"
#include "sim/studies/sweep/sweep_estimate.h"
#include "sim/studies/sweep/sweep_output.h"

namespace sendscape {
namespace {
namespace fs = std::filesystem;

constexpr std::size_t failures_listed = 10;
constexpr std::uint64_t most_shards = 100'000;
/// Of a rank that has nothing to say of its own (cli.cpp).
constexpr int machine_status = 3, interrupted_status = 130;

/// --shard i/n.
std::optional<std::pair<std::size_t, std::size_t>> shard_given(const Given& given) {
    const auto text = given.word("--shard");
    if (!text) return std::nullopt;
    const std::size_t slash = text->find('/');
    const auto number = [](std::string_view word) { return parse_whole(word, most_shards); };
    const auto shard = number(std::string_view(*text).substr(0, slash));
    const auto shards = slash == std::string::npos ? std::nullopt : number(std::string_view(*text).substr(slash + 1));
    if (!shard || !shards || *shard < 1 || *shard > *shards)
        throw InputError(fmt::format("--shard {}: write i/n, such as 1/4 to 4/4 for four parts", *text));
    return std::pair<std::size_t, std::size_t>(*shard, *shards);
}

void check_options(const Given& given) {
    const auto both = [&](bool one, bool other, std::string_view words) {
        if (one && other) throw InputError(fmt::format("{}: give one of them", words));
    };
    const bool merge = !given.all("--merge").empty();
    both(given.on("--resume"), given.on("--force"), "--resume and --force");
    both(merge, given.word("--shard").has_value(), "--merge and --shard");
    both(merge, given.on("--resume"), "--merge and --resume");
    both(merge, given.on("--dry-run"), "--merge and --dry-run");
    if (!given.word("--out") && !given.on("--dry-run"))
        throw InputError("--out FILE.h5 is needed: where the result is written (--dry-run needs none)");
}

/// Asked before work begins: the files can be put there, and nothing is there that should stay.
void check_files(const SweepFiles& files, bool resume, bool force) {
    std::error_code none;
    const bool goes_on = resume && fs::exists(files.journal, none);
    if (resume && !goes_on && fs::exists(files.result, none))
        throw InputError(fmt::format("--resume: '{}' is there and its journal '{}' is not: --force begins anew",
                                     files.result.string(), files.journal.string()));
    for (const fs::path& file : {files.result, files.table, files.runs}) check_output_file(file, goes_on || force);
    check_is_sweep(files.result);
    check_output_file(files.journal, true);
    if (!resume && !force && fs::exists(files.journal, none))
        throw InputError(
            fmt::format("'{}' holds the runs of a sweep begun before: --resume goes on with it, --force begins anew",
                        files.journal.string()));
}

/// What failed, with the command that lives each again.
std::string failures_text(const SweepResult& result, const SweepPlan& plan, const std::string& map,
                          const SweepFiles& files) {
    if (result.failures.empty()) return {};
    std::string text = fmt::format("{} of {} runs failed and {} set aside:\n", result.failures.size(),
                                   result.status.size(), result.failures.size() == 1 ? "was" : "were");
    for (std::size_t i = 0; i < std::min(failures_listed, result.failures.size()); ++i) {
        const auto& [run, message] = result.failures[i];
        text += fmt::format("  point {}, replicate {}, seed {}: {}\n    again: {}\n", run.first, run.second,
                            result.seed, message, replay_command(plan.study, map, run.first, run.second));
    }
    if (result.failures.size() > failures_listed)
        text += fmt::format("  and {} more, in {}\n", result.failures.size() - failures_listed, files.runs.string());
    return text;
}

void finish(const SweepResult& result, const SweepPlan& plan, const Given& given, const SweepFiles& files, bool replace,
            std::chrono::steady_clock::time_point began, std::ostream& out, std::ostream& err) {
    write_sweep(result, plan, files, replace);
    const std::string failures = failures_text(result, plan, given.word("--map").value_or(""), files);
    if (given.on("--quiet")) {
        err << failures;
        return;
    }
    const std::size_t done = result.count(RunStatus::done), not_run = result.count(RunStatus::not_run);
    out << fmt::format("{}: {} of {} runs done{}\n", result.title, done, result.status.size(),
                       not_run > 0 ? fmt::format(", {} not of this shard", not_run) : "")
        << failures << fmt::format("content {}\n", content_digest(result)) << std::flush;
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    fmt::print(err, "Written: {}, {}, {} in {}\n", files.result.string(), files.table.string(), files.runs.string(),
               duration_text(seconds));
}

/// "sendscape sweep study.toml --map york.h5": how each shard's command begins.
std::string command_of_shards(const Given& given) {
    const auto map = given.word("--map");
    return fmt::format("sendscape sweep {}{}", given.text("SWEEP"), map ? " --map " + *map : "");
}

SweepPlan planned(const Given& given, const Parallel& parallel) {
    ConfigProblems problems;
    SweepStudy study = read_sweep_config(given.text("SWEEP"), problems);
    return plan_sweep(std::move(study), given.path("--map"), problems, parallel);
}

/// The other ranks of this job; dismissed when this goes, however it ends.
class Company {
  public:
    Company() : ranks_(join_ranks()) {}
    ~Company() { dismiss(); }
    Company(const Company&) = delete;
    Company& operator=(const Company&) = delete;
    Ranks& ranks() { return *ranks_; }
    void dismiss() {
        if (!std::exchange(dismissed_, true)) sendscape::dismiss(*ranks_);
    }

  private:
    std::unique_ptr<Ranks> ranks_;
    bool dismissed_ = false;
};

/// Has the other ranks live what the journal lacks.
void live_on_ranks(Company& company, const SweepPlan& plan, const SweepWay& way, SweepJournal& journal,
                   Progress& progress, std::ostream& err) {
    const auto months = static_cast<std::uint64_t>(plan.years) * months_a_year;
    HandingOut work;
    work.study = study_text(plan);
    work.runs = runs_in_order(plan, runs_to_live(plan, way, journal));
    work.keep = [&](const RunRecord& record) {
        journal.add(record);
        progress.advance(months);
    };
    work.tell = [&](const std::string& words) { fmt::print(err, "sendscape: {}\n", words); };
    try {
        hand_out(company.ranks(), work);
    } catch (const NoRankLeft& failure) {
        throw NoRankLeft(fmt::format("{}; {} runs are kept in {}: go on with the same command and --resume",
                                     failure.what(), journal.runs(), journal.path().string()));
    }
    company.dismiss();
}

/// Every rank but the first, which writes all files and says all that is to be said.
int follow(const Given& given) {
    std::unique_ptr<Ranks> ranks;
    try {
        ranks = join_ranks();
    } catch (const MachineError&) {
        return machine_status;
    }
    const int here = ranks->working_here();
    int threads = given.threads();
    if (!given.word(threads_option.name)) threads = std::max(1, threads / ranks->working_on_these_cores());
    const Parallel parallel(threads);
    const auto plan = [&] {
        SweepPlan made = planned(given, parallel);
        check_memory(sweep_memory(made, threads) * static_cast<std::size_t>(here), threads,
                     fmt::format("this sweep with {} ranks on this machine", here));
        return made;
    };
    try {
        live_handed_runs(*ranks, plan, parallel);
    } catch (const Interrupted&) {
        return interrupted_status;
    }
    ranks->finish();
    return 0;
}

/// Lives what is not in the journal yet and writes the result.
void live_and_write(const SweepPlan& plan, const SweepWay& way, const Given& given, const SweepFiles& files,
                    const Parallel& parallel, Company* company, MadeFolders& folders,
                    std::chrono::steady_clock::time_point began, std::ostream& out, std::ostream& err) {
    const bool quiet = given.on("--quiet"), resume = given.on("--resume");
    std::error_code error;
    const bool there = fs::exists(files.journal, error);
    SweepJournal journal(files.journal, study_text(plan),
                         resume && there ? SweepJournal::Open::go_on : SweepJournal::Open::anew);
    folders.keep();
    if (!journal.dropped().empty()) fmt::print(err, "sendscape: {}\n", journal.dropped());
    const std::vector<RunNumber> runs = runs_to_live(plan, way, journal);
    if (!quiet)
        fmt::print(err, "{}: {} runs to live{} on {}: {} years, {}\n", plan.study.title, runs.size(),
                   resume ? fmt::format(", {} done before", journal.runs()) : "", plan.map_name, plan.years,
                   company ? fmt::format("{} ranks, the first of which hands out", company->ranks().count())
                           : fmt::format("{} thread{}", parallel.threads(), parallel.threads() == 1 ? "" : "s"));
    try {
        Progress progress(err, "sweep", months_to_live(plan, runs), quiet);
        if (company)
            live_on_ranks(*company, plan, way, journal, progress, err);
        else
            live_sweep(plan, way, journal, parallel, progress);
    } catch (const Interrupted&) {
        throw Interrupted(fmt::format("interrupted; {} runs are kept in {}: go on with the same command and --resume",
                                      journal.runs(), files.journal.string()));
    }
    const SweepResult result = assemble(plan, [&](RunNumber run) {
        return journal.has(run) ? journal.read(run) : RunRecord{run, RunStatus::not_run, "", {}};
    });
    try {
        finish(result, plan, given, files, true, began, out, err);
    } catch (const MachineError& failure) {
        throw MachineError(
            fmt::format("{}; every run is kept in '{}': make room and go on with the same command and "
                        "--resume",
                        failure.what(), files.journal.string()));
    }
}

int run_sweep(const Given& given, std::ostream& out, std::ostream& err) {
    const auto began = std::chrono::steady_clock::now();
    const bool resume = given.on("--resume"), force = given.on("--force");
    const bool writes = !given.on("--dry-run"), merges = !given.all("--merge").empty();
    const RankOfProcess place = rank_of_process();
    if (place.rank != 0) return writes && !merges ? follow(given) : 0;
    std::optional<Company> company;
    if (place.count > 1 && writes && !merges) company.emplace();
    check_options(given);
    const auto shard = shard_given(given);
    const SweepFiles files(given.word("--out").value_or("sweep.h5"));
    std::error_code error;
    MadeFolders folders;
    if (writes) {
        std::vector<fs::path> inputs = given.paths("--merge");
        inputs.emplace_back(given.text("SWEEP"));
        inputs.push_back(given.path("--map").value_or(fs::path()));
        for (const fs::path& file : {files.result, files.table, files.runs, files.journal}) spare_inputs(file, inputs);
        check_ending(files.result, ".h5",
                     "the result is an HDF5 file, beside which its tables are written as FILE.csv and FILE-runs.csv");
        if (merges)
            for (const fs::path& file : {files.result, files.table, files.runs}) check_output_file(file, force);
        else
            check_files(files, resume, force);
        folders = MadeFolders(files.result.parent_path(), error);
        if (error) throw MachineError(fmt::format("cannot write '{}': {}", files.result.string(), error.message()));
    }
    const Parallel parallel(given.threads());
    const SweepPlan plan = planned(given, parallel);
    const std::size_t points = plan.points.size();
    const SweepWay way = shard ? shard_of(points, shard->first, shard->second) : shard_of(points, 1, 1);
    if (way.first == way.end)
        throw InputError(fmt::format("--shard {}: of {} points this part has none", given.text("--shard"), points));
    if (!merges) {
        const int living = company ? 0 : parallel.threads();  // other ranks see to their own memory
        check_memory(sweep_memory(plan, living), parallel.threads(),
                     fmt::format("this sweep ({} points, {} replicates, {} thread{})", points, plan.study.replicates,
                                 parallel.threads(), parallel.threads() == 1 ? "" : "s"));
    }
    if (!writes) {
        out << estimate_text(plan, estimate_sweep(plan, way, parallel), parallel.threads()) << std::flush;
        return 0;
    }
    if (merges) {
        const SweepResult whole = merge_shards(plan, given.paths("--merge"), command_of_shards(given));
        finish(whole, plan, given, files, force, began, out, err);
        folders.keep();
    } else {
        live_and_write(plan, way, given, files, parallel, company ? &*company : nullptr, folders, began, out, err);
    }
    if (company) company->ranks().finish();
    return 0;
}

}  // namespace

CommandRow sweep_row() {
    return {
        "sweep",
        "Run a scenario at many points of its inputs, under the same luck",
        "  sendscape sweep least-known --dry-run\n"
        "  sendscape sweep study.toml --map york.h5 --out out/study.h5\n"
        "  sendscape sweep study.toml --out out/study.h5 --resume\n"
        "  sendscape sweep study.toml --out out/part-2.h5 --shard 2/4\n"
        "  sendscape sweep study.toml --out out/whole.h5 --merge out/part-*.h5\n"
        "  mpirun -n 4 sendscape sweep study.toml --out out/study.h5\n"
        "Written: FILE.h5 (xarray.open_dataset), FILE.csv (a row for each value), FILE-runs.csv (a row for each run) "
        "and\n"
        "FILE.journal, which --resume goes on from after a stop, a crash or a kill, to the same bytes. A run that "
        "fails\n"
        "is set aside and listed with the command that lives it again; the others are not touched by it.\n"
        "A sweep's file is described in configs/README.md; configs/sweeps holds three.\n",
        {
            {.name = "SWEEP", .help = "sweep: a bare name (least-known) or a .toml file", .required = true},
            {.name = "--map", .value = "MAP.h5", .help = "map file to run on"},
            {.name = "--out", .value = "FILE.h5", .help = "the result; the other files stand beside it"},
            {.name = "--dry-run",
             .help = "tell runs, memory and time, measured on one run, and write nothing",
             .takes = Takes::nothing},
            {.name = "--resume", .help = "go on from FILE.journal, where there is one", .takes = Takes::nothing},
            {.name = "--shard", .value = "i/n", .help = "live the i-th of n parts of the points: for job schedulers"},
            {.name = "--merge",
             .value = "FILE.h5",
             .help = "put the results of all shards together, and run nothing",
             .takes = Takes::several},
            threads_option,
            force_option,
            quiet_option,
        },
        run_sweep};
}

}  // namespace sendscape
