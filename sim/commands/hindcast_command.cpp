// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <array>
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
#include "sim/studies/errors.h"
#include "sim/studies/evidence_page.h"
#include "sim/studies/progress.h"
#include "sim/studies/scores.h"

namespace sendscape {
namespace {
namespace fs = std::filesystem;

constexpr int least_years = 6;  // horizons that are always told
constexpr std::uint32_t usual_replicates = 10;

constexpr std::array<std::string_view, 2> englands{"foreseen", "published"};
constexpr OptionRow england_option{
    .name = "--england",
    .value = "foreseen|published",
    .help =
        "England's own requests and first placements after the start: foreseen from what was known then (the "
        "default), or as published, since forecasts without a model are told England's growth too",
    .choices = englands};

constexpr std::size_t table_width = 180;  // of the widest row, on one line of a wide terminal

std::vector<std::string> files_of_a_hindcast() {
    return {"scores.csv",         "evidence.html",        "evidence.md",
            "evidence-error.svg", "evidence-scatter.svg", "evidence-coverage.svg"};
}

struct Failure {
    std::string authority, reason;
};

/// Lives every authority that is not done yet. Throws Interrupted naming --resume.
std::vector<Failure> live_authorities(const PastInputs& hindcast, const fs::path& done, const Parallel& parallel,
                                      bool quiet, std::ostream& err) {
    std::vector<std::string> to_do;
    for (const std::string& code : hindcast.authorities)
        if (!fs::exists(done_file(done, code))) to_do.push_back(code);
    const Scenario& scenario = *hindcast.plan.scenario;
    const auto months = std::uint64_t{scenario.replicates} * static_cast<std::uint64_t>(scenario.years) * months_a_year;
    Progress progress(err, "hindcast", months * to_do.size(), quiet);
    std::vector<Failure> failures;
    for (const std::string& code : to_do) {
        try {
            const auto forecasts = hindcast_authority(hindcast.plan, code, parallel, progress);
            if (!forecasts) throw Interrupted("");
            write_file(done_file(done, code), bytes_of(forecasts_csv(*forecasts)), true);
        } catch (const InputError& error) {
            failures.push_back({code, error.what()});
            progress.advance(months);
        } catch (const Interrupted&) {
            stop_for_resume(hindcast, done);
        }
    }
    return failures;
}

std::string error_text(double value, ErrorTold told) {
    if (std::isnan(value)) return "";
    return told == ErrorTold::points || told == ErrorTold::ratio ? decimal(value, 3) : percent(value);
}

std::string baseline_table(const std::vector<ErrorLine>& lines) {
    std::vector<std::vector<std::string>> rows{{"years", "scored"}};
    for (const auto& [name, error] : lines.front().baselines) rows.front().push_back(name);
    for (const ErrorLine& line : lines) {
        rows.push_back({std::to_string(line.horizon), std::to_string(line.scored)});
        for (const auto& [name, error] : line.baselines) rows.back().push_back(error_text(error, line.told));
    }
    return text_table(rows, table_width);
}

/// The errors for a terminal: of parts of the plans only how many are nearer than the best forecast without a model.
std::string error_table(const std::vector<ErrorLine>& lines) {
    std::vector<std::vector<std::string>> rows{
        {"years", "scored", "model", "best without", "in range", "what", "all without a model"}};
    std::size_t parts = 0, nearer = 0, nearer_than_shares = 0;
    for (const ErrorLine& line : lines) {
        if (line.horizon == 0 || line.scored == 0) continue;
        const auto* best = line.best();
        if (line.level == "authority" && !line.axes.empty()) {
            if (!best || std::isnan(best->second)) continue;
            ++parts;
            nearer += line.model < best->second;
            for (const auto& [name, error] : line.baselines)
                nearer_than_shares += name == "own_share_x_england_growth" && line.model < error;
            continue;
        }
        std::string all;
        for (const auto& [name, error] : line.baselines)
            all += fmt::format("{}{} {}", all.empty() ? "" : ", ", name, error_text(error, line.told));
        rows.push_back(
            {std::to_string(line.horizon), std::to_string(line.scored), error_text(line.model, line.told),
             best ? error_text(best->second, line.told) : "",
             std::isnan(line.coverage) ? "" : percent(line.coverage, 0),
             line.measure + (line.axes.empty() ? "" : " " + line.axes) + (line.kind.empty() ? "" : ", " + line.kind),
             all});
    }
    std::string text = text_table(rows, table_width);
    if (parts > 0)
        text += fmt::format(
            "Age bands, settings and needs: nearer than the best forecast without a model in {} of {} rows, and than "
            "own share times England's growth in {}; they are in the evidence.\n",
            nearer, parts, nearer_than_shares);
    return text;
}

Evidence evidence_of(const PastInputs& hindcast, bool england_told, const std::vector<Failure>& failures,
                     std::size_t lived, std::vector<Score> scores) {
    const Scenario& scenario = *hindcast.plan.scenario;
    Evidence evidence;
    evidence.start = hindcast.plan.start;
    evidence.years = scenario.years;
    evidence.replicates = scenario.replicates;
    evidence.seed = scenario.seed;
    evidence.scenario = scenario.title;
    evidence.england_told = england_told;
    evidence.authorities = lived;
    evidence.given = hindcast.said;
    for (const Failure& failure : failures) evidence.left_out.emplace_back(failure.authority, failure.reason);
    evidence.school_names = hindcast.school_names;
    evidence.quality = hindcast.quality;
    evidence.errors = errors_of(scores);
    evidence.scores = std::move(scores);
    evidence.baselines_everywhere = errors_of_baselines(hindcast.published, scenario.years);
    return evidence;
}

/// A picture that stands alone: in the page its letters are the page's.
std::string svg_file(std::string svg) {
    constexpr std::string_view opening = "<svg ";
    if (svg.starts_with(opening)) svg.insert(opening.size(), "font-family=\"sans-serif\" ");
    return svg;
}

void write_results(const Evidence& evidence, OutputFolder& results) {
    const std::vector<EvidenceSection> sections = evidence_sections(evidence);
    results.write("scores.csv", scores_csv(evidence.scores));
    results.write("evidence.html", evidence_html(evidence, sections));
    results.write("evidence.md", evidence_markdown(evidence, sections));
    for (const EvidenceSection& section : sections)
        for (const EvidencePicture& picture : section.pictures)
            if (!picture.name.empty()) results.write(picture.name, svg_file(picture.svg));
    results.commit();
}

int run_hindcast(const Given& given, std::ostream& out, std::ostream& err) {
    const auto began = std::chrono::steady_clock::now();
    const bool quiet = given.on("--quiet");
    const fs::path folder = given.text("--out");
    if (given.on("--resume") && given.on("--force"))
        throw InputError("--resume and --force: one goes on with what is there, the other begins anew; give one");
    std::vector<fs::path> tables = past_tables(given);
    for (fs::path& table : given.paths("--scored")) tables.push_back(std::move(table));
    for (const std::string& file : files_of_a_hindcast()) spare_inputs(folder / file, tables);
    const bool england_told = given.word(england_option.name).value_or("foreseen") == "published";
    const Parallel parallel(given.threads());
    const PastInputs hindcast = read_past(
        given, {.command = "hindcast",
                .scored = given.paths("--scored"),
                .replicates = static_cast<std::uint32_t>(given.whole("--replicates").value_or(usual_replicates)),
                .years = least_years,
                .settings = settings_of_doubt(given),
                .englands_path = england_told});
    const std::string inputs = inputs_text(tables, hindcast);
    OutputFolder results(folder, true, files_of_a_hindcast());
    const fs::path done = prepare_done("hindcast", given, hindcast, inputs);
    const Scenario& scenario = *hindcast.plan.scenario;
    if (!quiet) {
        for (const std::string& sentence : hindcast.said) fmt::print(err, "{}\n", sentence);
        fmt::print(err, "Hindcast of {} authorit{} from January {}: {} years, {} replicates, {} thread{}\n",
                   hindcast.authorities.size(), hindcast.authorities.size() == 1 ? "y" : "ies", hindcast.plan.start,
                   scenario.years, scenario.replicates, parallel.threads(), parallel.threads() == 1 ? "" : "s");
    }
    const std::vector<Failure> failures = live_authorities(hindcast, done, parallel, quiet, err);
    Scorer scorer(hindcast.published);
    std::size_t lived = 0;
    for (const std::string& code : hindcast.authorities) {
        if (interrupt_requested()) stop_for_resume(hindcast, done);
        if (!fs::exists(done_file(done, code))) continue;
        scorer.add(code, read_forecasts(done_file(done, code)));
        ++lived;
    }
    for (const Failure& failure : failures)
        fmt::print(err, "Left out: {} ({}): {}\n", name_of_authority(failure.authority), failure.authority,
                   failure.reason);
    if (lived == 0) throw InputError("hindcast: no authority could be done; the reasons are above");
    const Evidence evidence = evidence_of(hindcast, england_told, failures, lived, scorer.finish());
    write_results(evidence, results);
    out << error_table(evidence.errors);
    if (!evidence.baselines_everywhere.empty())
        out << "\nForecasts of plans maintained without a model, over every authority of the tables, lived or not:\n"
            << baseline_table(evidence.baselines_everywhere);
    out << std::flush;
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    if (!quiet)
        fmt::print(err, "Written to {}: {} authorit{} in {}\n", folder.string(), lived, lived == 1 ? "y" : "ies",
                   duration_text(seconds));
    return 0;
}

}  // namespace

CommandRow hindcast_row() {
    std::vector<OptionRow> options = past_options();
    options.insert(options.end(), {{.name = "--scored",
                                    .value = "TABLE",
                                    .help = "school censuses of later that schools are scored on",
                                    .takes = Takes::several},
                                   {.name = "--replicates",
                                    .value = "N",
                                    .help = "runs under different luck, 1 to 100000 (default 10)",
                                    .least = 1,
                                    .most = 100'000},
                                   england_option,
                                   doubt_option,
                                   threads_option,
                                   force_option,
                                   quiet_option});
    return {"hindcast", "Start in the past, live forward, score on what came",
            "  sendscape hindcast --la Trafford --census census_2019.csv coordinates.csv --scored census_2025.csv \\\n"
            "      --sen2 sen2_age_caseload.csv sen2_estab_caseload.csv sen2_mi.csv --out out/hindcast\n"
            "  sendscape hindcast --all --census census_2019.csv coordinates.csv --sen2 sen2_age_caseload.csv --out "
            "out/all\n",
            std::move(options), run_hindcast};
}

}  // namespace sendscape
