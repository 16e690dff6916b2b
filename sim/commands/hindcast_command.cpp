// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <span>

#include "maps/tables/english_authorities.h"
#include "maps/tables/school_tables.h"
#include "maps/tables/sen2_table.h"
#include "sim/commands/command.h"
#include "sim/commands/scenario_options.h"
#include "sim/commands/text_table.h"
#include "sim/core/error.h"
#include "sim/core/interrupt.h"
#include "sim/core/output_paths.h"
#include "sim/files/sealed_file.h"
#include "sim/output/output_folder.h"
#include "sim/output/program.h"
#include "sim/output/wording.h"
#include "sim/scenario/read_scenario.h"
#include "sim/studies/errors.h"
#include "sim/studies/evidence_page.h"
#include "sim/studies/hindcast.h"
#include "sim/studies/progress.h"
#include "sim/studies/published.h"
#include "sim/studies/scores.h"

namespace sendscape {
namespace {
namespace fs = std::filesystem;

constexpr int usual_start = 2019;   // the last January but one before the pandemic, of which a census is at hand
constexpr int usual_scored = 2025;  // January of the performance tables' census, which carries no date
constexpr int least_years = 6;      // horizons that are always told
constexpr std::uint32_t usual_replicates = 10;

constexpr std::size_t table_width = 180;  // of the widest row, on one line of a wide terminal

constexpr std::string_view done_folder = "authorities";
constexpr std::string_view inputs_file = "inputs.txt";

/// Everything a hindcast is made of, read and ready.
struct Hindcast {
    HindcastPlan plan;
    Published published;
    std::vector<std::string> authorities;             ///< codes
    std::vector<std::string> said;                    ///< sentences about what was given
    std::map<std::string, std::string> school_names;  ///< by URN
    std::vector<QualityRow> quality;                  ///< what was odd in the tables read for scoring
    fs::path out;
};

std::vector<std::string> files_of_a_hindcast() {
    return {"scores.csv",         "evidence.html",        "evidence.md",
            "evidence-error.svg", "evidence-scatter.svg", "evidence-coverage.svg"};
}

struct Failure {
    std::string authority, reason;
};

std::string name_of(const std::string& code) {
    const EnglishAuthority* authority = authority_of_code(code);
    return authority ? std::string(authority->name) : code;
}

std::vector<fs::path> all_tables(const Given& given) {
    std::vector<fs::path> tables;
    for (const char* option : {"--census", "--scored", "--sen2"})
        for (fs::path& table : given.paths(option)) tables.push_back(std::move(table));
    for (const char* option : {"--population", "--centroids", "--deprivation"})
        if (const auto table = given.path(option)) tables.push_back(*table);
    return tables;
}

BuildOptions tables_of(const Given& given, int start) {
    BuildOptions tables;
    tables.schools = given.paths("--census");
    tables.population = given.path("--population");
    tables.centroids = given.path("--centroids");
    tables.deprivation = given.path("--deprivation");
    if (const auto halo = given.whole("--halo")) tables.halo_km = static_cast<double>(*halo);
    tables.census = start;
    return tables;
}

std::vector<std::string> chosen_authorities(const Given& given, const DatedCensus& first) {
    const std::vector<std::string>& typed = given.all("--la");
    if (given.on("--all") != typed.empty()) throw InputError("hindcast: give --la NAME (several if you like) or --all");
    if (typed.empty()) return first.authorities;
    std::vector<std::string> codes;
    for (const std::string& name : typed) codes.emplace_back(find_authority(name).code);
    std::sort(codes.begin(), codes.end());
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
    return codes;
}

std::map<std::string, std::string> names_of_schools(const std::vector<fs::path>& tables) {
    QualityTable quality;
    std::map<std::string, std::string> names;
    for (const auto& [urn, record] : read_school_tables(tables, quality).by_urn)
        if (record.name) names[std::to_string(urn)] = *record.name;
    return names;
}

/// What of the tables that are not needed was given, and what stands in for the others.
std::vector<std::string> sentences_about(const Given& given) {
    std::vector<std::string> said;
    std::string sen2;
    for (const fs::path& table : given.paths("--sen2")) sen2 += (sen2.empty() ? "" : ", ") + table.filename().string();
    said.push_back(fmt::format("SEN2: {}.", sen2));
    for (const auto& [option, words] :
         {std::pair("--population", "residents by small area and age"),
          std::pair("--centroids", "places of small areas"), std::pair("--deprivation", "deprivation of small areas")})
        said.push_back(given.path(option)
                           ? fmt::format("Given, {}: {}.", words, given.path(option)->filename().string())
                           : fmt::format("Not given ({}), and filled in as `map build` does: {}.", option, words));
    return said;
}

std::string found_again(const SchoolCensus& first, const SchoolCensus& later) {
    const auto found = std::count_if(first.schools().begin(), first.schools().end(), [&](const CensusSchool& school) {
        return later.same(school, school.authority) != nullptr;
    });
    return fmt::format(
        "Of the {} schools of January {}, {} are found in it, by number in their authority, else by URN.",
        first.schools().size(), first.january(), found);
}

/// URNs that schools of the first census bear in a later one: a school that becomes an academy keeps its place.
std::vector<std::pair<std::uint32_t, std::uint32_t>> later_numbers(const SchoolCensus& first,
                                                                   const std::vector<SchoolCensus>& later) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> numbers;
    for (const SchoolCensus& census : later)
        for (const CensusSchool& school : first.schools())
            if (const CensusSchool* found = census.same(school, school.authority); found && found->urn != school.urn)
                numbers.emplace_back(school.urn, found->urn);
    return numbers;
}

Hindcast read_hindcast(const Given& given) {
    std::optional<int> told;
    if (const auto year = given.whole("--start")) told = static_cast<int>(*year);
    QualityTable quality;
    std::vector<std::string> said;
    const fs::path census = given.paths("--census").front();
    const DatedCensus first = read_school_census(census, told, usual_start, quality);
    const int start = first.census.january();
    said.push_back(
        fmt::format("The start is January {}, {}: {}.", start, words_for(first.from), census.filename().string()));
    std::vector<SchoolCensus> later;
    std::vector<int> horizons;
    for (const fs::path& table : given.paths("--scored")) {
        DatedCensus scored = read_school_census(table, std::nullopt, usual_scored, quality);
        const int january = scored.census.january();
        said.push_back(fmt::format("Schools are scored on January {}, {}: {}.", january, words_for(scored.from),
                                   table.filename().string()));
        if (january <= start)
            throw InputError(fmt::format("--scored {}: its January, {} ({}), must come after the start, January {}",
                                         table.string(), january, words_for(scored.from), start));
        if (std::find(horizons.begin(), horizons.end(), january - start) != horizons.end())
            throw InputError(fmt::format("--scored {}: another table is of January {} too", table.string(), january));
        said.push_back(found_again(first.census, scored.census));
        horizons.push_back(january - start);
        later.push_back(std::move(scored.census));
    }
    const int last = horizons.empty() ? 0 : *std::max_element(horizons.begin(), horizons.end());
    for (std::string& sentence : sentences_about(given)) said.push_back(std::move(sentence));
    Overrides overrides;
    overrides.policies = given.all("--policy");
    overrides.settings = given.all("--set");
    for (std::string& setting : settings_of_doubt(given)) overrides.settings.push_back(std::move(setting));
    overrides.seed = given.whole("--seed");
    overrides.replicates = static_cast<std::uint32_t>(given.whole("--replicates").value_or(usual_replicates));
    overrides.years =
        static_cast<int>(given.whole("--years").value_or(static_cast<std::uint64_t>(std::max(last, least_years))));
    if (last > *overrides.years)
        throw InputError(fmt::format("--years {}: January {} is scored, {} years after the start", *overrides.years,
                                     start + last, last));
    if (horizons.empty()) {
        said.emplace_back("No school census of later was given (--scored): schools are told and not scored.");
        horizons.push_back(*overrides.years);
    }
    auto scenario = std::make_shared<Scenario>(read_scenario(given.text("SCENARIO"), overrides));
    if (scenario->start && *scenario->start != Month(start, 1))
        throw InputError(fmt::format("{}: the scenario starts in {}, the census is of January {}",
                                     scenario->start_where, long_name(*scenario->start), start));
    BuildOptions tables = tables_of(given, start);
    tables.same_schools = later_numbers(first.census, later);
    if (!tables.same_schools.empty())
        said.push_back(fmt::format(
            "{} schools have another URN in a later census: their place and name are read under either number. Of "
            "later censuses nothing else is let near the start.",
            tables.same_schools.size()));
    std::map<std::string, Sen2> sen2 = read_sen2_tables(given.paths("--sen2"), quality);
    std::vector<std::string> authorities = chosen_authorities(given, first);
    std::map<std::string, Sen2> known;
    for (const auto& [code, history] : sen2) known[code] = known_by(history, start);
    return {{std::move(tables), std::move(known), std::move(scenario), start, std::move(horizons)},
            Published(start, std::move(sen2), first.census, std::move(later)),
            std::move(authorities),
            std::move(said),
            names_of_schools(given.paths("--census")),
            quality.rows(),
            given.text("--out")};
}

/// What the forecasts depend on, a line each: a hindcast goes on only with the same.
std::string inputs_text(const Given& given, const Hindcast& hindcast) {
    const Scenario& scenario = *hindcast.plan.scenario;
    std::string text = fmt::format("program {}\n", program_version());
    text += fmt::format("start {}\nhalo {} km\n", hindcast.plan.start, hindcast.plan.tables.halo_km);
    for (const int horizon : hindcast.plan.school_horizons) text += fmt::format("schools after {} years\n", horizon);
    text += fmt::format("years {}\nreplicates {}\nseed {}\n", scenario.years, scenario.replicates, scenario.seed);
    text += fmt::format("scenario {} {:016x}\n", scenario.name, digest_of(bytes_of(scenario.effective_toml)));
    for (const fs::path& table : all_tables(given)) {
        stop_if_asked();
        std::ifstream in(table, std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
        text += fmt::format("table {} {} bytes {:016x}\n", table.filename().string(), bytes.size(),
                            digest_of(bytes_of(bytes)));
    }
    return text;
}

/// Refuses to go on where what was done was made of other inputs, naming the first that differs.
void check_inputs(const fs::path& file, const std::string& now) {
    std::ifstream in(file, std::ios::binary);
    if (!in)
        throw InputError(fmt::format("--resume: {} is not there: no hindcast was begun in this folder", file.string()));
    const std::string then{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (then == now) return;
    const auto lines = [](const std::string& text) {
        std::vector<std::string> out;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = std::min(text.find('\n', at), text.size());
            out.push_back(text.substr(at, end - at));
            at = end + 1;
        }
        out.emplace_back("nothing");
        return out;
    };
    const auto [a, b] = std::pair(lines(then), lines(now));
    std::size_t i = 0;
    while (i + 1 < std::min(a.size(), b.size()) && a[i] == b[i]) ++i;
    throw InputError(
        fmt::format("--resume: what was done there was made of '{}', and now '{}' is given; give the same "
                    "options and tables, or --force in place of --resume to begin anew",
                    a[i], b[i]));
}

/// Whether a folder holds more than what a hindcast of which nothing came has left.
bool holds_results(const fs::path& folder) {
    std::error_code error;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with('.') && !entry.is_directory(error) && name != inputs_file) return true;
    }
    return false;
}

