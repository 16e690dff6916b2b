// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <utility>

#include "sim/commands/past_inputs.h"
#include "sim/commands/scenario_options.h"
#include "sim/commands/text_table.h"
#include "sim/core/error.h"
#include "sim/core/interrupt.h"
#include "sim/core/output_paths.h"
#include "sim/files/sealed_file.h"
#include "sim/output/output_folder.h"
#include "sim/output/wording.h"
#include "sim/studies/calibration.h"

namespace sendscape {
namespace {
namespace fs = std::filesystem;

constexpr int usual_years = 3;
constexpr std::size_t usual_trials = 100, most_trials = 10'000;
constexpr std::uint64_t usual_spread = 50;  // hundredths of a log-odds: an eighth of the range from its middle
constexpr double hundredths = 100;
constexpr std::size_t table_width = 160;

std::vector<std::string> files_of_a_calibration() { return {"assumptions.toml", "calibration.csv"}; }

/// Lives the trials of every authority that is not done yet. Throws Interrupted naming --resume.
std::vector<std::string> live_authorities(const PastInputs& past, const fs::path& done,
                                          const std::vector<std::shared_ptr<const Scenario>>& scenarios,
                                          const Parallel& parallel, bool quiet, std::ostream& err) {
    const auto months = scenarios.size() * static_cast<std::uint64_t>(past.plan.scenario->years) * months_a_year;
    const auto to_do = static_cast<std::uint64_t>(
        std::count_if(past.authorities.begin(), past.authorities.end(),
                      [&](const std::string& code) { return !fs::exists(done_file(done, code)); }));
    Progress progress(err, "calibrate", months * to_do, quiet);
    std::vector<std::string> lived;
    for (const std::string& code : past.authorities) {
        if (!fs::exists(done_file(done, code))) {
            try {
                const auto forecasts = live_trials(past.plan, code, scenarios, parallel, progress);
                if (!forecasts) stop_for_resume(past, done);
                write_file(done_file(done, code), bytes_of(forecasts_csv(*forecasts)), true);
            } catch (const InputError& error) {
                progress.advance(months);
                fmt::print(err, "Left out: {} ({}): {}\n", name_of_authority(code), code, error.what());
                continue;
            }
        }
        lived.push_back(code);
    }
    return lived;
}

std::string path_table(const Calibration& calibration) {
    std::vector<std::vector<std::string>> table{
        {"years", "what", "published", "model", "off by", "doubt", "kept, least", "greatest", "asked"}};
    for (const PathRow& row : calibration.rows) {
        if (row.axes.find("need=") != std::string::npos) continue;
        double least = row.lived[0], greatest = row.lived[0];
        for (const std::size_t d : calibration.kept)
            for (const std::size_t s : {1 + 2 * d, 2 + 2 * d}) {
                least = std::min(least, row.lived[s]);
                greatest = std::max(greatest, row.lived[s]);
            }
        table.push_back({std::to_string(row.horizon), row.words, decimal(row.published, 0), decimal(row.lived[0], 0),
                         percent(row.lived[0] / row.published - 1), percent(row.doubt), decimal(least, 0),
                         decimal(greatest, 0), row.asked ? "yes" : "no"});
    }
    return text_table(table, table_width);
}

int run_calibrate(const Given& given, std::ostream& out, std::ostream& err) {
    const auto began = std::chrono::steady_clock::now();
    const bool quiet = given.on("--quiet");
    const fs::path folder = given.text("--out");
    if (given.on("--resume") && given.on("--force"))
        throw InputError("--resume and --force: one goes on with what is there, the other begins anew; give one");
    const std::vector<fs::path> tables = past_tables(given);
    for (const std::string& file : files_of_a_calibration()) spare_inputs(folder / file, tables);
    const Parallel parallel(given.threads());
    std::vector<std::string> settings;
    for (const std::string_view key : {"plans.practice_doubt", "plans.assumptions_doubt"})
        settings.push_back(fmt::format("{}=0", key));
    const PastInputs past = read_past(
        given, {.command = "calibrate", .scored = {}, .replicates = 1, .years = usual_years, .settings = settings});
    const std::size_t count = given.whole("--trials").value_or(usual_trials);
    const double spread = static_cast<double>(given.whole("--spread").value_or(usual_spread)) / hundredths;
    const Scenario& scenario = *past.plan.scenario;
    const AssumptionSet trials = trial_directions(count, spread, scenario, scenario.seed);
    const std::string inputs = inputs_text(tables, past) + fmt::format("trials {} of {} assumptions\nspread {}\n",
                                                                       count, trials.keys.size(), spread);
    OutputFolder results(folder, true, files_of_a_calibration());
    const fs::path done = prepare_done("calibrate", given, past, inputs);
    const auto scenarios = trial_scenarios(scenario, trials);
    if (!quiet) {
        for (const std::string& sentence : past.said) fmt::print(err, "{}\n", sentence);
        fmt::print(err, "{} directions of {} assumptions, each both ways, on {} authorit{}, {} years\n", count,
                   trials.keys.size(), past.authorities.size(), past.authorities.size() == 1 ? "y" : "ies",
                   scenario.years);
    }
    const std::vector<std::string> authorities = live_authorities(past, done, scenarios, parallel, quiet, err);
    if (authorities.empty()) throw InputError("calibrate: no authority could be done; the reasons are above");
    std::vector<std::vector<Forecast>> lived;
    for (const std::string& code : authorities) lived.push_back(read_forecasts(done_file(done, code)));
    const Calibration calibration = match_history(past.published, authorities, lived, count);
    AssumptionSet kept;
    kept.keys = trials.keys;
    for (const std::size_t d : calibration.kept) kept.directions.push_back(trials.directions[d]);
    std::string names;
    for (const std::string& code : authorities) names += (names.empty() ? "" : ", ") + code;
    results.write("assumptions.toml",
                  assumptions_toml(kept, {"SPDX-License-Identifier: MIT",
                                          fmt::format("Directions in which assumptions may lie, in log-odds of their "
                                                      "allowed range: {} of {} tried, both ways of",
                                                      kept.directions.size(), count),
                                          fmt::format("which keep the path published from January {} to {}.",
                                                      past.plan.start, past.plan.start + scenario.years),
                                          fmt::format("Made by: sendscape calibrate --la {} --years {} --trials {} "
                                                      "--spread {:.0f} (DfE school census and SEN2)",
                                                      names, scenario.years, count, spread * hundredths)}));
    results.write("calibration.csv", calibration_csv(calibration));
    results.commit();
    out << path_table(calibration) << '\n';
    fmt::print(out,
               "{} of {} directions are kept: neither way is off by more than {:.0f} times the doubt of any row asked, "
               "and their "
               "middle not by more than it from the model as it is.\n",
               kept.directions.size(), count, ruled_out_beyond);
    if (!kept.directions.empty()) {
        // The spread of so many draws differs from what they were drawn with by this, twice its standard deviation.
        const double chance = 2 / std::sqrt(2 * static_cast<double>(kept.directions.size()));
        std::string told;
        for (const AssumptionTold& one : told_by_history(trials, calibration.kept))
            if (one.spread_left < 1 - chance)
                told += fmt::format("{}{} ({:.2f})", told.empty() ? "" : ", ", one.key, one.spread_left);
        out << wrapped(told.empty()
                           ? "No assumption lies closer together in them than chance has it."
                           : "Closer together in them than chance has it, with the spread that is left: " + told + ".",
                       table_width)
            << '\n';
    }
    out << std::flush;
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    if (!quiet) fmt::print(err, "Written to {} in {}\n", folder.string(), duration_text(seconds));
    return 0;
}

}  // namespace

CommandRow calibrate_row() {
    std::vector<OptionRow> options = past_options();
    options.insert(options.end(),
                   {{.name = "--trials",
                     .value = "N",
                     .help = "directions to try, each both ways (default 100)",
                     .least = 2,
                     .most = most_trials},
                    {.name = "--spread",
                     .value = "N",
                     .help = "hundredths of a log-odds that an assumption is moved, standard deviation (default 50)",
                     .least = 1,
                     .most = 200},
                    threads_option,
                    force_option,
                    quiet_option});
    return {"calibrate", "Find what may be assumed: directions of the unknown parameters that keep the published path",
            "  sendscape calibrate --la Trafford Salford --census census_2019.csv coordinates.csv --sen2 "
            "sen2_age_caseload.csv \\\n"
            "      sen2_estab_caseload.csv sen2_mi.csv --out out/calibration\n"
            "  sendscape calibrate --la Trafford Salford ... --trials 200 --out out/calibration --resume\n",
            std::move(options), run_calibrate};
}

}  // namespace sendscape
