// SPDX-License-Identifier: MIT
#include "sim/studies/options_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/core/interrupt.h"
#include "sim/output/program.h"
#include "sim/output/report_page.h"
#include "sim/output/shown_totals.h"
#include "sim/output/svg_chart.h"
#include "sim/output/wording.h"
#include "sim/studies/gap_tables.h"
#include "sim/studies/offers_tables.h"
#include "sim/studies/option_cost_tables.h"
#include "sim/studies/options_answer.h"
#include "sim/studies/page_words.h"
#include "sim/studies/placed_tables.h"

namespace sendscape {
namespace {

constexpr std::size_t moved_told = 20, most_of_a_measure = 2, named_told = 12;

// ---- every September

/// A chart has room for short names: titles that begin alike would look the same there.
std::string name_on_chart(const ComparedOption& option) {
    constexpr std::size_t room = 22;
    return option.title().size() <= room ? option.title() : option.name;
}

/// Every two options, the reference aside, in the last September; nothing where there is but one.
std::string against_each_other(const Comparison& comparison, const ShortByOption& found) {
    if (comparison.options.size() < 3) return {};
    PageTable table{fmt::format("Options against each other: children short of a specialist place, {}",
                                long_name(found.septembers.back())),
                    {"Option", "Against", "Difference", "fewer in runs"},
                    {},
                    2};
    for (std::size_t a = 1; a < comparison.options.size(); ++a)
        for (std::size_t b = 1; b < a; ++b) {
            const PairedDifference told = paired_difference(found.values[b].back(), found.values[a].back());
            table.rows.push_back({comparison.options[a].title(), comparison.options[b].title(),
                                  difference_text(told, "children"), runs_below(told)});
        }
    return html_table(table);
}

std::string septembers_section(const Comparison& comparison, const ShortByOption& found) {
    const std::string& reference = comparison.reference().title();
    std::string out = section_heading("septembers", "Every September");
    out +=
        paragraph(fmt::format("Children short of a specialist place, less those short under '{}', in each September of "
                              "the run: below 0 the option leaves fewer short.",
                              reference));
    const std::vector<std::string> crossings = crossing_sentences(comparison, found);
    for (const std::string& sentence : crossings) out += paragraph(sentence);
    if (crossings.empty())
        out += paragraph("No two options change places: the one with fewer short has them throughout.");
    LineChart chart{"Children short of a specialist place, difference from the reference",
                    fmt::format("A line for each option over the Septembers of the run with its range; 0 is '{}'. The "
                                "table below has the numbers.",
                                reference),
                    ValueFormat::count,
                    true,
                    {},
                    {}};
    for (std::size_t k = 1; k < comparison.options.size(); ++k) {
        ChartLine line;
        line.name = name_on_chart(comparison.options[k]);
        for (std::size_t i = 0; i < found.septembers.size(); ++i) {
            const PairedDifference& told = found.differences[k][i];
            line.x.push_back(year_of(found.septembers[i]));
            line.y.push_back(told.difference);
            if (found.replicates > 1) line.low.push_back(told.p05), line.high.push_back(told.p95);
        }
        chart.lines.push_back(std::move(line));
    }
    for (const ComparedOption& option : comparison.options)
        for (const RecordedChange& change : option.run().changes) {
            const std::pair<double, std::string> flag(year_of(change.on), change.text);
            if (std::find(chart.flags.begin(), chart.flags.end(), flag) == chart.flags.end())
                chart.flags.push_back(flag);
        }
    PageTable table{"", {"September", fmt::format("'{}': short", reference)}, {}, 1};
    for (const std::string& title : comparison.option_titles()) {
        table.columns.push_back(title + ": difference");
        table.columns.push_back("fewer in runs");
    }
    for (std::size_t i = 0; i < found.septembers.size(); ++i) {
        std::vector<std::string> row{fmt::format("{}", found.septembers[i].year()),
                                     with_range(range_of(found.values[0][i]))};
        for (std::size_t k = 1; k < comparison.options.size(); ++k) {
            row.push_back(difference_text(found.differences[k][i], "children"));
            row.push_back(runs_below(found.differences[k][i]));
        }
        table.rows.push_back(std::move(row));
    }
    return out +
           figure(line_chart(chart), "Children short of a specialist place, each September, against the reference",
                  table) +
           against_each_other(comparison, found);
}

// ---- thresholds

std::string thresholds_section(const Comparison& comparison) {
    if (comparison.thresholds.empty()) return "";
    std::string out = section_heading("thresholds", "When thresholds are passed");
    for (const Threshold& threshold : comparison.thresholds) {
        const std::string& unit = comparison.reference().run().get(threshold.measure).unit;
        PageTable table{fmt::format("{} of {}", measure_words(threshold.measure), in_unit(threshold.value, unit)),
                        {"Option", "Passed", "Probability", "First month, middle of the runs", "Range"},
                        {},
                        2};
        for (const ComparedOption& option : comparison.options) {
            const Passing passing = passing_of(option.run(), threshold);
            table.rows.push_back({option.title(), passing.rises ? "upwards" : "downwards",
                                  fmt::format("{} ({} of {} runs)",
                                              percent(static_cast<double>(passing.runs) /
                                                          static_cast<double>(std::max<std::size_t>(1, passing.of)),
                                                      0),
                                              passing.runs, passing.of),
                                  passing.p50 ? long_name(*passing.p50) : "not passed",
                                  passing.p50 && passing.runs > 1
                                      ? fmt::format("{} to {}", long_name(*passing.p05), long_name(*passing.p95))
                                      : ""});
        }
        out += html_table(table);
    }
    return out + paragraph(
                     "Probability is the share of runs in which the threshold is reached within the years simulated; "
                     "the months are of those runs. Flows are of the twelve months up to each.");
}

// ---- the measures that moved

std::string moved_table(const PairedRuns& pair, const std::vector<Moved>& found, std::string caption) {
    PageTable table{
        std::move(caption),
        {"Measure", "Of", "When it moves most", "Reference", "Option", "Difference", "Range", "In own spreads"},
        {},
        2};
    for (const Moved& one : found) {
        const Series& series = pair.reference->get(one.cell.measure);
        const std::string of = cell_words(*pair.reference, one.cell);
        const double largest = std::max(std::abs(one.difference.reference), std::abs(one.difference.value));
        const ShownTotals shown =
            shown_totals(one.difference.reference, one.difference.difference, shown_step(series.unit, largest));
        table.rows.push_back({measure_words(series.name), of.empty() ? "all" : of, long_name(one.month),
                              in_unit(shown.reference, series.unit), in_unit(shown.value, series.unit),
                              signed_in_unit(shown.difference, series.unit), range_in_unit(one.difference, series.unit),
                              with_sign(one.size, decimal(one.size, 1))});
    }
    return html_table(table);
}

/// The first of each measure, so that no measure's parts bury the others, and of numbers that several measures tell in
/// the same words the first.
std::vector<Moved> first_of_each(const PairedRuns& pair, const std::vector<Moved>& found) {
    std::vector<Moved> kept;
    for (const Moved& one : found) {
        const std::string words = cell_words(*pair.reference, one.cell);
        std::size_t of_measure = 0;
        bool told = false;
        for (const Moved& other : kept) {
            of_measure += other.cell.measure == one.cell.measure ? 1 : 0;
            told = told || (other.difference.reference == one.difference.reference &&
                            other.difference.difference == one.difference.difference);
        }
        if (of_measure < most_of_a_measure && !told) kept.push_back(one);
        if (kept.size() == moved_told) break;
    }
    return kept;
}

std::string moved_section(const Comparison& comparison) {
    std::string out = section_heading("moved", "The measures that moved");
    out += paragraph(
        "Of all measures, whole and by each of their axes, those whose range of the paired difference excludes 0, each "
        "in "
        "the census in which it moves most, the largest first: in units of its own spread, which is how far the "
        "reference's "
        "runs differ among themselves. Among so many measures a few small ones are here by luck.");
    for (std::size_t k = 1; k < comparison.options.size(); ++k) {
        stop_if_asked();
        const PairedRuns pair = comparison.pair(k);
        const std::string& title = comparison.options[k].title();
        out += smaller_heading(title);
        const std::vector<Moved> found = moved(pair);
        if (pair.replicates < PairedDifference::least_pairs)
            out += paragraph(fmt::format("Fewer than {} pairs of runs are too few to tell what is more than luck.",
                                         PairedDifference::least_pairs));
        else if (found.empty())
            out += paragraph("No measure moved beyond its range.");
        else
            out += moved_table(pair, first_of_each(pair, found),
                               fmt::format("{} numbers moved; those that moved most, {} of a measure at the most. "
                                           "options.csv has all",
                                           found.size(), most_of_a_measure));
        for (const std::string& measure : comparison.measures) {
            std::vector<Moved> asked = all_of(pair, measure);
            if (asked.size() > named_told) asked.resize(named_told);
            out += moved_table(pair, asked, measure_words(measure) + ", as asked for");
        }
    }
    return out;
}

// ---- how it was compared

std::string method_section(const Comparison& comparison) {
    std::string out = section_heading("how", "How it was compared");
    const std::uint32_t runs = comparison.reference().run().replicates;
    bool same_luck = true;
    for (std::size_t k = 1; k < comparison.options.size(); ++k) same_luck = same_luck && comparison.pair(k).same_luck;
    out += paragraph(
        same_luck
            ? fmt::format(
                  "Each option was lived {} time{}, each time under the luck of the same run of the reference: the "
                  "same children are born, move and need help, and a difference is what the option does. Where "
                  "replicates differ in authorities' practice, all options of one replicate have the same.",
                  runs, runs == 1 ? "" : "s")
            : std::string(
                  "Runs are paired by their number, but do not all share luck, start and map: what they do not share "
                  "is told at the beginning, and is part of every difference and range."));
    constexpr int enough = 19;  // of fewer the range is from the least to the greatest (range_of())
    out += paragraph(fmt::format("Ranges run from {} of the paired differences{}.",
                                 runs < enough ? "the least to the greatest" : "the 5th to the 95th percentile",
                                 runs < enough ? fmt::format(", which {} runs are few for: 20 are usual", runs) : ""));
    if (comparison.orders)
        out += paragraph(fmt::format("Orders, {}: {} {} (--orders, or orders = ... in a file, chooses another.)",
                                     code(*comparison.orders), words(*comparison.orders),
                                     comparison.orders_chosen.empty()
                                         ? std::string("This is the rule where nobody chooses one.")
                                         : fmt::format("Chosen by {}.", comparison.orders_chosen)));
    PageTable table{"Options", {"Option", "Title", "Lived apart from the reference from"}, {}, 3};
    for (const ComparedOption& option : comparison.options)
        table.rows.push_back({option.name, option.title(),
                              !option.watched                          ? "a finished run"
                              : &option == &comparison.options.front() ? "is the reference"
                              : option.lived.apart_from                ? long_name(*option.lived.apart_from)
                                                        : "never: nothing in it differs within these years"});
    return out + html_table(table);
}

std::vector<OptionCosts> costs_of(const Comparison& comparison) {
    std::vector<OptionCosts> costs(1);
    for (std::size_t k = 1; k < comparison.options.size(); ++k)
        costs.push_back(option_costs(comparison.pair(k), comparison.capital(0), comparison.capital(k)));
    return costs;
}

std::vector<OwnCosts> own_costs_of(const Comparison& comparison) {
    std::vector<OwnCosts> costs;
    const PairedRuns months = comparison.pair(1);
    for (std::size_t k = 0; k < comparison.options.size(); ++k)
        costs.push_back(own_costs(months, comparison.options[k].run(), comparison.capital(k)));
    return costs;
}

}  // namespace

std::string options_html(const Comparison& comparison) {
    const Run& reference = comparison.reference().run();
    const ShortByOption found = short_by_option(comparison);
    const std::vector<OptionCosts> costs = costs_of(comparison);
    const std::vector<OwnCosts> own = own_costs_of(comparison);
    std::vector<std::string> answer = options_answer(comparison, found, costs);
    const std::vector<std::string> warnings = comparison_warnings(comparison);
    std::string out = fmt::format(
        "<p class=\"kicker\">Sendscape comparison of options. Simulated: {} to {}, {} paired {}.{}</p>\n<h1>{}: "
        "{}</h1>\n",
        long_name(reference.start), long_name(reference.last()), found.replicates,
        found.replicates == 1 ? "run" : "runs",
        comparison.in_all.empty() ? std::string() : " In all of them: " + escaped(comparison.in_all) + ".",
        escaped(reference.map->name), [&] {
            std::string titles = escaped(comparison.reference().title()) + ", compared with ";
            const std::vector<std::string> others = comparison.option_titles();
            for (std::size_t i = 0; i < others.size(); ++i) titles += (i > 0 ? "; " : "") + escaped(others[i]);
            return titles;
        }());
    out += fmt::format("<p class=\"answer\">{}</p>\n<p class=\"answer-more\">", escaped(answer.front()));
    for (std::size_t i = 1; i < answer.size(); ++i) out += escaped(answer[i]) + (i + 1 < answer.size() ? " " : "");
    out += "</p>\n";
    out +=
        "<nav aria-label=\"Contents\"><a href=\"#not-settled\">What this does not settle</a><a "
        "href=\"#septembers\">Every "
        "September</a><a href=\"#cost\">Cost</a>";
    if (!comparison.thresholds.empty()) out += "<a href=\"#thresholds\">Thresholds</a>";
    if (any_offers_told(comparison)) out += "<a href=\"#offers\">Who gains a school</a>";
    out +=
        "<a href=\"#moved\">What moved</a><a href=\"#placed\">Who is placed differently</a><a href=\"#gap\">Where the "
        "gap "
        "is</a><a href=\"#how\">How it was compared</a></nav>\n";
    if (!warnings.empty()) out += section_heading("before", "Before you use this") + bullet_list(warnings);
    out += section_heading("not-settled", "What this does not settle") + bullet_list(not_settled(comparison, found));
    out += septembers_section(comparison, found);
    out += cost_section(comparison, costs, own);
    out += thresholds_section(comparison);
    out += offers_section(comparison);
    out += moved_section(comparison);
    out += placed_section(comparison);
    out += gap_section(comparison, found);
    out += method_section(comparison);
    return html_page(fmt::format("Options compared: {}", reference.map->name), out,
                     fmt::format("Sendscape {} ({}). Seed {}, map digest {}. The same question gives the same page.",
                                 program_version(), program_commit(), reference.seed, reference.map_digest));
}

std::string options_text(const Comparison& comparison) {
    const ShortByOption found = short_by_option(comparison);
    std::string answer;
    for (const std::string& sentence : options_answer(comparison, found, costs_of(comparison)))
        answer += (answer.empty() ? "" : " ") + sentence;
    constexpr std::size_t columns = 100;
    std::string out = wrapped(answer, columns);
    if (!out.ends_with('\n')) out += '\n';
    for (const Threshold& threshold : comparison.thresholds)
        for (const ComparedOption& option : comparison.options) {
            const Passing passing = passing_of(option.run(), threshold);
            out += fmt::format("\n{} = {}, '{}': passed {} in {} of {} runs{}", threshold.measure, threshold.value,
                               option.title(), passing.rises ? "upwards" : "downwards", passing.runs, passing.of,
                               passing.p50 ? ", first in " + long_name(*passing.p50) + " (middle of those)" : "");
        }
    if (!comparison.thresholds.empty()) out += '\n';
    return out;
}

}  // namespace sendscape