/// The folder of finished authorities, ready: its inputs are these.
fs::path prepare_folder(const Given& given, const Hindcast& hindcast, const std::string& inputs) {
    fs::path done = hindcast.out / done_folder;
    std::error_code error;
    if (given.on("--resume")) {
        check_inputs(done / inputs_file, inputs);
        return done;
    }
    if (!given.on("--force") && holds_results(hindcast.out))
        throw InputError(
            fmt::format("'{}' already holds results: choose another --out, --resume to go on with a "
                        "hindcast that was stopped, or --force to replace them",
                        hindcast.out.string()));
    fs::create_directories(done, error);
    if (error) throw MachineError(fmt::format("cannot write '{}': {}", done.string(), error.message()));
    for (const fs::directory_entry& entry : fs::directory_iterator(done, error))
        if (entry.path().extension() == ".csv") fs::remove(entry.path(), error);
    write_file(done / inputs_file, bytes_of(inputs), true);
    return done;
}

fs::path file_of(const fs::path& done, const std::string& authority) { return done / (authority + ".csv"); }

[[noreturn]] void stop(const Hindcast& hindcast, const fs::path& done) {
    const auto finished = std::count_if(hindcast.authorities.begin(), hindcast.authorities.end(),
                                        [&](const auto& one) { return fs::exists(file_of(done, one)); });
    throw Interrupted(
        fmt::format("interrupted; {} of {} authorities are done in {}: go on with the same command and --resume",
                    finished, hindcast.authorities.size(), done.string()));
}

