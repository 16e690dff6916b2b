// SPDX-License-Identifier: MIT
#include "sim/studies/placed_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "sim/core/interrupt.h"
#include "sim/output/report_page.h"
#include "sim/output/wording.h"
#include "sim/studies/options_answer.h"
#include "sim/studies/page_words.h"

namespace sendscape {
namespace {

constexpr std::size_t places_told = 12;

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

}  // namespace

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

}  // namespace sendscape
