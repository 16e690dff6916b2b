// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "sim/core/interrupt.h"
#include "sim/output/magnet_shares.h"
#include "sim/output/row_order.h"
#include "sim/output/summary.h"
#include "sim/output/wording.h"

namespace sendscape {
namespace {

// Columns of summary.csv after the month: every axis but the school. Places have codes and names.
constexpr std::array columns{Axis::authority, Axis::area,       Axis::phase, Axis::age,
                             Axis::need,      Axis::setting,    Axis::kind,  Axis::service,
                             Axis::heading,   Axis::preference, Axis::decile};

constexpr bool has_name(Axis axis) { return axis == Axis::authority || axis == Axis::area; }

// One January's values of a series: [replicate][cell], flows summed over the twelve months up to it.
std::vector<std::vector<double>> year_of(const Run& run, const Series& series, Month january) {
    std::vector<std::vector<double>> values;
    for (std::size_t r = 0; r < series.replicates; ++r) {
        const auto at = run.time(series, january);
        const auto cells = series.at(r, *at);
        values.emplace_back(cells.begin(), cells.end());
        if (!series.flow || !series.monthly) continue;
        for (std::size_t back = 1; back < 12; ++back) {
            const auto month = series.at(r, *at - back);
            for (std::size_t i = 0; i < month.size(); ++i) values.back()[i] += month[i];
        }
    }
    return values;
}

bool has_value(const Run& run, const Series& series, Month january) {
    return !series.flow || january - run.start >= 12;
}

// Months a measure is told in: its Januaries, and of the stocks that the summary tells in a September those too, so
// that every number of it can be checked.
std::vector<Month> moments_of(const Run& run, const Series& series) {
    const bool september = series.name == "specialist_shortfall" || series.name == "plans_maintained" ||
                           series.name == "high_needs_balance";
    std::vector<Month> moments;
    for (std::size_t i = 0; i < run.month_count; ++i) {
        const int month = run.month(i).month_of_year();
        if (month == 1 ? has_value(run, series, run.month(i)) : month == 9 && september)
            moments.push_back(run.month(i));
    }
    return moments;
}

// Cross-classified cells that are 0 in every replicate and moment told would bury the rest: they are left out.
std::vector<bool> ever_used(const Run& run, const Series& series) {
    std::vector<bool> used(series.cells(), series.axes.size() < 3);
    if (series.axes.size() < 3) return used;
    for (const Month moment : moments_of(run, series)) {
        for (const auto& cells : year_of(run, series, moment))
            for (std::size_t i = 0; i < cells.size(); ++i)
                if (cells[i] != 0 && !std::isnan(cells[i])) used[i] = true;
    }
    return used;
}

void append_series(const Run& run, const Series& series, CsvRows& rows) {
    std::array<std::vector<std::string>, columns.size()> codes;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        if (!series.position(columns[c])) continue;
        for (const std::string& code : run.codes(series, columns[c])) codes[c].push_back(csv_field(code));
        if (!has_name(columns[c])) continue;
        const std::vector<std::string> names = run.words(series, columns[c]);
        for (std::size_t i = 0; i < names.size(); ++i) codes[c][i] += ',' + csv_field(names[i]);
    }
    const std::vector<bool> used = ever_used(run, series);
    std::vector<double> one;
    std::vector<std::size_t> index(series.axes.size());
    for (const Month moment : moments_of(run, series)) {
        stop_if_asked();
        const auto values = year_of(run, series, moment);
        const std::string begin = fmt::format("{},{},{}", series.name, series.unit, to_text(moment));
        for (std::size_t cell = 0; cell < series.cells(); ++cell) {
            if (!used[cell]) continue;
            Range range;
            if (values.size() == 1) {
                range.mean = values.front()[cell];
            } else {
                one.clear();
                for (const auto& replicate : values) one.push_back(replicate[cell]);
                range = range_of(one);
            }
            if (std::isnan(range.mean)) continue;
            std::size_t rest = cell;
            for (std::size_t i = series.axes.size(); i-- > 0;) {
                index[i] = rest % series.extents[i];
                rest /= series.extents[i];
            }
            std::string& row = rows.lines();
            row += begin;
            for (std::size_t c = 0; c < columns.size(); ++c) {
                row += ',';
                if (const auto position = series.position(columns[c]))
                    row += codes[c][index[*position]];
                else if (has_name(columns[c]))
                    row += ',';
            }
            row += ',' + csv_number(range.mean);
            if (run.replicates > 1)
                row += fmt::format(",{},{},{}\n", csv_number(range.p05), csv_number(range.p50), csv_number(range.p95));
            else
                row += ",,,\n";
            rows.end_row();
        }
    }
}

/// Code and name of a school's authority and of its planning area.
std::string place_of(const Map& map, const School& school) {
    const Authority& authority = map.authorities[school.authority.value];
    std::string place = fmt::format("{},{},", csv_field(authority.code), csv_field(authority.name));
    if (!school.area.exists()) return place + ',';
    const Area& area = map.areas[school.area.value];
    return place + fmt::format("{},{}", csv_field(area.code), csv_field(area.name));
}

}  // namespace

