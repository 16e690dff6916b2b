// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <filesystem>

#include "sim/commands/command.h"
#include "sim/commands/scenario_options.h"
#include "sim/core/interrupt.h"
#include "sim/core/machine_limits.h"
#include "sim/core/output_paths.h"
#include "sim/output/output_folder.h"
#include "sim/output/recording.h"
#include "sim/start/memory.h"
#include "sim/studies/magnet_options.h"
#include "sim/studies/magnets_page.h"
#include "sim/studies/magnets_table.h"

namespace sendscape {
namespace fs = std::filesystem;
namespace {

/// Throws MachineError, before work begins, when the futures need more memory than there is.
void check_memory_of(const std::vector<MagnetOption>& options, std::uint32_t replicates, int threads) {
    const Map& map = *options.front().option.map;
    const int years = options.front().option.scenario->years;
    const auto together = std::min<std::uint32_t>(replicates, static_cast<std::uint32_t>(threads));
    // Each replicate on its way keeps a world for each future that has yet to part, one of the last September and its
    // own; recordings are kept until the replicates lived together are done.
    const std::size_t worlds = world_memory(map, years) * together * (options.size() + 1);
    const std::size_t recordings =
        Recording::memory_estimate(map, years * months_a_year, together) * (options.size() + 1);
    const std::size_t figures = map.schools.size() * sizeof(SchoolFigures) * options.size() * replicates *
                                (static_cast<std::size_t>(years) + 1) * 2;
    check_memory(worlds + recordings + figures, threads,
                 fmt::format("magnets ({} futures, {} at a time)", options.size(), together));
}

int run_magnets(const Given& given, std::ostream& out, std::ostream& err) {
    const auto began = std::chrono::steady_clock::now();
    const bool quiet = given.on("--quiet");
    const std::string word = given.text("SCENARIO");
    const fs::path folder = given.text("--out");
    for (const std::string& file : files_of_magnets())
        spare_inputs(folder / file, {word, given.path("--map").value_or(fs::path())});
    const std::string list = given.text("--policies");
    const std::vector<std::string> policies = list.empty()     ? policies_against_magnets()
                                              : list == "none" ? std::vector<std::string>{}
                                                               : policies_named(list);
    const Parallel parallel(given.threads());
    const MagnetSubject subject = magnet_subject(word, overrides_of(given));
    OutputFolder results(folder, given.on("--force"), files_of_magnets());
    std::vector<std::string> notes;
    const std::vector<MagnetOption> options =
        magnet_options(subject, policies, list == "all", given.path("--map"), parallel, notes);
    const std::uint32_t replicates = *subject.overrides.replicates;
    const int years = options.front().option.scenario->years;
    check_memory_of(options, replicates, parallel.threads());
    if (!quiet) {
        for (const std::string& note : notes) fmt::print(err, "sendscape: {}\n", note);
        fmt::print(err, "Living {} futures of {}: {} years, {} replicates, {} thread{}\n", options.size(),
                   options.front().option.map->name, years, replicates, parallel.threads(),
                   parallel.threads() == 1 ? "" : "s");
    }
    Progress progress(err, "magnets", option_months(options.size(), years, replicates), quiet);
    MagnetTrials trials = live_magnets(options, replicates, parallel, progress);
    progress.finish();
    MagnetStudy study =
        study_magnets(std::move(trials), static_cast<std::size_t>(*given.whole("--top")), given.on("--names"));
    study.notes = std::move(notes);
    results.write("magnets.csv", magnets_csv(study));
    stop_if_asked();
    results.write("magnets.html", magnets_html(study));
    stop_if_asked();
    results.commit();
    if (quiet) return 0;
    out << magnets_text(study) << std::flush;
    fmt::print(err, "Written to {} in {} ({} of processor time)\n", folder.string(),
               duration_text(std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count()),
               duration_text(static_cast<double>(std::clock()) / CLOCKS_PER_SEC));
    return 0;
}

}  // namespace

CommandRow magnets_row() {
    CommandRow row{
        "magnets", "Tell magnets and deflectors: since when, what made them, what they cost, what shrinks them",
        "  sendscape magnets county --out out/magnets\n"
        "  sendscape magnets out/run/run.h5 --out out/magnets --policies P08,P11\n"
        "  sendscape magnets status-quo --map trafford.h5 --replicates 20 --out out/trafford --names\n"
        "A run file is lived again, with its scenario, map, seed and replicates. Each link of the magnet loop is cut\n"
        "alone, then all at once, then each policy is tried, all under the same luck. Without --replicates there are\n"
        "those of the run file, or 10. magnets.html and magnets.csv are written.\n",
        scenario_options(), run_magnets};
    row.options.front().value = "RUN.h5|SCENARIO";
    row.options.front().help = "a run file, or a scenario: a bare name (county, status-quo) or a .toml file";
    row.options.insert(
        row.options.end(),
        {{.name = "--policies",
          .value = "P,Q,...",
          .help = "policies to try, by name or id (an id stands for each of its readings); all: every policy that "
                  "somebody asks for; none (default: P03-best-fit-naming, P07-targeted, P08-panel-threshold, P11-gate, "
                  "P17-training, P24-pooling)"},
         {.name = "--top",
          .value = "N",
          .help = "so many magnets and so many deflectors on the page, 1 to 1000 (default 10); magnets.csv has all",
          .otherwise = "10",
          .least = 1,
          .most = 1000},
         {.name = "--names",
          .help = "name real schools; without it they are told as 'Secondary A in AREA'",
          .takes = Takes::nothing},
         {.name = "--out", .value = "DIR", .help = "folder of the results", .required = true},
         force_option,
         quiet_option});
    return row;
}

}  // namespace sendscape
