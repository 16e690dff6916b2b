// SPDX-License-Identifier: MIT
#include "sim/studies/options_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/core/interrupt.h"
#include "sim/output/program.h"
#include "sim/output/report_page.h"
#include "sim/output/svg_chart.h"
#include "sim/output/wording.h"
#include "sim/studies/options_answer.h"
#include "sim/studies/page_words.h"

namespace sendscape {
namespace {

constexpr std::size_t moved_told = 20, most_of_a_measure = 2, named_told = 12, gaps_told = 15, places_told = 12;

constexpr double least_difference = 1000;  ///< pounds: less is not told

std::vector<std::string> titles_of(const Comparison& comparison) {
    std::vector<std::string> titles;
    for (std::size_t k = 1; k < comparison.options.size(); ++k) titles.push_back(comparison.options[k].title());
    return titles;
}

// ---- every September

/// A chart has room for short names: titles that begin alike would look the same there.
std::string name_on_chart(const ComparedOption& option) {
    constexpr std::size_t room = 22;
    return option.title().size() <= room ? option.title() : option.name;
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
    for (const std::string& title : titles_of(comparison)) {
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
    return out + figure(line_chart(chart),
                        "Children short of a specialist place, each September, against the reference", table);
}

// ---- cost

/// What every option, the reference too, costs in itself.
std::string own_costs_table(const Comparison& comparison, const std::vector<OwnCosts>& own, Month last) {
    PageTable table{"What each costs in itself, the reference too: all months added up (range over runs)", {""}, {}, 1};
    for (const ComparedOption& option : comparison.options) table.columns.push_back(option.title());
    const auto add = [&](const std::string& words, Range OwnCosts::*part, const auto& text) {
        std::vector<std::string> row{words};
        for (const OwnCosts& one : own) row.push_back(text(one.*part));
        table.rows.push_back(std::move(row));
    };
    add("Capital", &OwnCosts::capital, money_with_range);
    add("High needs spend", &OwnCosts::spend, money_with_range);
    add("... of it independent and non-maintained fees", &OwnCosts::independent_fees, money_with_range);
    add("Transport (general fund)", &OwnCosts::transport, money_with_range);
    add("Interest on the deficit (general fund)", &OwnCosts::interest, money_with_range);
    add("Balance of the schools grant, " + long_name(last), &OwnCosts::balance, money_with_range);
    add("Child-years short of a specialist place", &OwnCosts::years_short, with_range);
    add("Child-years with a plan and a suitable place", &OwnCosts::suitable_years, with_range);
    add("Revenue for each of these", &OwnCosts::revenue_a_child_year, money_with_range);
    add("... with capital", &OwnCosts::all_a_child_year, money_with_range);
    return html_table(table);
}

std::string capital_table(const Comparison& comparison) {
    PageTable table{"Capital of places that open in each calendar year (mean over runs)", {"Year"}, {}, 1};
    std::vector<Capital> capital;
    for (std::size_t k = 0; k < comparison.options.size(); ++k) {
        capital.push_back(comparison.capital(k));
        table.columns.push_back(comparison.options[k].title());
    }
    // Each year's sum, then what all of it is made of.
    const auto add = [&](std::string words, std::optional<int> year, std::optional<std::size_t> kind) {
        std::vector<std::string> row{std::move(words)};
        bool any = false;
        for (const Capital& one : capital) {
            const auto at = std::find(one.years.begin(), one.years.end(), year.value_or(0));
            double pounds = not_recorded;
            if (!year)
                pounds = range_of(one.total(kind)).mean;
            else if (at != one.years.end())
                pounds = range_of(one.of_year(static_cast<std::size_t>(at - one.years.begin()), kind)).mean;
            any = any || pounds > 0;
            row.push_back(in_unit(pounds, "pounds"));
        }
        if (any || (!year && !kind)) table.rows.push_back(std::move(row));
    };
    for (const int year : capital[0].years) add(fmt::format("{}", year), year, {});
    add("All years", {}, {});
    for (std::size_t kind = 0; kind < capital_kind_count; ++kind)
        add("... of it: " + std::string(capital_kind_labels[kind].words), {}, kind);
    return html_table(table);
}

std::string headings_table(const Comparison& comparison) {
    const Run& reference = comparison.reference().run();
    const Series& spend = reference.get("high_needs_spend");
    const std::vector<std::string> words = reference.words(spend, Axis::heading);
    PageTable table{fmt::format("Spend by heading, all months added up, difference from '{}' (range)",
                                comparison.reference().title()),
                    {"Heading"},
                    {},
                    1};
    for (const std::string& title : titles_of(comparison)) table.columns.push_back(title);
    const auto add = [&](const std::string& name, const PairedCell& cell) {
        std::vector<std::string> row{name};
        bool any = false;
        for (std::size_t k = 1; k < comparison.options.size(); ++k) {
            const PairedDifference told = added_up(comparison.pair(k), cell);
            any = any || std::abs(told.difference) >= least_difference;
            row.push_back(difference_text(told, "pounds"));
        }
        if (any) table.rows.push_back(std::move(row));
    };
    for (std::size_t h = 0; h < words.size(); ++h)
        if (h != static_cast<std::size_t>(Heading::transport))
            add(words[h], {"high_needs_spend", {{Axis::heading, h}}});
    add("Transport (general fund)", {"transport_spend", {}});
    return html_table(table);
}

std::string cost_section(const Comparison& comparison, const std::vector<OptionCosts>& costs,
                         const std::vector<OwnCosts>& own) {
    const Month last = comparison.pair(1).last;
    std::string out = section_heading("cost", "Cost");
    out += paragraph(fmt::format(
        "First against '{}', then each in itself, added up over the months to {}. Capital is charged to the year in "
        "which places open: an entry's own cost where it gives one, else its places times the cost parameters; what "
        "was on order at the start was paid for before.",
        comparison.reference().title(), long_name(last)));
    PageTable table{"What each option costs", {""}, {}, 1};
    for (const std::string& title : titles_of(comparison)) table.columns.push_back(title);
    const auto add = [&](const std::string& words, const auto& text) {
        std::vector<std::string> row{words};
        for (std::size_t k = 1; k < costs.size(); ++k) row.push_back(text(costs[k]));
        table.rows.push_back(std::move(row));
    };
    const auto add_difference = [&](const std::string& words, PairedDifference OptionCosts::*part) {
        add(words, [&](const OptionCosts& one) { return difference_text(one.*part, "pounds"); });
    };
    add_difference("Capital", &OptionCosts::capital);
    add_difference("High needs spend", &OptionCosts::spend);
    add_difference("... of it independent and non-maintained fees", &OptionCosts::independent_fees);
    add_difference("Transport (general fund)", &OptionCosts::transport);
    const bool interest = std::any_of(costs.begin(), costs.end(), [](const OptionCosts& one) {
        return std::abs(one.interest.difference) >= least_difference;
    });
    if (interest) add_difference("Interest on the deficit (general fund)", &OptionCosts::interest);
    add_difference("Balance of the schools grant, " + long_name(last), &OptionCosts::balance);
    add("Child-years of suitable placement gained",
        [](const OptionCosts& one) { return difference_text(one.suitable_years, "children"); });
    const auto price = [](double pounds) { return std::isnan(pounds) ? "none gained" : money(pounds); };
    add("Revenue for each of these", [&](const OptionCosts& one) { return price(one.revenue_a_child_year); });
    add("... with capital, within these years", [&](const OptionCosts& one) { return price(one.all_a_child_year); });
    add("Capital repaid by avoided independent fees", [&](const OptionCosts& one) {
        if (one.capital.difference <= 0) return std::string("no capital to repay");
        return fmt::format("{}in {} of {} runs", one.paid_back_by ? fmt::format("by {}, ", *one.paid_back_by) : "",
                           one.paid_back, one.of);
    });
    return out + html_table(table) + own_costs_table(comparison, own, last) + capital_table(comparison) +
           headings_table(comparison);
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
        table.rows.push_back({measure_words(series.name), of.empty() ? "all" : of, long_name(one.month),
                              in_unit(one.difference.reference, series.unit),
                              in_unit(one.difference.value, series.unit),
                              signed_in_unit(one.difference.difference, series.unit),
                              range_in_unit(one.difference, series.unit), with_sign(one.size, decimal(one.size, 1))});
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

// ---- who is placed differently

/// Mean over replicates of the flows told by one thing, the largest first.
struct Flow {
    std::size_t position = 0, from = 0, to = 0;
    std::vector<double> children;  ///< by replicate
};

std::vector<Flow> flows_by(const LivedOption& option, ToldBy by) {
    std::vector<Flow> flows;
    for (std::size_t r = 0; r < option.placed.size(); ++r)
        for (const auto& [key, children] : option.placed[r].with_plan) {
            const auto& [told, position, from, to] = key;
            if (told != by) continue;
            auto flow = std::find_if(flows.begin(), flows.end(), [&, p = position, f = from, t = to](const Flow& one) {
                return one.position == p && one.from == f && one.to == t;
            });
            if (flow == flows.end()) flow = flows.insert(flows.end(), {position, from, to, {}});
            flow->children.resize(option.placed.size(), 0);
            flow->children[r] = static_cast<double>(children);
        }
    std::stable_sort(flows.begin(), flows.end(), [](const Flow& a, const Flow& b) {
        return range_of(a.children).mean > range_of(b.children).mean;
    });
    return flows;
}

std::string position_words(const Run& run, ToldBy by, std::size_t at) {
    switch (by) {
        case ToldBy::need:
            return std::string(need_labels[at].words);
        case ToldBy::phase:
            return std::string(phase_labels[at].words);
        case ToldBy::area:
            return run.map->areas[at].name;
        case ToldBy::decile:
            return at == 1 ? "1, most deprived" : at == decile_count ? "10, least deprived" : fmt::format("{}", at);
    }
    return {};
}

/// "primary 120 (range 100 to 140), secondary 12 (range 3 to 20)".
std::string elsewhere_without_plan(const LivedOption& option) {
    std::string text;
    for (std::size_t phase = 0; phase < phase_count; ++phase) {
        std::vector<double> children;
        for (const PlacedDifferently& placed : option.placed)
            children.push_back(static_cast<double>(placed.without[phase]));
        const Range range = range_of(children);
        if (range.mean < least_told) continue;
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", measure_words(std::string(phase_labels[phase].words)),
                            with_range(range));
    }
    return text.empty() ? "none" : text;
}

std::string placed_section(const Comparison& comparison) {
    static constexpr std::array<std::string_view, told_by_count> told_words{"need", "phase", "planning area",
                                                                            "deprivation of the home's zone, decile"};
    std::string out = section_heading("placed", "Who is placed differently");
    bool any = false;
    for (std::size_t k = 1; k < comparison.options.size(); ++k) {
        const ComparedOption& option = comparison.options[k];
        if (!option.placed) continue;
        stop_if_asked();
        any = true;
        out += smaller_heading(option.title());
        out += paragraph(fmt::format(
            "Child by child in {}: where each child with a plan is under the reference and where under this option. "
            "One "
            "place more or fewer moves others in turn: children who go one way while as many go the other are such a "
            "knock-on. Children without a plan who attend another school than under the reference: {}.",
            long_name(option.lived.placed_in), elsewhere_without_plan(option.lived)));
        for (std::size_t by = 0; by < told_by_count; ++by) {
            PageTable table{
                fmt::format("By {}: children, mean over runs (range)", told_words[by]),
                {measure_words(std::string(told_words[by])), "Under the reference", "Under the option", "Children"},
                {},
                3};
            for (const Flow& flow : flows_by(option.lived, static_cast<ToldBy>(by))) {
                const Range children = range_of(flow.children);
                if (children.mean < least_told || table.rows.size() >= places_told) break;
                table.rows.push_back(
                    {position_words(option.run(), static_cast<ToldBy>(by), flow.position), placed_words(flow.from),
                     flow.from == flow.to ? "another of the same kind" : placed_words(flow.to), with_range(children)});
            }
            out += html_table(table);
        }
    }
    if (!any) {
        out += paragraph(
            "Finished runs do not keep every child of every run: what is known is how many plans stand where.");
        for (std::size_t k = 1; k < comparison.options.size(); ++k) {
            const PairedRuns pair = comparison.pair(k);
            PageTable table{comparison.options[k].title() + ": plans by setting, " + long_name(pair.last),
                            {"Setting", "Reference", "Option", "Difference"},
                            {},
                            1};
            for (const PairedCell& cell : cells_of(pair, pair.reference->get("plans_by_setting"), false)) {
                const PairedDifference told = paired_difference(pair, cell, pair.last);
                const std::string words = cell_words(*pair.reference, cell);
                if (std::abs(told.difference) >= least_told)
                    table.rows.push_back({words.empty() ? "All" : words, whole(told.reference), whole(told.value),
                                          difference_text(told, "plans")});
            }
            out += html_table(table);
        }
    }
    return out;
}

// ---- offers of school places

/// Whether the two differ in what decides who is offered which school: criteria, catchments, numbers, schools.
bool differ_in_admissions(const Scenario& a, const Scenario& b) {
    const auto of_admissions = [](const Scenario& scenario) {
        std::vector<ProvisionChange> provision;
        for (const ProvisionChange& change : scenario.provision)
            if (change.kind == ProvisionChange::Kind::set_pan || change.kind == ProvisionChange::Kind::close_school ||
                (change.kind == ProvisionChange::Kind::open_school && is_state_mainstream(change.setting)))
                provision.push_back(change);
        std::vector<ParameterChange> changes;
        for (const ParameterChange& change : scenario.changes)
            if (change.key.starts_with("admissions.")) changes.push_back(change);
        return std::pair(std::move(provision), std::move(changes));
    };
    return a.criteria != b.criteria || of_admissions(a) != of_admissions(b);
}

/// Whether an option's offers are told: it is about admissions, and it lived a round apart.
bool offers_told(const Comparison& comparison, std::size_t k) {
    const ComparedOption& option = comparison.options[k];
    return option.placed && !option.lived.offers.empty() && option.lived.offers.front().rounds > 0 &&
           differ_in_admissions(comparison.reference().scenario, option.scenario);
}

bool any_offers_told(const Comparison& comparison) {
    bool any = false;
    for (std::size_t k = 1; k < comparison.options.size(); ++k) any = any || offers_told(comparison, k);
    return any;
}

/// One number of the tallies of a group, over the replicates.
Range tally_range(const LivedOption& lived, std::size_t group, std::int64_t OffersCompared::Tally::*part) {
    std::vector<double> values;
    for (const OffersCompared& one : lived.offers) values.push_back(static_cast<double>(one.groups[group].*part));
    return range_of(std::move(values));
}

std::string offers_section(const Comparison& comparison) {
    using Tally = OffersCompared::Tally;
    if (!any_offers_told(comparison)) return {};
    std::string out = section_heading("offers", "Who gains and who loses a school");
    out += paragraph(
        "Child by child, of those offered a school on the day of the offers under the reference and under the option: "
        "a "
        "child gains whose family put the school it is offered higher on its list than the one offered under the "
        "reference, and loses where it put it lower, or named it nowhere. All rounds since the two parted are added "
        "up. "
        "Children whose plan names a school are not in the round. Of the last two columns the first number is under "
        "the "
        "reference, the second under the option; metres are on foot, from the home's zone.");
    for (std::size_t k = 1; k < comparison.options.size(); ++k) {
        if (!offers_told(comparison, k)) continue;
        const ComparedOption& option = comparison.options[k];
        PageTable table{
            fmt::format("'{}': children, mean over runs (range); rounds of {} months of offers added up",
                        option.title(), option.lived.offers.front().rounds),
            {"Children", "Offered a school in both", "Gain", "Lose", "First preference met", "Mean metres to school"},
            {},
            1};
        for (std::size_t group = 0; group < offer_group_count; ++group) {
            const auto mean = [&](std::int64_t Tally::*part) { return tally_range(option.lived, group, part).mean; };
            const double children = mean(&Tally::children);
            if (children < least_told) continue;
            table.rows.push_back({std::string(offer_group_words[group]), whole(children),
                                  with_range(tally_range(option.lived, group, &Tally::gain)),
                                  with_range(tally_range(option.lived, group, &Tally::lose)),
                                  fmt::format("{} to {}", percent(mean(&Tally::first_before) / children, 1),
                                              percent(mean(&Tally::first_after) / children, 1)),
                                  fmt::format("{} to {}", whole(mean(&Tally::metres_before) / children),
                                              whole(mean(&Tally::metres_after) / children))});
        }
        out += html_table(table);
    }
    return out;
}

// ---- the gap

/// Cells of the gap: all of its axes, or the sums over those left out.
std::vector<PairedCell> gap_cells(const PairedRuns& pair, const Series& series, const std::vector<Axis>& axes) {
    std::vector<PairedCell> cells;
    if (axes.size() == series.axes.size()) {
        cells = cells_of(pair, series, true);
        std::erase_if(cells, [&](const PairedCell& cell) { return cell.fixed.size() < series.axes.size(); });
        return cells;
    }
    cells.push_back({series.name, {}});
    for (const Axis axis : axes) {
        std::vector<PairedCell> more;
        for (const PairedCell& cell : cells)
            for (std::size_t at = 0; at < series.extents[*series.position(axis)]; ++at) {
                more.push_back(cell);
                more.back().fixed.emplace_back(axis, at);
            }
        cells = std::move(more);
    }
    return cells;
}

/// The cells in a September, largest first, `most` of them at the most. `heads`: of the axes, in their order.
std::string gap_table(const Comparison& comparison, const std::vector<PairedCell>& cells, const std::vector<Axis>& axes,
                      const std::vector<std::string>& heads, Month when, std::size_t most) {
    struct Gap {
        const PairedCell* cell;
        std::vector<Range> by_option;
        double largest = 0;
    };
    std::vector<Gap> gaps;
    for (const PairedCell& cell : cells) {
        Gap gap{&cell, {}, 0};
        for (const ComparedOption& option : comparison.options) {
            gap.by_option.push_back(range_of(census_values(option.run(), cell, when)));
            gap.largest = std::max(gap.largest, gap.by_option.back().mean);
        }
        if (gap.largest >= least_told) gaps.push_back(std::move(gap));
    }
    std::stable_sort(gaps.begin(), gaps.end(), [](const Gap& a, const Gap& b) { return a.largest > b.largest; });
    PageTable table{gaps.size() > most ? fmt::format("September {}: {} of {} cells; options.csv has all", when.year(),
                                                     most, gaps.size())
                                       : fmt::format("September {}", when.year()),
                    heads,
                    {},
                    heads.size()};
    for (const ComparedOption& option : comparison.options) table.columns.push_back(option.title());
    const Run& reference = comparison.reference().run();
    for (const Gap& gap : gaps) {
        if (table.rows.size() >= most) break;
        std::vector<std::string> row(axes.size());
        for (const auto& [axis, at] : gap.cell->fixed) {
            const auto place = std::find(axes.begin(), axes.end(), axis) - axes.begin();
            row[static_cast<std::size_t>(place)] = reference.words(reference.get(gap.cell->measure), axis)[at];
        }
        for (const Range& range : gap.by_option) row.push_back(with_range(range));
        table.rows.push_back(std::move(row));
    }
    return html_table(table);
}

std::string gap_section(const Comparison& comparison, const ShortByOption& found) {
    std::string out = section_heading("gap", "Where the gap is");
    const PairedRuns pair = comparison.pair(1);
    const Series* const by_provision = pair.reference->find(provision_gap_measure);
    const Series& by_instead = pair.reference->get("specialist_shortfall");
    const Month last = found.septembers.back();
    const Series& series = by_provision ? *by_provision : by_instead;
    const std::string kind = by_provision ? "Provision required" : "What they have instead";
    if (by_provision) {
        out += paragraph(
            "Children short of a specialist place by what their plan requires, and by what they have in its place "
            "(range "
            "over runs). Every September by provision, phase, need and planning area is folded below.");
        const std::vector<Axis> provision{Axis::kind, Axis::phase};
        out += gap_table(comparison, gap_cells(pair, series, provision), provision, {kind, "Phase"}, last, gaps_told);
        const std::vector<Axis> instead{Axis::kind};
        out += gap_table(comparison, gap_cells(pair, by_instead, instead), instead, {"What they have instead"}, last,
                         gaps_told);
    } else {
        out += paragraph(
            "Children short of a specialist place by what they have in its place, phase, need and planning area, "
            "largest "
            "first (range over runs). Run files do not keep what their plans require: 'sendscape compare' on the "
            "scenarios tells it.");
    }
    const std::vector<Axis> axes{Axis::kind, Axis::phase, Axis::need, Axis::area};
    const std::vector<std::string> heads{kind, "Phase", "Need", "Area"};
    const std::vector<PairedCell> cells = gap_cells(pair, series, axes);
    for (auto month = found.septembers.rbegin(); month != found.septembers.rend(); ++month) {
        stop_if_asked();
        out += fmt::format("<details{}><summary>September {}</summary>\n{}</details>\n",
                           !by_provision && *month == last ? " open" : "", month->year(),
                           gap_table(comparison, cells, axes, heads, *month, gaps_told));
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
    out += paragraph("Ranges run from the 5th to the 95th percentile of the paired differences.");
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
    std::vector<std::string> answer = options_answer(comparison, found, costs, own);
    const std::vector<std::string> warnings = comparison_warnings(comparison);
    std::string out = fmt::format(
        "<p class=\"kicker\">Sendscape comparison of options. Simulated: {} to {}, {} paired {}.{}</p>\n<h1>{}: "
        "{}</h1>\n",
        long_name(reference.start), long_name(reference.last()), found.replicates,
        found.replicates == 1 ? "run" : "runs",
        comparison.in_all.empty() ? std::string() : " In all of them: " + escaped(comparison.in_all) + ".",
        escaped(reference.map->name), [&] {
            std::string titles = escaped(comparison.reference().title()) + ", compared with ";
            const std::vector<std::string> others = titles_of(comparison);
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
    for (const std::string& sentence :
         options_answer(comparison, found, costs_of(comparison), own_costs_of(comparison)))
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
    for (std::size_t k = 1; k < comparison.options.size(); ++k) {
        if (!offers_told(comparison, k)) continue;
        const LivedOption& lived = comparison.options[k].lived;
        const auto all = static_cast<std::size_t>(OfferGroup::all);
        out += fmt::format(
            "\nOffers of schools, '{}': {} of {} children gain a school their family put higher, {} lose one (mean of "
            "the "
            "runs, {} months of offers together; options.html tells who)\n",
            comparison.options[k].title(), whole(tally_range(lived, all, &OffersCompared::Tally::gain).mean),
            whole(tally_range(lived, all, &OffersCompared::Tally::children).mean),
            whole(tally_range(lived, all, &OffersCompared::Tally::lose).mean), lived.offers.front().rounds);
    }
    return out;
}

}  // namespace sendscape