std::string CsvRows::guessable_text() const {
    std::vector<std::string_view> rows;
    rows.reserve(size());
    std::size_t begin = 0;
    for (const std::size_t end : ends_) {
        rows.push_back(std::string_view(lines_).substr(begin, end - begin));
        begin = end;
    }
    const std::vector<std::uint32_t> order = guessable_order(rows);
    if (order.empty()) return text();
    std::string out;
    out.reserve(heading_.size() + lines_.size());
    out += heading_;
    for (const std::uint32_t row : order) out += rows[row];
    return out;
}

CsvRows summary_rows(const Run& run) {
    std::string heading = "measure,unit,month";
    for (const Axis axis : columns)
        heading += has_name(axis) ? fmt::format(",{0},{0}_name", axis_name(axis)) : fmt::format(",{}", axis_name(axis));
    heading += ",mean,p05,p50,p95\n";
    CsvRows rows(std::move(heading));
    for (const Series& series : run.series)
        if (!series.position(Axis::school) && series.cells() > 0) append_series(run, series, rows);
    return rows;
}

CsvRows schools_rows(const Run& run) {
    static constexpr std::array<std::string_view, 3> magnet_words{"expected", "magnet", "deflector"};
    std::vector<const Series*> measures;
    for (const Series& series : run.series)
        if (series.position(Axis::school)) measures.push_back(&series);
    std::string heading = "urn,name,phase,setting,month,authority,authority_name,area,area_name";
    for (const Series* series : measures) heading += fmt::format(",{}", series->name);
    heading += ",share_of_runs_open\n";
    CsvRows rows(std::move(heading));
    const auto januaries = run.januaries();
    // A school that only some replicates open has means over those: the share tells what a sum over schools needs.
    const Series& rolls = run.get("pupils_on_roll");
    const auto share_open = [&](Month january, std::size_t row) {
        const auto at = run.time(rolls, january);
        double open = 0;
        for (std::size_t r = 0; r < rolls.replicates; ++r) open += std::isnan(rolls.at(r, *at)[row]) ? 0 : 1;
        return open / static_cast<double>(rolls.replicates);
    };
    // Means over replicates, [measure][January][school].
    std::vector<std::vector<std::vector<double>>> means(measures.size());
    for (std::size_t m = 0; m < measures.size(); ++m)
        for (const Month january : januaries) means[m].push_back(run.means(*measures[m], january));
    for (std::size_t row = 0; row < run.map->schools.size(); ++row) {
        stop_if_asked();
        const School& school = run.map->schools[row];
        if (!school.in_area) continue;
        const std::string place = place_of(*run.map, school);
        for (std::size_t j = 0; j < januaries.size(); ++j) {
            // Sites that have not opened, and schools that have closed, have no values that January.
            const bool any = std::any_of(means.begin(), means.end(),
                                         [&](const auto& by_january) { return !std::isnan(by_january[j][row]); });
            if (!any) continue;
            std::string line = fmt::format("{},{},{},{},{},{}", school.urn, csv_field(school.name),
                                           school_phase_labels[static_cast<std::size_t>(school.phase)].code,
                                           label(school.setting).code, to_text(januaries[j]), place);
            for (std::size_t m = 0; m < measures.size(); ++m) {
                const double value = means[m][j][row];
                line += ',';
                if (measures[m]->name != "magnet_class")
                    line += csv_number(value);
                else if (!std::isnan(value))
                    line += magnet_words[static_cast<std::size_t>(magnet_shares(run, januaries[j], row).told())];
            }
            line += ',' + csv_number(share_open(januaries[j], row)) + '\n';
            rows.add(line);
        }
    }
    return rows;
}

std::string summary_csv(const Run& run) { return summary_rows(run).guessable_text(); }
std::string schools_csv(const Run& run) { return schools_rows(run).guessable_text(); }

}  // namespace sendscape