/// Lives every authority that is not done yet. Throws Interrupted naming --resume.
std::vector<Failure> live_authorities(const Hindcast& hindcast, const fs::path& done, const Parallel& parallel,
                                      bool quiet, std::ostream& err) {
    std::vector<std::string> to_do;
    for (const std::string& code : hindcast.authorities)
        if (!fs::exists(file_of(done, code))) to_do.push_back(code);
    const Scenario& scenario = *hindcast.plan.scenario;
    const auto months = std::uint64_t{scenario.replicates} * static_cast<std::uint64_t>(scenario.years) * months_a_year;
    Progress progress(err, "hindcast", months * to_do.size(), quiet);
    std::vector<Failure> failures;
    for (const std::string& code : to_do) {
        try {
            const auto forecasts = hindcast_authority(hindcast.plan, code, parallel, progress);
            if (!forecasts) throw Interrupted("");
            write_file(file_of(done, code), bytes_of(forecasts_csv(*forecasts)), true);
        } catch (const InputError& error) {
            failures.push_back({code, error.what()});
            progress.advance(months);
        } catch (const Interrupted&) {
            stop(hindcast, done);
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
    std::size_t parts = 0, nearer = 0;
    for (const ErrorLine& line : lines) {
        if (line.horizon == 0 || line.scored == 0) continue;
        const auto* best = line.best();
        if (line.level == "authority" && !line.axes.empty()) {
            if (!best || std::isnan(best->second)) continue;
            ++parts;
            nearer += line.model < best->second;
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
            "Age bands, settings and needs: nearer than the best forecast without a model in {} of {} rows, which are "
            "in "
            "the evidence.\n",
            nearer, parts);
    return text;
}

Evidence evidence_of(const Hindcast& hindcast, const std::vector<Failure>& failures, std::size_t lived,
                     std::vector<Score> scores) {
    const Scenario& scenario = *hindcast.plan.scenario;
    Evidence evidence;
    evidence.start = hindcast.plan.start;
    evidence.years = scenario.years;
    evidence.replicates = scenario.replicates;
    evidence.seed = scenario.seed;
    evidence.scenario = scenario.title;
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
    for (const std::string& file : files_of_a_hindcast()) spare_inputs(folder / file, all_tables(given));
    const Parallel parallel(given.threads());
    const Hindcast hindcast = read_hindcast(given);
    const std::string inputs = inputs_text(given, hindcast);
    OutputFolder results(folder, true, files_of_a_hindcast());
    const fs::path done = prepare_folder(given, hindcast, inputs);
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
        if (interrupt_requested()) stop(hindcast, done);
        if (!fs::exists(file_of(done, code))) continue;
        scorer.add(code, read_forecasts(file_of(done, code)));
        ++lived;
    }
    for (const Failure& failure : failures)
        fmt::print(err, "Left out: {} ({}): {}\n", name_of(failure.authority), failure.authority, failure.reason);
    if (lived == 0) throw InputError("hindcast: no authority could be done; the reasons are above");
    const Evidence evidence = evidence_of(hindcast, failures, lived, scorer.finish());
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
    return {"hindcast",
            "Start in the past, live forward, score on what came",
            "  sendscape hindcast --la Trafford --census census_2019.csv coordinates.csv --scored census_2025.csv \\\n"
            "      --sen2 sen2_age_caseload.csv sen2_estab_caseload.csv sen2_mi.csv --out out/hindcast\n"
            "  sendscape hindcast --all --census census_2019.csv coordinates.csv --sen2 sen2_age_caseload.csv --out "
            "out/all\n",
            {
                {.name = "SCENARIO", .help = "scenario: a bare name or a .toml file", .otherwise = "status-quo"},
                {.name = "--la", .value = "NAME|CODE", .help = "authorities by name or code", .takes = Takes::several},
                {.name = "--all", .help = "every authority of the census", .takes = Takes::nothing},
                {.name = "--census",
                 .value = "TABLE",
                 .help = "school census of the start, then tables joined to it by URN (coordinates)",
                 .takes = Takes::several,
                 .required = true},
                {.name = "--scored",
                 .value = "TABLE",
                 .help = "school censuses of later that schools are scored on",
                 .takes = Takes::several},
                {.name = "--sen2",
                 .value = "TABLE",
                 .help = "SEN2: what it says up to the start is known, what it says of later is scored on",
                 .takes = Takes::several,
                 .required = true},
                {.name = "--out", .value = "DIR", .help = "folder of the results", .required = true},
                {.name = "--resume", .help = "go on with a hindcast that was stopped", .takes = Takes::nothing},
                {.name = "--start",
                 .value = "YEAR",
                 .help = "January of the census (default: as it or its file's name says, else 2019)",
                 .least = 2006,
                 .most = 2099},
                {.name = "--years",
                 .value = "N",
                 .help = "years to live, 1 to 100 (default: to the last January scored, 6 at least)",
                 .least = 1,
                 .most = 100},
                {.name = "--replicates",
                 .value = "N",
                 .help = "runs under different luck, 1 to 100000 (default 10)",
                 .least = 1,
                 .most = 100'000},
                {.name = "--seed", .value = "N", .help = "seed of the runs' luck, 0 to 2^63-1", .most = most_seed},
                {.name = "--halo",
                 .value = "KM",
                 .help = "kilometres around an authority whose schools are kept too",
                 .most = 200},
                {.name = "--population", .value = "TABLE", .help = "residents by small area and age"},
                {.name = "--centroids", .value = "TABLE", .help = "coordinates of small areas"},
                {.name = "--deprivation", .value = "TABLE", .help = "deprivation of small areas"},
                {.name = "--set", .value = "KEY=VALUE", .help = "parameter=value", .takes = Takes::several},
                {.name = "--policy", .value = "NAME", .help = "policy file or name", .takes = Takes::several},
                doubt_option,
                threads_option,
                force_option,
                quiet_option,
            },
            run_hindcast};
}

}  // namespace sendscape
