// SPDX-License-Identifier: MIT
#include "sim/studies/gap_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "sim/core/interrupt.h"
#include "sim/output/report_page.h"
#include "sim/output/wording.h"
#include "sim/studies/page_words.h"
#include "sim/studies/provision_gap.h"

namespace sendscape {
namespace {

constexpr std::size_t gaps_told = 15;

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
                      const std::vector<std::string>& heads, Month when, std::size_t most, double least = least_told) {
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
        if (gap.largest >= least) gaps.push_back(std::move(gap));
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

}  // namespace

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
        // Every kind that there is, so that the rows add up to all children short.
        constexpr double any = 1e-9;
        out += gap_table(comparison, gap_cells(pair, by_instead, instead), instead, {"What they have instead"}, last,
                         gaps_told, any);
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

}  // namespace sendscape
