// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>

#include "sim/commands/command.h"
#include "sim/commands/scenario_options.h"
#include "sim/core/error.h"
#include "sim/core/interrupt.h"
#include "sim/core/output_paths.h"
#include "sim/files/sealed_file.h"
#include "sim/output/output_folder.h"
#include "sim/output/recording.h"
#include "sim/scenario/authority_figures.h"
#include "sim/scenario/check_on_map.h"
#include "sim/scenario/entry_notes.h"
#include "sim/scenario/prepare_map.h"
#include "sim/scenario/scenario_map.h"
#include "sim/start/memory.h"
#include "sim/studies/comparison.h"
#include "sim/studies/given_option.h"
#include "sim/studies/options_file.h"
#include "sim/studies/options_page.h"

namespace sendscape {
namespace fs = std::filesystem;
namespace {

constexpr std::uint32_t pairs_lived = 10;
/// Under --until-width: replicates lived before the width is looked at again, and the most there will be.
constexpr std::uint32_t batch = 10, most_replicates = 500;

/// The map every option runs on, and what each is lived with.
struct Maps {
    Map bare;
    std::vector<std::shared_ptr<const Map>> prepared;  ///< by option; none of finished runs
};

Maps maps_of(const std::vector<GivenOption>& options, const std::optional<fs::path>& given, ConfigProblems& problems,
             const Parallel& parallel) {
    Maps maps;
    maps.prepared.resize(options.size());
    std::optional<std::size_t> first;
    for (std::size_t k = 0; k < options.size(); ++k) {
        if (options[k].run) continue;
        const Scenario& scenario = *options[k].scenario;
        if (!first) {
            first = k;
            maps.bare = checked_map(scenario, given, problems, parallel);
        }
        stop_if_asked();
        add_map_problems(scenario, maps.bare, problems);
        problems.throw_if_any();
        const Scenario& like = *options[*first].scenario;
        if (k > *first && scenario.authorities != like.authorities) {
            Map own = checked_map(scenario, given, problems, parallel);  // its own figures stand on it
            maps.prepared[k] = std::make_shared<const Map>(prepare_map(own, scenario.provision, parallel));
            continue;
        }
        for (std::size_t other = *first; other < k && !maps.prepared[k]; ++other)
            if (maps.prepared[other] && options[other].scenario->authorities == scenario.authorities &&
                options[other].scenario->provision == scenario.provision)
                maps.prepared[k] = maps.prepared[other];
        if (!maps.prepared[k])
            maps.prepared[k] = std::make_shared<const Map>(prepare_map(maps.bare, scenario.provision, parallel));
    }
    return maps;
}

/// Throws MachineError, before work begins, when the comparison needs more memory than there is.
void check_memory_of(const std::vector<OptionToLive>& options, std::uint32_t replicates, int threads) {
    if (options.empty()) return;
    const Map& map = *options.front().map;
    const int years = options.front().scenario->years;
    const auto together = std::min<std::size_t>(replicates, static_cast<std::size_t>(threads));
    // Each replicate on its way keeps a world for each option that has yet to part, one of the last September and its
    // own; recordings of all replicates are kept until the end.
    const std::size_t worlds = world_memory(map, years) * together * (options.size() + 1);
    const std::size_t recordings =
        Recording::memory_estimate(map, years * months_a_year, replicates) * (options.size() + 1);
    check_memory(
        worlds + recordings, threads,
        fmt::format("this comparison ({} options, {} replicates, {} at a time)", options.size(), replicates, together));
}

/// The width to live on to, of which measure.
std::optional<Threshold> until_width(const Given& given) {
    const auto text = given.word("--until-width");
    if (!text) return std::nullopt;
    if (given.word("--replicates"))
        throw InputError("--replicates and --until-width: give one of them; the second finds out how many are needed");
    Threshold width = parse_threshold(*text, "--until-width");
    if (!(width.value > 0)) throw InputError(fmt::format("--until-width {}: the width must be above 0", *text));
    return width;
}

/// The widest interval of the mean difference of a measure over the options, in its last census.
double widest(const std::vector<LivedOption>& lived, const Threshold& width) {
    double most = 0;
    for (std::size_t k = 1; k < lived.size(); ++k) {
        const PairedRuns pair = pair_runs(lived.front().run, lived[k].run);
        std::vector<Month> months = censuses(pair, pair.reference->get(width.measure));
        if (months.empty()) continue;
        if (pair.reference->get(width.measure).monthly && !septembers(pair).empty()) months = septembers(pair);
        const PairedCell all{width.measure, {}};
        std::vector<double> differences = census_values(*pair.option, all, months.back());
        const std::vector<double> reference = census_values(*pair.reference, all, months.back());
        for (std::size_t r = 0; r < differences.size(); ++r) differences[r] -= reference[r];
        most = std::max(most, width_of_mean(differences));
    }
    return most;
}

/// Lives on, ten replicates at a time, until the difference is known as well as asked.
std::vector<LivedOption> live_until(const std::vector<OptionToLive>& options, Orders orders, const Threshold& width,
                                    const Parallel& parallel, bool quiet, std::ostream& err) {
    std::vector<LivedOption> lived;
    for (std::uint32_t first = 0; first < most_replicates; first += batch) {
        Progress progress(err, fmt::format("comparing, replicates {} to {}", first + 1, first + batch),
                          option_months(options.size(), options.front().scenario->years, batch), quiet);
        std::vector<LivedOption> more = live_options(options, orders, first, batch, parallel, progress);
        progress.finish();
        if (lived.empty())
            lived = std::move(more);
        else
            add_replicates(lived, std::move(more));
        const double reached = widest(lived, width);
        if (!quiet)
            fmt::print(err, "{} replicates: the mean difference of {} is known to {:.3g} (asked: {:.3g})\n",
                       first + batch, width.measure, reached, width.value);
        if (reached <= width.value) break;
        check_memory_of(options, first + 2 * batch, parallel.threads());
    }
    return lived;
}

std::uint32_t replicates_of(const Given& given, const std::vector<GivenOption>& options) {
    if (const auto count = given.whole("--replicates")) return static_cast<std::uint32_t>(*count);
    for (const GivenOption& option : options)
        if (option.run) return option.run->replicates;
    return pairs_lived;
}

/// Lives the scenarios and puts them beside the finished runs.
void live(Comparison& comparison, std::vector<GivenOption>& given_options, const Maps& maps, const Given& given,
          const Parallel& parallel, std::ostream& err) {
    const bool quiet = given.on("--quiet");
    const auto width = until_width(given);
    Orders orders = *comparison.orders;
    std::vector<OptionToLive> options;
    std::vector<std::size_t> rows;
    for (std::size_t k = 0; k < given_options.size(); ++k)
        if (maps.prepared[k]) {
            options.push_back({std::make_shared<const Scenario>(*given_options[k].scenario), maps.prepared[k]});
            rows.push_back(k);
        }
    const bool lives_reference = !rows.empty() && rows.front() == 0;
    if (!rows.empty() && !lives_reference && orders == Orders::as_reference) {
        comparison.orders = orders = Orders::own;
        comparison.warnings.emplace_back(
            "The reference is a finished run, which does not keep what its authority ordered of itself: the "
            "authorities of "
            "the options order for themselves.");
    }
    std::vector<LivedOption> lived;
    if (!options.empty()) {
        const std::uint32_t replicates = width ? batch : options.front().scenario->replicates;
        check_memory_of(options, replicates, parallel.threads());
        if (!quiet)
            fmt::print(err, "Comparing {} options on {}: {} years, {} replicates{}, orders {}, {} thread{}\n",
                       given_options.size(), maps.bare.name, options.front().scenario->years, replicates,
                       width ? " at a time" : "", code(orders), parallel.threads(), parallel.threads() == 1 ? "" : "s");
        if (width) {
            lived = live_until(options, orders, *width, parallel, quiet, err);
        } else {
            Progress progress(err, "comparing",
                              option_months(options.size(), options.front().scenario->years, replicates), quiet);
            lived = live_options(options, orders, 0, replicates, parallel, progress);
        }
    }
    for (std::size_t k = 0, next = 0; k < given_options.size(); ++k) {
        GivenOption& one = given_options[k];
        ComparedOption compared;
        compared.name = one.name;
        compared.label = one.label;
        compared.scenario = *one.scenario;
        if (one.run) {
            compared.lived.run = std::move(*one.run);
        } else {
            compared.lived = std::move(lived[next++]);
            set_replicates(compared.scenario, compared.lived.run.replicates);
            if (orders == Orders::none) compared.scenario = without_orders(compared.scenario);
            compared.lived.run.scenario_toml = compared.scenario.effective_toml;
            compared.watched = true;
            compared.placed = lives_reference && k > 0 && compared.lived.placed_in != Month(0);
        }
        comparison.options.push_back(std::move(compared));
    }
    comparison.add_gap_by_provision();
    comparison.tell_apart();
}

/// Makes the three files at once, and puts them into place together.
void write_comparison(const Comparison& comparison, OutputFolder& folder, const Parallel& parallel) {
    std::string csv, page;
    std::vector<std::uint8_t> file;
    const std::array<std::function<void()>, 3> make{[&] { csv = options_csv(comparison); },
                                                    [&] { page = options_html(comparison); },
                                                    [&] { file = options_file_bytes(comparison); }};
    parallel.for_each(make.size(), [&](std::size_t i) { make[i](); });
    stop_if_asked();
    folder.write("options.csv", csv);
    folder.make("options.h5", [&](const fs::path& path) { write_sealed(path, file, true); });
    folder.write("options.html", page);
    stop_if_asked();
    folder.commit();
}

void check_measures(const std::vector<std::string>& measures) {
    for (const std::string& measure : measures) check_measure(measure, "--measure " + measure);
}

/// Finished runs are compared as they were lived: refuses what would change how options are lived where none is, and
/// says of what holds for some alone that it does.
void tell_what_finished_runs_ignore(const Given& given, const std::vector<GivenOption>& options,
                                    std::vector<std::string>& warnings) {
    static constexpr std::array<std::string_view, 10> of_living{"--map",    "--years",      "--seed",   "--replicates",
                                                                "--doubt",  "--set",        "--policy", "--catchments",
                                                                "--orders", "--until-width"};
    static constexpr std::array<std::string_view, 4> of_scenarios{"--doubt", "--set", "--policy", "--catchments"};
    std::string finished;
    std::size_t runs = 0;
    for (const GivenOption& option : options)
        if (option.run) finished += (runs++ > 0 ? ", " : "") + option.given;
    if (runs == options.size())
        given.refuse(of_living,
                     "every option here is a finished run, which is compared as it was lived; leave this out, or give "
                     "scenarios in place of the run files");
    for (const std::string_view name : of_scenarios)
        if (runs > 0 && given.given(name))
            warnings.push_back(
                fmt::format("{} holds for what is lived here, not for finished runs: {}.", name, finished));
}

int run_compare(const Given& given, std::ostream& out, std::ostream& err) {
    const auto began = std::chrono::steady_clock::now();
    const bool quiet = given.on("--quiet");
    Comparison comparison;
    for (const std::string& text : given.all("--threshold"))
        comparison.thresholds.push_back(parse_threshold(text, "--threshold"));
    comparison.measures = given.all("--measure");
    check_measures(comparison.measures);
    until_width(given);
    const std::vector<std::string>& words = given.all("OPTION");
    const fs::path folder = given.text("--out");
    std::vector<fs::path> inputs(words.begin(), words.end());
    inputs.push_back(given.path("--map").value_or(fs::path()));
    for (const std::string& file : files_of_a_comparison()) spare_inputs(folder / file, inputs);

    const Parallel parallel(given.threads());
    Overrides overrides = overrides_of(given);
    overrides.compared = true;
    ConfigProblems problems;
    std::vector<GivenOption> options = read_options(words, overrides, problems);
    const std::uint32_t replicates = replicates_of(given, options);
    comparison.warnings = make_alike(options, overrides, replicates, given.path("--map").has_value());
    tell_what_finished_runs_ignore(given, options, comparison.warnings);
    const std::string title = options.front().scenario->title, before = options.front().label + ", but with ";
    const auto asked = given.word("--orders");
    ChosenOrders chosen = choose_orders(asked ? orders_named(*asked) : std::nullopt, options, problems);
    comparison.orders = chosen.rule;
    comparison.orders_chosen = std::move(chosen.by);
    std::move(chosen.notes.begin(), chosen.notes.end(), std::back_inserter(comparison.warnings));
    const bool any_finished =
        std::any_of(options.begin(), options.end(), [](const GivenOption& o) { return o.run.has_value(); });
    if (any_finished) {
        // What the line adds is not in all of them: those that have it are called by it.
        for (GivenOption& option : options)
            if (!option.run) option.label = option.scenario->title;
    } else if (title.starts_with(before)) {
        comparison.in_all = title.substr(before.size());
    }
    if (comparison.orders == Orders::none)
        comparison.in_all += (comparison.in_all.empty() ? "" : "; ") + std::string("no orders of the authority's own");
    const bool all_finished =
        std::all_of(options.begin(), options.end(), [](const GivenOption& o) { return o.run.has_value(); });
    if (all_finished) comparison.orders.reset();
    OutputFolder results(folder, given.on("--force"), files_of_a_comparison());
    const Maps maps = maps_of(options, given.path("--map"), problems, parallel);
    problems.throw_if_any();
    if (!quiet)
        for (std::size_t k = 0; k < options.size(); ++k)
            if (maps.prepared[k])
                for (const std::string& line : entry_notes(*options[k].scenario, *maps.prepared[k]))
                    fmt::print(err, "sendscape: {}: {}\n", options[k].name, line);
    live(comparison, options, maps, given, parallel, err);
    comparison.check_pairs();
    if (!quiet)
        for (const std::string& warning : comparison_warnings(comparison)) fmt::print(err, "sendscape: {}\n", warning);
    comparison.hide_school_names(given.on("--names"));
    write_comparison(comparison, results, parallel);
    if (quiet) return 0;
    out << options_text(comparison) << std::flush;
    fmt::print(err, "Written to {} in {}\n", folder.string(),
               duration_text(std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count()));
    return 0;
}

}  // namespace

CommandRow compare_row() {
    static constexpr std::string_view rules[]{"as-reference", "own", "none"};
    CommandRow row{
        "compare", "Compare options under the same luck",
        "  sendscape compare county inclusion-gate two-new-bases --replicates 20 --out out/options\n"
        "  sendscape compare base60.toml special150.toml --map york.h5 --policy no-new-places --out out/york\n"
        "  sendscape compare status-quo inclusion-gate+two-new-bases@2029-09 --map york.h5 \\\n"
        "      --threshold specialist_shortfall=200 --threshold high_needs_balance=-50000000 --out out/passed\n"
        "  sendscape compare county inclusion-gate --until-width specialist_shortfall=5 --out out/sure\n"
        "  sendscape compare out/a/run.h5 out/b/run.h5 --out out/finished\n"
        "An option is a scenario, a policy's name (laid over the reference; several joined by +) or a run file.\n"
        "Orders: a simulated authority orders places of its own, and fewer of them where it sees a school being\n"
        "built. as-reference (the default) lets what it orders in the reference open in every option, so that a\n"
        "difference is the option's own; own lets each option's authority react; none orders nothing anywhere. An\n"
        "option that is itself about how the authority orders keeps its own orders under as-reference. A scenario or\n"
        "policy file may say it for itself (orders = \"none\"); --orders counts before files.\n"
        "Without --replicates or --until-width there are 10. options.html, options.csv, options.h5 are written.\n",
        scenario_options(), run_compare};
    row.options.front() = {.name = "OPTION",
                           .value = "REFERENCE OPTION",
                           .help = "the reference, then one option or more",
                           .takes = Takes::several,
                           .required = true};
    row.options.insert(
        row.options.end(),
        {{.name = "--until-width",
          .value = "MEASURE=W",
          .help = "live on, 10 replicates at a time and 500 at the most, until the 90% interval of the mean difference "
                  "of this measure in its last September is no wider than W for any option",
          .takes = Takes::one},
         {.name = "--threshold",
          .value = "MEASURE=X",
          .help = "tell when a measure of the whole area first reaches X, and how probably",
          .takes = Takes::again},
         {.name = "--measure",
          .value = "NAME",
          .help = "tell this measure too, whether it moved or not",
          .takes = Takes::again},
         {.name = "--orders",
          .value = "RULE",
          .help = "what the authority orders of itself: as-reference, own or none (default: what a file of the options "
                  "says with orders = ..., else as-reference)",
          .choices = rules},
         {.name = "--out", .value = "DIR", .help = "folder of the results", .required = true},
         names_option,
         force_option,
         quiet_option});
    return row;
}

}  // namespace sendscape
