// SPDX-License-Identifier: MIT
#include "sim/studies/comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "sim/core/interrupt.h"
#include "sim/output/row_order.h"
#include "sim/output/school_names.h"
#include "sim/output/wording.h"

namespace sendscape {
namespace {

constexpr std::string_view csv_heading =
    "option,measure,unit,month,authority,area,phase,age,need,setting,kind,service,heading,preference,decile,reference,"
    "value,difference,p05,p50,p95,share_below_zero\n";
constexpr std::array columns{Axis::authority, Axis::area,       Axis::phase, Axis::age,
                             Axis::need,      Axis::setting,    Axis::kind,  Axis::service,
                             Axis::heading,   Axis::preference, Axis::decile};
constexpr int december = 12;

std::string row_end(const PairedDifference& told) {
    const bool several = told.pairs > 1;
    const auto ranged = [&](double value) { return several ? csv_number(value) : std::string(); };
    return fmt::format(",{},{},{},{},{},{},{}\n", csv_number(told.reference), csv_number(told.value),
                       csv_number(told.difference), ranged(told.p05), ranged(told.p50), ranged(told.p95),
                       csv_number(told.share_below_zero));
}

void add_series(const std::string& option, const PairedRuns& pair, const Series& series,
                std::vector<std::string>& rows) {
    const std::vector<Month> months = censuses(pair, series);
    std::array<std::vector<std::string>, columns.size()> codes;
    for (std::size_t c = 0; c < columns.size(); ++c)
        if (series.position(columns[c]))
            for (const std::string& code : pair.reference->codes(series, columns[c]))
                codes[c].push_back(csv_field(code));
    for (const PairedCell& cell : cells_of(pair, series, true)) {
        stop_if_asked();
        std::string axes;
        for (std::size_t c = 0; c < columns.size(); ++c) {
            axes += ',';
            for (const auto& [axis, at] : cell.fixed)
                if (axis == columns[c]) axes += codes[c][at];
        }
        const ByCensus reference = census_values(*pair.reference, cell, months);
        const ByCensus value = census_values(*pair.option, cell, months);
        for (std::size_t i = 0; i < months.size(); ++i) {
            const PairedDifference told = paired_difference(reference[i], value[i]);
            if (told.pairs == 0) continue;
            rows.push_back(fmt::format("{},{},{},{}{}{}", option, series.name, series.unit, to_text(months[i]), axes,
                                       row_end(told)));
        }
    }
}

/// Capital of each calendar year, all of it and by what is built, told in its December; a run ends in a January, so
/// that its last year is told in that.
void add_capital(const Comparison& comparison, std::size_t option, std::vector<std::string>& rows) {
    const Capital reference = comparison.capital(0), own = comparison.capital(option);
    const auto kind_column =
        static_cast<std::size_t>(std::find(columns.begin(), columns.end(), Axis::kind) - columns.begin());
    for (std::size_t i = 0; i < own.years.size(); ++i) {
        const std::size_t in_reference = static_cast<std::size_t>(own.years[i] - reference.years.front());
        if (own.years[i] < reference.years.front() || in_reference >= reference.years.size()) continue;
        const Month month = std::min(Month(own.years[i], december), comparison.last());
        const auto add = [&](std::optional<std::size_t> kind) {
            const PairedDifference told =
                paired_difference(reference.of_year(in_reference, kind), own.of_year(i, kind));
            if (kind && told.reference == 0 && told.value == 0) return;
            std::string axes(columns.size(), ',');
            if (kind) axes.insert(kind_column + 1, capital_kind_labels[*kind].code);
            rows.push_back(fmt::format("{},{},pounds,{}{}{}", csv_field(comparison.options[option].name),
                                       capital_measure, to_text(month), axes, row_end(told)));
        };
        add(std::nullopt);
        for (std::size_t kind = 0; kind < capital_kind_count; ++kind) add(kind);
    }
}

bool orders_of_its_own(const Run& run) {
    const RecordedParameter* const loop = run.parameter("loops.commissioning");
    return loop == nullptr || loop->value > 0;
}

}  // namespace

std::string ComparedOption::title_and_name() const {
    const std::string in_brackets = fmt::format("({})", name);
    return title().ends_with(in_brackets) ? fmt::format("'{}'", title()) : fmt::format("'{}' {}", title(), in_brackets);
}

PairedRuns Comparison::pair(std::size_t option) const { return pair_runs(reference().run(), options[option].run()); }

std::vector<std::string> Comparison::option_titles() const {
    std::vector<std::string> titles;
    for (std::size_t k = 1; k < options.size(); ++k) titles.push_back(options[k].title());
    return titles;
}

void Comparison::tell_apart() {
    std::map<std::string, int> of_title;
    for (const ComparedOption& option : options) ++of_title[option.title()];
    for (ComparedOption& option : options)
        if (const std::string title = option.title(); of_title[title] > 1)
            option.label = fmt::format("{} ({})", title, option.name);
}

void Comparison::add_gap_by_provision() {
    for (const ComparedOption& option : options)
        if (!option.watched) return;
    for (ComparedOption& option : options)
        option.lived.run.series.push_back(provision_gap_series(option.lived.gaps, option.run()));
}

void Comparison::hide_school_names(bool asked) {
    for (ComparedOption& option : options) {
        Run& run = option.lived.run;
        if (tells_school_names(*run.map, asked)) continue;
        const NameEraser eraser(run.map->schools);
        const std::shared_ptr<const Map> named = run.map;  // the eraser's words are its
        option.label = eraser.without_names(option.label);
        in_all = eraser.without_names(in_all);
        for (std::string& warning : warnings) warning = eraser.without_names(warning);
        const std::string toml = run.scenario_toml;  // for options.h5, which an option can be lived again from
        sendscape::hide_school_names(run);
        run.scenario_toml = toml;
    }
}

void Comparison::check_pairs() const {
    for (std::size_t k = 1; k < options.size(); ++k) static_cast<void>(pair(k));
}

Capital Comparison::capital(std::size_t option) const {
    const ComparedOption& one = options[option];
    // What opens after the shortest run ends has no year in which it could be compared.
    return capital_of(one.scenario, one.run(), last());
}

Month Comparison::last() const {
    Month last = reference().run().last();
    for (const ComparedOption& option : options) last = std::min(last, option.run().last());
    return last;
}

std::vector<std::string> comparison_warnings(const Comparison& comparison) {
    std::vector<std::string> warnings = comparison.warnings;
    const ComparedOption& reference = comparison.reference();
    bool all_watched = true;
    for (const ComparedOption& option : comparison.options) all_watched = all_watched && option.watched;
    for (std::size_t k = 1; k < comparison.options.size(); ++k) {
        const ComparedOption& option = comparison.options[k];
        const std::string name = option.title_and_name();
        for (std::string& warning : pairing_warnings(comparison.pair(k), name)) warnings.push_back(std::move(warning));
        if (orders_of_its_own(reference.run()) != orders_of_its_own(option.run()))
            warnings.push_back(
                fmt::format("{} and the reference differ in whether the authority orders places of itself: the "
                            "difference between "
                            "them is that too.",
                            name));
        else if (comparison.orders == Orders::as_reference && option.watched && option.lived.orders == Orders::own)
            warnings.push_back(
                fmt::format("{} is about how the authority orders places: its orders are its own, not "
                            "the reference's.",
                            name));
        if (option.lived.not_built > 0)
            warnings.push_back(
                fmt::format("Of what the authority orders in the reference, {} places (all runs together) have no "
                            "school in {} to "
                            "open at, and are not built there.",
                            whole(static_cast<double>(option.lived.not_built)), name));
        for (const std::string& entry : comparison.capital(k).unpriced)
            warnings.push_back(
                fmt::format("{}: {} has no cost: the parameters price places in bases and state special "
                            "schools; write cost = POUNDS in its entry.",
                            name, entry));
    }
    if (std::any_of(comparison.options.begin(), comparison.options.end(),
                    [&](const ComparedOption& one) { return one.run().find(capital_measure) == nullptr; }))
        warnings.emplace_back(
            "A run file of an earlier version does not keep what the authority ordered of itself: its capital counts "
            "only what its scenario dates. Run it again to price it.");
    if (!all_watched) {
        bool react = false;
        for (const ComparedOption& option : comparison.options)
            react = react || (!option.watched && orders_of_its_own(option.run()));
        if (react)
            warnings.push_back(
                "In a finished run the authority orders places of itself, by what it sees there: part of an option's "
                "effect is what it then leaves undone. 'sendscape compare' on the scenarios can hold orders equal.");
    }
    return warnings;
}

bool any_orders_of_their_own(const Comparison& comparison) {
    if (comparison.orders == Orders::none) return false;
    return std::any_of(comparison.options.begin(), comparison.options.end(),
                       [](const ComparedOption& one) { return orders_of_its_own(one.run()); });
}

std::string options_csv(const Comparison& comparison) {
    std::vector<std::string> rows;
    for (std::size_t k = 1; k < comparison.options.size(); ++k) {
        const PairedRuns pair = comparison.pair(k);
        for (const Series& series : pair.reference->series)
            if (series.name != capital_measure)  // of calendar years, below
                add_series(csv_field(comparison.options[k].name), pair, series, rows);
        add_capital(comparison, k, rows);
    }
    fill_columns_early(rows);
    std::string text(csv_heading);
    for (const std::string& row : rows) text += row;
    return text;
}

std::vector<std::string> files_of_a_comparison() { return {"options.html", "options.csv", "options.h5"}; }

}  // namespace sendscape
