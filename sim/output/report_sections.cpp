// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/output/grant_years.h"
#include "sim/output/report_page.h"
#include "sim/output/svg_chart.h"
#include "sim/output/svg_dots.h"
#include "sim/output/wording.h"

namespace sendscape {
namespace {

double year_of(Month month) { return month.year() + (month.month_of_year() - 1) / 12.0; }

std::string heading(std::string_view id, std::string_view words) {
    return fmt::format("<h2 id=\"{}\">{}</h2>\n", id, escaped(words));
}

// A stock month by month with its band.
ChartLine monthly_line(const Run& run, const Series& series, std::string name, const Slice& slice = {},
                       double factor = 1) {
    ChartLine line;
    line.name = std::move(name);
    for (std::size_t i = 0; i < run.month_count; ++i) {
        const Range range = range_of(run.across(series, run.month(i), slice));
        line.x.push_back(year_of(run.month(i)));
        line.y.push_back(range.mean * factor);
        if (run.replicates > 1) {
            line.low.push_back(range.p05 * factor);
            line.high.push_back(range.p95 * factor);
        }
    }
    return line;
}

// A flow year by year: the twelve months up to each January.
ChartLine yearly_line(const Run& run, const Series& series, std::string name, const Slice& slice = {}) {
    ChartLine line;
    line.name = std::move(name);
    for (const Month january : run.januaries()) {
        if (january - run.start < 12) continue;
        const Range range = range_of(run.across_year(series, january, slice));
        line.x.push_back(year_of(january));
        line.y.push_back(range.mean);
        if (run.replicates > 1) {
            line.low.push_back(range.p05);
            line.high.push_back(range.p95);
        }
    }
    return line;
}

std::vector<std::pair<double, std::string>> flags(const Run& run) {
    std::vector<std::pair<double, std::string>> marks;
    for (const RecordedChange& change : run.changes) marks.emplace_back(year_of(change.on), change.text);
    return marks;
}

std::vector<Month> telling_moments(const Run& run, const Findings& f) {
    std::vector<Month> moments{run.start};
    for (std::size_t i = 0; i < run.month_count; ++i)
        if (run.month(i).month_of_year() == 9) moments.push_back(run.month(i));
    if (std::find(moments.begin(), moments.end(), f.headline) == moments.end()) moments.push_back(f.headline);
    return moments;
}

std::string range_cell(const Range& range) {
    return range.single || std::isnan(range.mean) ? std::string{}
                                                  : fmt::format("{} to {}", whole(range.p05), whole(range.p95));
}

BarChart bars_of(const std::vector<Named>& rows, std::string title, std::size_t colour, std::size_t most = 14) {
    BarChart chart;
    chart.title = std::move(title);
    chart.description = "Bars with ranges; the numbers are in the table below.";
    chart.colour = colour;
    for (const Named& row : rows) {
        if (chart.bars.size() == most) break;
        if (row.shown < 1) continue;
        chart.bars.push_back({row.name, row.shown, row.value.p05, row.value.p95, !row.value.single});
    }
    for (ChartBar& bar : chart.bars)
        bar.value = std::round(bar.value), bar.low = std::round(bar.low), bar.high = std::round(bar.high);
    return chart;
}

PageTable table_of(const std::vector<Named>& rows, std::string first) {
    PageTable table{"", {std::move(first), "Children", "Range"}, {}, 1};
    for (const Named& row : rows)
        if (row.shown >= 1) table.rows.push_back({row.name, whole(row.shown), range_cell(row.value)});
    return table;
}

}  // namespace

std::string shortfall_section(const Run& run, const Findings& f) {
    std::string out = heading("shortfall", "Who is short of a place, where and when");
    out += paragraph(fmt::format(
        "Counted are resident children of compulsory school age with an EHC plan whose plan requires what they do not "
        "have: no setting at all; alternative provision or home for want of a place; mainstream while a special school "
        "or "
        "base is required; an independent or distant school because no state place was free. Parents who choose "
        "mainstream are not counted. At the start there were {}. {}",
        whole(f.shortfall_at_start.mean), peak_sentence(f)));
    const Series& shortfall = run.get("specialist_shortfall");
    LineChart line{"Children short of a specialist place",
                   "A line over the months of the run.",
                   ValueFormat::count,
                   true,
                   {},
                   flags(run)};
    line.lines.push_back(monthly_line(run, shortfall, "Children short of a place"));
    PageTable years{"", {"Month", "Children", "Range"}, {}, 1};
    for (const Month month : telling_moments(run, f)) {
        const Range range = range_of(run.across(shortfall, month));
        years.rows.push_back({long_name(month), whole(range.mean), range_cell(range)});
    }
    out += figure(line_chart(line), "Children without a suitable specialist place", years);
    const std::string when = long_name(f.headline);
    if (f.by_area.size() > 1)
        out += figure(bar_chart(bars_of(f.by_area, "Short of a place by planning area", 0)),
                      "Where: by planning area, " + when, table_of(f.by_area, "Planning area"));
    out += figure(bar_chart(bars_of(f.by_need, "Short of a place by need", 2)), "Need: by primary need, " + when,
                  table_of(f.by_need, "Primary need"));
    PageTable groups{"The largest groups, " + when, {"Need", "Phase", "Planning area", "Children", "Range"}, {}, 3};
    for (std::size_t i = 0; i < f.groups.size() && i < 12; ++i) {
        const ShortGroup& g = f.groups[i];
        groups.rows.push_back({std::string(label(g.need).words),
                               std::string(phase_labels[static_cast<std::size_t>(g.phase)].words), g.area,
                               decimal(g.children.mean, 0), range_cell(g.children)});
    }
    out += html_table(groups);
    PageTable kinds{"What they have instead, " + when, {"", "Children", "Range"}, {}, 1};
    for (const Named& kind : f.by_kind) kinds.rows.push_back({kind.name, whole(kind.shown), range_cell(kind.value)});
    return out + html_table(kinds);
}

std::string places_section(const Run& run, const Findings& f) {
    std::string out = heading("places", "Specialist places");
    const Series& places = run.get("specialist_places");
    const Series& gap = run.get("planning_gap");
    out += paragraph(fmt::format(
        "State special schools of the area held {} children above their commissioned places at the start, {} "
        "in {}.",
        whole(run.range("over_number", run.start).mean), with_range(run.range("over_number", run.last())),
        long_name(run.last())));
    LineChart chart{"Specialist places", "Lines over the months of the run.", ValueFormat::count, true, {}, flags(run)};
    PageTable table{"", {"Places", long_name(run.start)}, {}, 1};
    if (f.headline < run.last()) table.columns.push_back(long_name(f.headline));
    table.columns.push_back(long_name(run.last()));
    for (std::size_t kind = 0; kind < places.kinds.size(); ++kind) {
        chart.lines.push_back(monthly_line(run, places, places.kind_words[kind], {{Axis::kind, kind}}));
        std::vector<std::string> row{places.kind_words[kind]};
        for (const Month when : {run.start, f.headline, run.last()})
            if (when != f.headline || f.headline < run.last())
                row.push_back(whole(range_of(run.across(places, when, {{Axis::kind, kind}})).mean));
        table.rows.push_back(std::move(row));
    }
    out += figure(line_chart(chart), "Places in the area, by kind", table);
    PageTable gaps{
        "Planning gap: children requiring a place and net imports, less places with 4% kept free; below 0 is "
        "room",
        {"Kind", "Phase"},
        {},
        2};
    std::vector<Month> shown;
    for (const Month january : run.januaries())
        if (january == run.start || january == f.last_january || january - f.headline == 4) shown.push_back(january);
    for (const Month january : shown) gaps.columns.push_back(long_name(january));
    for (std::size_t kind = 0; kind < gap.kinds.size(); ++kind)
        for (std::size_t phase = 1; phase < phase_count; ++phase) {
            std::vector<std::string> row{gap.kind_words[kind], std::string(phase_labels[phase].words)};
            for (const Month january : shown)
                row.push_back(
                    with_range(range_of(run.across(gap, january, {{Axis::kind, kind}, {Axis::phase, phase}}))));
            gaps.rows.push_back(std::move(row));
        }
    return out + html_table(gaps);
}

std::string magnets_section(const Run& run, const Findings& f) {
    std::string out = heading("magnets", "Which mainstream schools are becoming SEND magnets");
    const Series& ratios = run.get("magnet_ratio");
    const auto ratio = run.means(ratios, f.last_january);
    const auto expected = run.means(run.get("expected_plans"), f.last_january);
    const auto strain = run.means(run.get("strain"), f.last_january);
    const auto roll = run.means(run.get("pupils_on_roll"), f.last_january);
    const auto plans = run.means(run.get("pupils_with_plan"), f.last_january);
    const auto roll_before = run.means(run.get("pupils_on_roll"), run.start);
    const auto plans_before = run.means(run.get("pupils_with_plan"), run.start);
    FunnelChart chart;
    chart.title = "Funnel plot of mainstream schools";
    chart.description =
        "Each dot is a school: children with plans observed over expected, against the number expected, with the "
        "limits "
        "within which chance alone would keep 95% and 99.8% of schools.";
    for (const RecordedParameter& one : run.parameters)
        if (one.key == "schools.overdispersion") chart.overdispersion = std::max(1.0, one.value);
    double above = 0, counted = 0;
    std::vector<int> side(run.map->schools.size(), 0);
    for (const MagnetSchool& school : f.magnets) side[school.row] = 1;
    for (const MagnetSchool& school : f.deflectors) side[school.row] = -1;
    for (std::size_t row = 0; row < run.map->schools.size(); ++row) {
        const School& school = run.map->schools[row];
        if (!school.in_area || std::isnan(ratio[row]) || std::isnan(expected[row])) continue;
        ++counted;
        above += side[row] > 0 ? 1 : 0;
        chart.points.push_back(
            {school.name, expected[row], ratio[row], side[row], side[row] > 0 && f.magnets.size() <= 25});
    }
    out += paragraph(fmt::format(
        "{} of {} mainstream schools ({}) stand above the 99.8% limit in two Januaries running: SEND magnets. Far "
        "below it, "
        "as deflectors, stand {}. In England's January 2025 census 6.0% of primary and 14.0% of secondary schools "
        "stood "
        "above the limit of a single year, counted at their authority's rate. Expected numbers here follow the areas a "
        "school's pupils come from; children in bases are left out of both sides.",
        f.magnets.size(), whole(counted), percent(counted > 0 ? above / counted : 0), f.deflectors.size()));
    PageTable table{"",
                    {"School", "Planning area", "Magnet", "Observed over expected", "With plans: start", "now",
                     "On roll: start", "now", "Strain"},
                    {},
                    3};
    for (const MagnetSchool& school : f.magnets) {
        std::string since = school.from_start ? "from the start" : "since " + long_name(school.since);
        if (run.replicates > 1) since += fmt::format(", in {} of runs", percent(school.share, 0));
        const std::size_t row = school.row;
        table.rows.push_back({school.name, school.area, since, decimal(school.ratio, 1), whole(plans_before[row]),
                              whole(plans[row]), whole(roll_before[row]), whole(roll[row]), decimal(strain[row], 2)});
    }
    table.caption = "Magnets, " + long_name(f.last_january) + " (means over replicates)";
    out += figure(funnel_chart(chart),
                  fmt::format("Mainstream schools: children with plans, observed over expected, {}. Orange: magnets; "
                              "blue: deflectors; lines: limits of chance, 95% (dashed) and 99.8%.",
                              long_name(f.last_january)),
                  table);
    if (const Series* d = run.find("dissimilarity")) {
        PageTable spread{
            "How unevenly children are spread over mainstream schools (index of dissimilarity, means over "
            "authorities). England's authorities, p10, median, p90: plans 0.17, 0.22, 0.29 in primary and "
            "0.13, 0.19, 0.28 in secondary schools (January 2025 census)",
            {"", long_name(run.start), long_name(f.last_january)},
            {},
            1};
        const double authorities = static_cast<double>(std::max<std::size_t>(1, run.authorities().size()));
        for (std::size_t kind = 0; kind < d->kinds.size(); ++kind)
            for (const Phase phase : {Phase::primary, Phase::secondary}) {
                const Slice slice{{Axis::kind, kind}, {Axis::phase, static_cast<std::size_t>(phase)}};
                const auto cell = [&](Month when) {
                    const double value = range_of(run.across(*d, when, slice)).mean / authorities;
                    return std::isnan(value) ? std::string("-") : decimal(value, 2);
                };
                spread.rows.push_back({fmt::format("Children {}, {}", d->kind_words[kind],
                                                   phase == Phase::primary ? "primary" : "secondary"),
                                       cell(run.start), cell(f.last_january)});
            }
        out += html_table(spread);
    }
    return out;
}

namespace {

/// Plans by setting, January by January: an area chart and its table.
std::string settings_figure(const Run& run) {
    const Series& setting = run.get("plans_by_setting");
    StackedChart stack;
    stack.title = "Plans by where children are educated";
    stack.description = "Areas stacked by setting over the Januaries of the run.";
    const auto januaries = run.januaries();
    for (const Month january : januaries) stack.x.push_back(year_of(january));
    struct Part {
        const char* name;
        std::vector<SettingGroup> groups;
    };
    const std::vector<Part> parts{
        {"Mainstream", {SettingGroup::mainstream, SettingGroup::early_years}},
        {"Base (RP or SEN unit)", {SettingGroup::base}},
        {"State special", {SettingGroup::state_special}},
        {"Independent special", {SettingGroup::independent_special}},
        {"Further education", {SettingGroup::further_education}},
        {"AP, EOTAS, home", {SettingGroup::alternative_provision, SettingGroup::eotas, SettingGroup::home_education}},
        {"None", {SettingGroup::neet, SettingGroup::no_setting}}};
    PageTable table{"", {"Plans by setting"}, {}, 1};
    for (const Month january : januaries) table.columns.push_back(fmt::format("{}", january.year()));
    std::vector<std::string> total{"All plans"};
    for (const Part& part : parts) {
        std::vector<double> values(januaries.size(), 0);
        for (std::size_t s = 0; s < setting_count; ++s) {
            const SettingGroup group = group_of(static_cast<Setting>(s));
            if (std::find(part.groups.begin(), part.groups.end(), group) == part.groups.end()) continue;
            for (std::size_t j = 0; j < januaries.size(); ++j)
                values[j] += range_of(run.across(setting, januaries[j], {{Axis::setting, s}})).mean;
        }
        std::vector<std::string> row{part.name};
        for (const double value : values) row.push_back(whole(value));
        table.rows.push_back(std::move(row));
        stack.parts.emplace_back(part.name, std::move(values));
    }
    for (const Month january : januaries) total.push_back(whole(run.range("plans_maintained", january).mean));
    table.rows.push_back(std::move(total));
    return figure(stacked_chart(stack), "Plans by where children are educated, each January", table);
}

/// The share in special schools at each age of compulsory schooling, beside England's.
std::string special_by_age(const Run& run, const Findings& f) {
    constexpr int first_age = 4, last_age = 15;  // Reception to Year 11
    constexpr int youngest = 2;                  // of the axis
    const Series& ages = run.get("plans_by_age_setting");
    PageTable step_table{"", {"Age on 31 August"}, {}, 1};
    std::vector<std::vector<double>> shares;
    for (const Month when : {run.start, f.last_january}) {
        std::vector<double> by_age;
        for (int age = first_age; age <= last_age; ++age) {
            double special = 0, all = 0;
            for (std::size_t s = 0; s < setting_count; ++s) {
                const double n =
                    range_of(run.across(ages, when,
                                        {{Axis::age, static_cast<std::size_t>(age - youngest)}, {Axis::setting, s}}))
                        .mean;
                all += n;
                if (is_special(static_cast<Setting>(s))) special += n;
            }
            by_age.push_back(all > 0 ? special / all : 0);
        }
        step_table.columns.push_back(long_name(when));
        shares.push_back(std::move(by_age));
        if (when == f.last_january && run.start == f.last_january) break;
    }
    step_table.columns.push_back("England, January 2026");
    // SEN2 2026, plans by single year of age and setting.
    const std::vector<std::pair<int, double>> england{{4, 0.19},  {5, 0.23},   {7, 0.28},  {9, 0.30},
                                                      {10, 0.28}, {11, 0.415}, {13, 0.43}, {15, 0.42}};
    for (int age = first_age; age <= last_age; ++age) {
        std::vector<std::string> row{fmt::format("{}", age)};
        for (const auto& by_age : shares) row.push_back(percent(by_age[static_cast<std::size_t>(age - first_age)]));
        std::string in_england;
        for (const auto& point : england)
            if (point.first == age) in_england = percent(point.second);
        row.push_back(in_england);
        step_table.rows.push_back(std::move(row));
    }
    return "<h3>Share of plans in special schools by age: the step at 11</h3>\n" + html_table(step_table);
}

/// Requests, plans made and ended, moves and appeals, year by year.
std::string yearly_flows(const Run& run) {
    PageTable flows{"Flows over the twelve months to each January", {""}, {}, 1};
    const auto januaries = run.januaries();
    for (const Month january : januaries)
        if (january - run.start >= 12) flows.columns.push_back(fmt::format("{}", january.year()));
    for (const auto& [name, words] :
         {std::pair{"plans_requested", "Requests"}, std::pair{"plans_refused", "Refused an assessment"},
          std::pair{"plans_issued", "New plans"}, std::pair{"plans_issued_in_time", "... within 20 weeks"},
          std::pair{"first_placements_special", "... special school from the first"},
          std::pair{"plans_ceased", "Plans ended"}, std::pair{"plans_moved_in", "Moved in"},
          std::pair{"plans_moved_out", "Moved out"}, std::pair{"appeals", "Appeals lodged"}}) {
        std::vector<std::string> row{words};
        for (const Month january : januaries)
            if (january - run.start >= 12) row.push_back(whole(run.range_year(name, january).mean));
        flows.rows.push_back(std::move(row));
    }
    return html_table(flows);
}

}  // namespace

std::string plans_section(const Run& run, const Findings& f) {
    std::string out = heading("plans", "Plans");
    const double growth = f.plans_at_end.mean / std::max(1.0, f.plans_at_start.mean) - 1;
    out += paragraph(fmt::format("Plans maintained for residents aged 0 to 25 go from {} in {} to {} in {}: {}{}.",
                                 whole(f.plans_at_start.mean), long_name(run.start), with_range(f.plans_at_end),
                                 long_name(run.last()), growth >= 0 ? "+" : "", percent(growth)));
    out += settings_figure(run) + special_by_age(run, f);
    return f.has_year ? out + yearly_flows(run) : out;
}

std::string money_section(const Run& run, const Findings& f) {
    std::string out = heading("money", "Money");
    const Series& balance = run.get("high_needs_balance");
    const auto told = [&](Month when) {
        return fmt::format("{} in {}", money_with_range(range_of(run.across(balance, when))), long_name(when));
    };
    std::string text = "The cumulative balance of the dedicated schools grant goes from " + told(run.start);
    if (f.headline < run.last()) text += " to " + told(f.headline);
    out += paragraph(text + " and " + told(run.last()) + ". Below 0 is a deficit.");
    LineChart chart{"Balance of the dedicated schools grant",
                    "A line over the months of the run.",
                    ValueFormat::money,
                    true,
                    {},
                    {}};
    chart.lines.push_back(monthly_line(run, balance, "Balance"));
    PageTable table{"Twelve months to each January", {"£ million"}, {}, 1};
    std::vector<Month> years;
    for (const Month january : run.januaries())
        if (january - run.start >= 12)
            years.push_back(january), table.columns.push_back(fmt::format("{}", january.year()));
    const auto add = [&](const std::string& words, const Series& series, const Slice& slice) {
        std::vector<std::string> row{words};
        bool any = false;
        for (const Month january : years) {
            const double pounds = range_of(run.across_year(series, january, slice)).mean;
            any = any || std::abs(pounds) >= 50'000;
            row.push_back(decimal(pounds / 1e6, 1));
        }
        if (any || slice.empty()) table.rows.push_back(std::move(row));
    };
    std::vector<GrantYear> grant;
    for (const Month january : years) grant.push_back(grant_year(run, january));
    const auto add_of = [&](const std::string& words, Range GrantYear::*part) {
        std::vector<std::string> row{words};
        for (const GrantYear& year : grant) row.push_back(decimal((year.*part).mean / 1e6, 1));
        table.rows.push_back(std::move(row));
    };
    add_of("Balance, January before", &GrantYear::before);
    add_of("+ High needs income", &GrantYear::income);
    add_of("- High needs spend", &GrantYear::spend);
    const Series& spend = run.get("high_needs_spend");
    const auto headings = run.words(spend, Axis::heading);
    for (std::size_t k = 0; k < headings.size(); ++k)
        if (k != static_cast<std::size_t>(Heading::interest)) add("... " + headings[k], spend, {{Axis::heading, k}});
    if (std::any_of(grant.begin(), grant.end(), [](const GrantYear& year) { return year.has_relief(); }))
        add_of("+ Stability grant and write-offs", &GrantYear::relief);
    add_of("= Balance, January", &GrantYear::after);
    add_of("Interest on the deficit (general fund)", &GrantYear::interest);
    add_of("Transport (general fund)", &GrantYear::transport);
    if (years.empty()) table.rows.clear();
    out += figure(line_chart(chart), "Cumulative balance of the dedicated schools grant", table);
    if (!years.empty()) {
        LineChart flows{"Income and spend", "Lines over the years of the run.", ValueFormat::money, true, {}, {}};
        ChartLine spent;
        spent.name = "Spend";
        for (std::size_t i = 0; i < years.size(); ++i) {
            spent.x.push_back(year_of(years[i]));
            spent.y.push_back(grant[i].spend.mean);
            if (run.replicates > 1) spent.low.push_back(grant[i].spend.p05), spent.high.push_back(grant[i].spend.p95);
        }
        flows.lines.push_back(std::move(spent));
        flows.lines.push_back(yearly_line(run, run.get("high_needs_income"), "Income"));
        flows.lines.push_back(yearly_line(run, run.get("transport_spend"), "Transport"));
        out += figure(line_chart(flows), "High needs income and spend, and transport, twelve months to January", {});
    }
    out += "<ul>";
    for (const std::string& note : money_notes(run)) out += fmt::format("<li>{}</li>\n", escaped(note));
    return out + "</ul>\n";
}

std::string services_section(const Run& run, const Findings& f) {
    std::string out = heading("services", "Services");
    const Series& waiting = run.get("waiting");
    const Series& weeks = run.get("wait_weeks");
    const auto names = run.words(waiting, Axis::service);
    const double authorities = static_cast<double>(std::max<std::size_t>(1, run.authorities().size()));
    LineChart chart{"Mean wait for a service", "Lines over the months of the run.", ValueFormat::weeks, true, {}, {}};
    PageTable table{"",
                    {"Service", "Waiting: " + long_name(run.start), long_name(f.last_january),
                     "Mean wait, weeks: " + long_name(run.start), long_name(f.last_january)},
                    {},
                    1};
    for (std::size_t k = 0; k < names.size(); ++k) {
        chart.lines.push_back(monthly_line(run, weeks, names[k], {{Axis::service, k}}, 1 / authorities));
        const auto value = [&](const Series& series, Month when) {
            return range_of(run.across(series, when, {{Axis::service, k}})).mean;
        };
        table.rows.push_back({names[k], whole(value(waiting, run.start)), whole(value(waiting, f.last_january)),
                              decimal(value(weeks, run.start) / authorities, 1),
                              decimal(value(weeks, f.last_january) / authorities, 1)});
    }
    out +=
        figure(line_chart(chart), "Mean wait of children a service began with in the last twelve months, weeks", table);
    PageTable responses{
        "What schools did under strain: schools times months, over the year to each January", {"Response"}, {}, 1};
    const Series& series = run.get("school_responses");
    for (const Month january : run.januaries())
        if (january - run.start >= 12) responses.columns.push_back(fmt::format("{}", january.year()));
    for (std::size_t k = 0; k < series.kinds.size() && responses.columns.size() > 1; ++k) {
        std::vector<std::string> row{series.kind_words[k]};
        for (const Month january : run.januaries())
            if (january - run.start >= 12)
                row.push_back(whole(range_of(run.across_year(series, january, {{Axis::kind, k}})).mean));
        responses.rows.push_back(std::move(row));
    }
    return out + html_table(responses);
}

}  // namespace sendscape
