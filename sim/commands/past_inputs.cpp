// SPDX-License-Identifier: MIT
#include "sim/commands/past_inputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>
#include <utility>

#include "maps/tables/english_authorities.h"
#include "maps/tables/school_tables.h"
#include "maps/tables/sen2_table.h"
#include "sim/core/error.h"
#include "sim/core/interrupt.h"
#include "sim/files/sealed_file.h"
#include "sim/output/program.h"
#include "sim/scenario/read_scenario.h"
#include "sim/studies/englands_path.h"

namespace sendscape {
namespace {
namespace fs = std::filesystem;

constexpr int usual_start = 2019;   // the last January but one before the pandemic, of which a census is at hand
constexpr int usual_scored = 2025;  // January of the performance tables' census, which carries no date

constexpr std::string_view done_folder = "authorities";
constexpr std::string_view inputs_file = "inputs.txt";

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

std::vector<std::string> chosen_authorities(std::string_view command, const Given& given, const DatedCensus& first) {
    const std::vector<std::string>& typed = given.all("--la");
    if (given.on("--all") != typed.empty())
        throw InputError(fmt::format("{}: give --la NAME (several if you like) or --all", command));
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

/// Refuses to go on where what was done was made of other inputs, naming the first that differs.
void check_inputs(std::string_view command, const fs::path& file, const std::string& now) {
    std::ifstream in(file, std::ios::binary);
    if (!in)
        throw InputError(
            fmt::format("--resume: {} is not there: no {} was begun in this folder", file.string(), command));
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

}  // namespace

std::vector<OptionRow> past_options() {
    return {
        {.name = "SCENARIO", .help = "scenario: a bare name or a .toml file", .otherwise = "status-quo"},
        {.name = "--la", .value = "NAME|CODE", .help = "authorities by name or code", .takes = Takes::several},
        {.name = "--all", .help = "every authority of the census", .takes = Takes::nothing},
        {.name = "--census",
         .value = "TABLE",
         .help = "school census of the start, then tables joined to it by URN (coordinates)",
         .takes = Takes::several,
         .required = true},
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
    };
}

std::string name_of_authority(const std::string& code) {
    const EnglishAuthority* authority = authority_of_code(code);
    return authority ? std::string(authority->name) : code;
}

std::vector<fs::path> past_tables(const Given& given) {
    std::vector<fs::path> tables;
    for (const char* option : {"--census", "--sen2"})
        for (fs::path& table : given.paths(option)) tables.push_back(std::move(table));
    for (const char* option : {"--population", "--centroids", "--deprivation"})
        if (const auto table = given.path(option)) tables.push_back(*table);
    return tables;
}

PastInputs read_past(const Given& given, const PastWishes& wishes) {
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
    for (const fs::path& table : wishes.scored) {
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
    overrides.settings.insert(overrides.settings.end(), wishes.settings.begin(), wishes.settings.end());
    overrides.seed = given.whole("--seed");
    overrides.replicates = wishes.replicates;
    overrides.years =
        static_cast<int>(given.whole("--years").value_or(static_cast<std::uint64_t>(std::max(last, wishes.years))));
    if (last > *overrides.years)
        throw InputError(fmt::format("--years {}: January {} is scored, {} years after the start", *overrides.years,
                                     start + last, last));
    if (horizons.empty()) {
        if (wishes.command == "hindcast")
            said.emplace_back("No school census of later was given (--scored): schools are told and not scored.");
        horizons.push_back(*overrides.years);
    }
    auto scenario = std::make_shared<Scenario>(read_scenario(given.text("SCENARIO"), overrides));
    if (scenario->start && *scenario->start != Month(start, 1))
        throw InputError(fmt::format("{}: the scenario starts in {}, the census is of January {}",
                                     scenario->start_where, long_name(*scenario->start), start));
    if (wishes.englands_path) tell_englands_path(*scenario, start);
    BuildOptions tables = tables_of(given, start);
    tables.same_schools = later_numbers(first.census, later);
    if (!tables.same_schools.empty())
        said.push_back(fmt::format(
            "{} schools have another URN in a later census: their place and name are read under either number. Of "
            "later censuses nothing else is let near the start.",
            tables.same_schools.size()));
    std::map<std::string, Sen2> sen2 = read_sen2_tables(given.paths("--sen2"), quality);
    std::vector<std::string> authorities = chosen_authorities(wishes.command, given, first);
    for (const auto& [code, history] : sen2) tables.sen2_read[code] = known_by(history, start);
    return {{std::move(tables), std::move(scenario), start, std::move(horizons)},
            Published(start, std::move(sen2), first.census, std::move(later)),
            std::move(authorities),
            std::move(said),
            names_of_schools(given.paths("--census")),
            quality.rows(),
            given.text("--out")};
}

/// What the forecasts depend on, a line each: a hindcast goes on only with the same.
std::string inputs_text(const std::vector<fs::path>& tables, const PastInputs& past) {
    const Scenario& scenario = *past.plan.scenario;
    std::string text = fmt::format("program {}\n", program_version());
    text += fmt::format("start {}\nhalo {} km\n", past.plan.start, past.plan.tables.halo_km);
    for (const int horizon : past.plan.school_horizons) text += fmt::format("schools after {} years\n", horizon);
    text += fmt::format("years {}\nreplicates {}\nseed {}\n", scenario.years, scenario.replicates, scenario.seed);
    text += fmt::format("scenario {} {:016x}\n", scenario.name, digest_of(bytes_of(scenario.effective_toml)));
    for (const fs::path& table : tables) {
        stop_if_asked();
        std::ifstream in(table, std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
        text += fmt::format("table {} {} bytes {:016x}\n", table.filename().string(), bytes.size(),
                            digest_of(bytes_of(bytes)));
    }
    return text;
}

/// The folder of finished authorities, ready: its inputs are these.
fs::path prepare_done(std::string_view command, const Given& given, const PastInputs& past, const std::string& inputs) {
    fs::path done = past.out / done_folder;
    std::error_code error;
    if (given.on("--resume")) {
        check_inputs(command, done / inputs_file, inputs);
        return done;
    }
    if (!given.on("--force") && holds_results(past.out))
        throw InputError(
            fmt::format("'{}' already holds results: choose another --out, --resume to go on with a "
                        "{} that was stopped, or --force to replace them",
                        past.out.string(), command));
    fs::create_directories(done, error);
    if (error) throw MachineError(fmt::format("cannot write '{}': {}", done.string(), error.message()));
    for (const fs::directory_entry& entry : fs::directory_iterator(done, error))
        if (entry.path().extension() == ".csv") fs::remove(entry.path(), error);
    write_file(done / inputs_file, bytes_of(inputs), true);
    return done;
}

fs::path done_file(const fs::path& done, const std::string& authority) { return done / (authority + ".csv"); }

void stop_for_resume(const PastInputs& past, const fs::path& done) {
    const auto finished = std::count_if(past.authorities.begin(), past.authorities.end(),
                                        [&](const auto& one) { return fs::exists(done_file(done, one)); });
    throw Interrupted(
        fmt::format("interrupted; {} of {} authorities are done in {}: go on with the same command and --resume",
                    finished, past.authorities.size(), done.string()));
}

}  // namespace sendscape
