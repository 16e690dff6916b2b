// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ostream.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>

#include "sim/commands/command.h"
#include "sim/commands/text_table.h"
#include "sim/core/did_you_mean.h"
#include "sim/core/error.h"
#include "sim/output/output_folder.h"
#include "sim/output/wording.h"
#include "sim/scenario/parameter_values.h"
#include "sim/scenario/prepare_map.h"
#include "sim/scenario/read_scenario.h"
#include "sim/scenario/scenario_map.h"
#include "sim/studies/scan.h"

namespace sendscape {
namespace {
namespace fs = std::filesystem;

constexpr std::uint64_t usual_years = 4, usual_luck = 8;
constexpr int most_years = 10;
constexpr std::size_t scan_width = 150;
constexpr std::string_view scan_file = "scan.csv";
constexpr int some_are_dead = 1;  // the exit status, for ./dev scan

/// The parameters asked for, in the order of the table: all, or those whose key is one of the words or begins with it.
std::vector<const ParameterRow*> parameters_of(const Given& given) {
    const std::vector<std::string>& words = given.all("--only");
    const auto meant = [](std::string_view word, std::string_view key) {
        return key == word || (word.ends_with('.') && key.starts_with(word));
    };
    for (const std::string& word : words) {
        const auto table = parameter_table();
        if (std::none_of(table.begin(), table.end(), [&](const ParameterRow& row) { return meant(word, row.key); }))
            throw InputError(fmt::format("--only {}: no parameter is called so, and no group (plans.){}", word,
                                         did_you_mean(word, parameter_keys(), ".")));
    }
    std::vector<const ParameterRow*> rows;
    for (const ParameterRow& row : parameter_table())
        if (words.empty() ||
            std::any_of(words.begin(), words.end(), [&](const std::string& word) { return meant(word, row.key); }))
            rows.push_back(&row);
    return rows;
}

/// What the scan found, for people: what cannot act, explodes, moves within luck only, is dead.
std::string findings_text(const std::vector<ScanRow>& rows, const std::vector<std::string>& dead) {
    std::vector<std::vector<std::string>> cannot{{"cannot act here", "why"}};
    std::vector<std::vector<std::string>> exploded{{"explodes", "end", "value", "what"}};
    std::vector<std::string> within;
    for (std::size_t i = 0; i < rows.size(); i += 2) {  // least and most of each
        const ScanRow &least = rows[i], &most = rows[i + 1];
        const auto does = [&](Moves moves) { return least.moves == moves || most.moves == moves; };
        if (does(Moves::cannot_act)) cannot.push_back({least.key, least.with});
        if (does(Moves::within_luck) && !does(Moves::beyond_luck)) within.push_back(least.key);
        for (const ScanRow* row : {&least, &most})
            for (const std::string& what : row->exploded)
                exploded.push_back({row->key, row->most ? "most" : "least", row->value, what});
    }
    std::string text;
    for (const auto& table : {cannot, exploded})
        if (table.size() > 1) text += text_table(table, scan_width) + "\n";
    if (!within.empty())
        text += wrapped(fmt::format("Within what other luck does, so that one run does not show them: {}.",
                                    fmt::join(within, ", ")),
                        scan_width) +
                "\n\n";
    return text +
           wrapped(fmt::format("{} parameter{} scanned, {} dead{}{}", rows.size() / 2, rows.size() == 2 ? "" : "s",
                               dead.size(), dead.empty() ? "" : ": ", fmt::join(dead, ", ")),
                   scan_width) +
           "\n";
}

/// Lives once more, for ten years, the ends of those parameters of which four years show nothing: what a new special
/// school of the authority's own ordering does comes after its first orders and six years of building.
void live_longer(ScanPlan plan, const std::vector<const ParameterRow*>& parameters,
                 const std::vector<std::string>& keys, const Parallel& parallel, std::ostream& err, bool quiet,
                 std::vector<ScanRow>& rows) {
    plan.years = most_years;
    auto scenario = std::make_shared<Scenario>(*plan.scenario);
    scenario->years = most_years;
    plan.scenario = std::move(scenario);
    if (!quiet)
        fmt::print(err, "Living {} for {} years, of which {} show nothing\n", fmt::join(keys, ", "), most_years,
                   usual_years);
    std::vector<const ParameterRow*> again;
    for (const ParameterRow* row : parameters)
        if (std::find(keys.begin(), keys.end(), row->key) != keys.end()) again.push_back(row);
    for (ScanRow& lived : scan(plan, again, parallel, err, quiet))
        for (ScanRow& row : rows)
            if (row.key == lived.key && row.most == lived.most) row = lived;
}

int run_scan(const Given& given, std::ostream& out, std::ostream& err) {
    const auto began = std::chrono::steady_clock::now();
    const bool quiet = given.on("--quiet");
    const std::vector<const ParameterRow*> parameters = parameters_of(given);
    const Parallel parallel(given.threads());
    const std::optional<fs::path> map_file = given.path("--map");
    Overrides overrides;
    overrides.policies = given.all("--policy");
    overrides.settings = given.all("--set");
    overrides.seed = given.whole("--seed");
    ConfigProblems problems;
    auto scenario = std::make_shared<Scenario>(
        draft_scenario(given.word("SCENARIO").value_or(map_file ? "status-quo" : "county"), overrides, problems));
    ScanPlan plan;
    plan.years = static_cast<int>(given.whole("--years").value_or(usual_years));
    plan.all_years = given.word("--years").has_value();
    plan.luck = static_cast<std::uint32_t>(given.whole("--luck").value_or(usual_luck));
    scenario->years = plan.years;
    const fs::path folder = given.text("--out");
    OutputFolder results(folder, given.on("--force"), {std::string(scan_file)});
    const Map bare = checked_map(*scenario, map_file, problems, parallel);
    plan.map = std::make_shared<const Map>(prepare_map(bare, scenario->provision, parallel));
    plan.scenario = std::move(scenario);
    if (!quiet)
        fmt::print(err, "Scanning {} parameter{} at both ends on {}: up to {} year{}, {} thread{}\n", parameters.size(),
                   parameters.size() == 1 ? "" : "s", bare.name, plan.years, plan.years == 1 ? "" : "s",
                   parallel.threads(), parallel.threads() == 1 ? "" : "s");
    std::vector<ScanRow> rows = scan(plan, parameters, parallel, err, quiet);
    std::vector<std::string> dead = dead_levers(rows);
    if (!dead.empty() && !plan.all_years) {
        live_longer(plan, parameters, dead, parallel, err, quiet, rows);
        dead = dead_levers(rows);
    }
    results.write(scan_file, scan_csv(rows));
    results.commit();
    out << findings_text(rows, dead) << std::flush;
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    if (!quiet) fmt::print(err, "Written to {} in {}\n", (folder / scan_file).string(), duration_text(seconds));
    return dead.empty() ? 0 : some_are_dead;
}

}  // namespace

CommandRow scan_row() {
    return {
        "scan",
        "Run every parameter at both ends of its range and list those that move no measure",
        "  sendscape scan\n"
        "  sendscape scan --only plans. authority.income_growth --out out/plans\n"
        "  sendscape scan --map trafford.h5 --only services.response --years 2\n",
        {
            {.name = "SCENARIO",
             .help = "scenario: a bare name or a .toml file (default county; with --map status-quo)"},
            {.name = "--map", .value = "MAP.h5", .help = "map file to run on"},
            {.name = "--only",
             .value = "KEY",
             .help = "parameters by key, or all of a group: plans.",
             .takes = Takes::several},
            {.name = "--years",
             .value = "N",
             .help = "live every end so many years, 1 to 10 (default: until a measure has moved beyond luck, 4 at "
                     "most, and 10 where nothing has moved at all)",
             .least = 1,
             .most = most_years},
            {.name = "--luck",
             .value = "N",
             .help = "runs whose spread says what luck does, 2 to 100 (default 8)",
             .least = 2,
             .most = 100},
            {.name = "--seed", .value = "N", .help = "seed of the runs' luck, 0 to 2^63-1", .most = most_seed},
            {.name = "--set", .value = "KEY=VALUE", .help = "parameter=value, of every run", .takes = Takes::several},
            {.name = "--policy", .value = "NAME", .help = "policy file or name, of every run", .takes = Takes::several},
            {.name = "--out", .value = "DIR", .help = "folder of scan.csv", .otherwise = "out/scan"},
            threads_option,
            force_option,
            quiet_option,
        },
        run_scan};
}

}  // namespace sendscape
