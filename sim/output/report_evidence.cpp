// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "sim/output/grant_years.h"
#include "sim/output/report_page.h"
#include "sim/output/shares.h"
#include "sim/output/wording.h"

namespace sendscape {
namespace {

double stock_of(const Run& run, std::string_view measure, Month when, const Slice& slice = {}) {
    return run.range(measure, when, slice).mean;
}
double flow_of(const Run& run, std::string_view measure, Month when, const Slice& slice = {}) {
    return run.range_year(measure, when, slice).mean;
}

double in_settings(const Run& run, Month when, std::initializer_list<SettingGroup> groups) {
    double sum = 0;
    for (std::size_t s = 0; s < setting_count; ++s)
        for (const SettingGroup group : groups)
            if (group_of(static_cast<Setting>(s)) == group)
                sum += stock_of(run, "plans_by_setting", when, {{Axis::setting, s}});
    return share_of(sum, stock_of(run, "plans_maintained", when));
}

double first_preference(const Run& run, Month when, Phase phase) {
    const auto cell = [&](std::size_t rank) {
        return flow_of(run, "offers_by_preference", when,
                       {{Axis::phase, static_cast<std::size_t>(phase)}, {Axis::preference, rank}});
    };
    double all = 0;
    for (std::size_t rank = 0; rank < preference_count; ++rank) all += cell(rank);
    return share_of(cell(1), all);
}

// One line of the comparison with what English authorities published: tenth, middle and ninetieth of a hundred.
struct Published {
    const char* words;
    double p10, median, p90;
    const char* source;
    double (*value)(const Run&, Month january);
    bool needs_a_year;
};

constexpr Published published[] = {
    {"Plans maintained, growth in the year", 0.044, 0.107, 0.176, "SEN2, 2024 to 2025",
     [](const Run& run, Month j) {
         return share_of(stock_of(run, "plans_maintained", j), stock_of(run, "plans_maintained", j - 12)) - 1;
     },
     true},
    {"Plans in mainstream", 0.367, 0.449, 0.548, "SEN2, January 2025",
     [](const Run& run, Month j) { return in_settings(run, j, {SettingGroup::mainstream}); }, false},
    {"Plans in special schools", 0.230, 0.301, 0.382, "SEN2, January 2025",
     [](const Run& run, Month j) {
         return in_settings(run, j, {SettingGroup::state_special, SettingGroup::independent_special});
     },
     false},
    {"Plans in independent and non-maintained special", 0.018, 0.046, 0.088, "SEN2, January 2025",
     [](const Run& run, Month j) { return in_settings(run, j, {SettingGroup::independent_special}); }, false},
    {"Plans in resourced provision or SEN units", 0.004, 0.038, 0.086, "SEN2, January 2025",
     [](const Run& run, Month j) { return in_settings(run, j, {SettingGroup::base}); }, false},
    {"Requests in the year, per plan at its start", 0.183, 0.230, 0.303, "SEN2, 2024",
     [](const Run& run, Month j) {
         return share_of(flow_of(run, "plans_requested", j), stock_of(run, "plans_maintained", j - 12));
     },
     true},
    {"Requests refused an assessment", 0.087, 0.237, 0.395, "SEN2, 2024",
     [](const Run& run, Month j) {
         return share_of(flow_of(run, "plans_refused", j), flow_of(run, "plans_requested", j));
     },
     true},
    {"New plans issued within 20 weeks", 0.126, 0.523, 0.956, "SEN2, 2024",
     [](const Run& run, Month j) {
         return share_of(flow_of(run, "plans_issued_in_time", j), flow_of(run, "plans_issued", j));
     },
     true},
    {"First preference met, primary", 0.876, 0.931, 0.968, "DfE scorecards, 2025",
     [](const Run& run, Month j) { return first_preference(run, j, Phase::primary); }, true},
    {"First preference met, secondary", 0.689, 0.841, 0.948, "DfE scorecards, 2025",
     [](const Run& run, Month j) { return first_preference(run, j, Phase::secondary); }, true},
};

}  // namespace

std::string published_section(const Run& run) {
    std::string out = "<h2 id=\"published\">Beside the published figures of English authorities</h2>\n";
    out += paragraph(
        "Eight authorities in ten lie between the tenth and the ninetieth of a hundred. A simulated first year outside "
        "that "
        "range is not wrong by itself, but asks for a reason; later years may leave it because policies or numbers "
        "do.");
    PageTable table{
        "",
        {"Measure", "Start", "First year", "Last year", "Tenth", "Median", "Ninetieth", "First year is", "Source"},
        {},
        1};
    const auto januaries = run.januaries();
    for (const Published& row : published) {
        const auto at = [&](std::size_t i) {
            return i >= januaries.size() || (row.needs_a_year && januaries[i] - run.start < 12)
                       ? not_recorded
                       : row.value(run, januaries[i]);
        };
        const double first = at(1), last = januaries.empty() ? not_recorded : at(januaries.size() - 1);
        const auto cell = [](double value) { return std::isnan(value) ? std::string("-") : percent(value); };
        const bool inside = first >= row.p10 && first <= row.p90;
        table.rows.push_back({row.words, cell(at(0)), cell(first), cell(last), percent(row.p10), percent(row.median),
                              percent(row.p90),
                              std::isnan(first) ? "-"
                              : inside          ? "within"
                                                : "outside",
                              row.source});
    }
    return out + html_table(table);
}

std::string assumptions_section(const Run& run) {
    std::string out = "<h2 id=\"assumed\">What was assumed</h2>\n";
    if (!run.changes.empty()) {
        PageTable table{"What changes while the run goes on", {"From", "What"}, {}, 2};
        for (const RecordedChange& change : run.changes) table.rows.push_back({long_name(change.on), change.text});
        out += html_table(table);
    }
    const auto number = [](double value) {
        std::string text = fmt::format("{:.6g}", value);
        return text;
    };
    PageTable changed{"Parameters this scenario sets away from their defaults",
                      {"Parameter", "Value", "Default", "Unit", "Meaning"},
                      {},
                      1};
    PageTable all{"", {"Parameter", "Value", "Range", "Unit", "Known", "Source", "Meaning"}, {}, 1};
    for (const ChangedParameter& one : changed_parameters(run))
        changed.rows.push_back({one.key, one.value, one.standard, one.unit, one.meaning});
    for (const RecordedParameter& one : run.parameters) {
        all.rows.push_back({one.key, number(one.value), number(one.least) + " to " + number(one.most), one.unit,
                            one.known, one.source, one.meaning});
    }
    out += changed.rows.empty() ? paragraph("Every parameter has its default value.") : html_table(changed);
    if (!run.map->assumptions.empty()) {
        out += "<h3>About the map</h3>\n<ul>";
        for (const std::string& sentence : run.map->assumptions) out += fmt::format("<li>{}</li>\n", escaped(sentence));
        out += "</ul>\n";
    }
    if (!run.map->quality.empty()) {
        PageTable quality{"", {"Table", "What was met", "What was done", "Examples", "Count"}, {}, 4};
        for (const QualityRow& row : run.map->quality)
            quality.rows.push_back(
                {row.table, row.issue, row.rule, row.examples, whole(static_cast<double>(row.count))});
        out += "<details><summary>Data quality of the map</summary>" + html_table(quality) + "</details>\n";
    }
    if (!all.rows.empty())
        out += fmt::format(
            "<details><summary>All {} parameter values</summary><p>Known: A fixed by England's tables, B by "
            "authorities' "
            "tables, C only jointly with others, N not identifiable from public data.</p>{}</details>\n",
            all.rows.size(), html_table(all));
    if (!run.scenario_toml.empty()) {
        // Lines survive escaping one by one.
        std::string text, line;
        for (const char c : run.scenario_toml + "\n") {
            if (c != '\n') {
                line += c;
                continue;
            }
            text += escaped(line) + "\n";
            line.clear();
        }
        out += "<details><summary>The scenario as it was run</summary><pre>" + text + "</pre></details>\n";
    }
    return out;
}

}  // namespace sendscape
