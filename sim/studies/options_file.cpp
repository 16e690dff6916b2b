// SPDX-License-Identifier: MIT
#include "sim/studies/options_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/core/interrupt.h"
#include "sim/files/hdf5_file.h"
#include "sim/output/program.h"
#include "sim/output/run_file_parts.h"
#include "sim/studies/study_axes.h"

namespace sendscape {
namespace {

constexpr std::array all_axes{Axis::authority, Axis::area,    Axis::phase,   Axis::age,        Axis::need,
                              Axis::setting,   Axis::service, Axis::heading, Axis::preference, Axis::decile};

/// What the file's axes hold: months and replicates that all options have.
struct Common {
    std::vector<Month> censuses, januaries;
    std::size_t replicates = 0;
    std::vector<int> years;
};

Common common_of(const Comparison& comparison) {
    Common common;
    const Run& reference = comparison.reference().run();
    Month first = reference.start, last = reference.last();
    common.replicates = reference.replicates;
    for (const ComparedOption& option : comparison.options) {
        first = std::max(first, option.run().start);
        last = std::min(last, option.run().last());
        common.replicates = std::min<std::size_t>(common.replicates, option.run().replicates);
    }
    const PairedRuns pair{&reference, &reference, common.replicates, true, first, last};
    common.censuses = censuses(pair);
    std::copy_if(common.censuses.begin(), common.censuses.end(), std::back_inserter(common.januaries),
                 [](Month month) { return month.month_of_year() == 1; });
    for (int year = first.year(); year <= last.year(); ++year) common.years.push_back(year);
    return common;
}

void write_axes(Hdf5Writer& file, const Comparison& comparison, const Common& common) {
    std::vector<std::string> names, titles;
    for (const ComparedOption& option : comparison.options) {
        names.push_back(option.name);
        titles.push_back(option.title());
    }
    file.axis("/option", names);
    file.attribute("/option", "long_name", "option; the first is the reference");
    file.strings("/option_title", titles, {"/option"});
    file.attribute("/option_title", "long_name", "title of the option's scenario");
    file.axis("/replicate", count_up(common.replicates));
    file.attribute("/replicate", "long_name", "replicate; of one number each child has the same luck in every option");
    write_month_axis(file, "/census", common.censuses,
                     "January or September; flows are of the twelve months up to and including it");
    if (!common.januaries.empty())
        write_month_axis(file, "/january", common.januaries,
                         "January census; flows are of the twelve months up to and including it");
    std::vector<std::int32_t> years(common.years.begin(), common.years.end());
    file.axis("/calendar_year", years);
    file.attribute("/calendar_year", "long_name", "calendar year in which places open");
    for (const Axis axis : all_axes) write_study_axis(file, comparison.reference().run(), axis);
}

/// One moment's cells of a replicate, flows over twelve months.
void add_cells(const Run& run, const Series& series, std::size_t replicate, Month month, std::vector<double>& values) {
    const std::size_t cells = series.cells();
    const auto at = run.time(series, month);
    const bool known = at && (!series.flow || month - run.start >= months_a_year);
    const std::size_t first = values.size();
    values.resize(first + cells, not_recorded);
    if (!known) return;
    const std::size_t months = series.flow && series.monthly ? months_a_year : 1;
    for (std::size_t back = 0; back < months; ++back) {
        const auto now = series.at(replicate, *at - back);
        for (std::size_t i = 0; i < cells; ++i) values[first + i] = back == 0 ? now[i] : values[first + i] + now[i];
    }
}

void write_measure(Hdf5Writer& file, const Comparison& comparison, const Common& common, const Series& series,
                   ContentDigest& digest) {
    const std::vector<Month>& months = series.monthly ? common.censuses : common.januaries;
    if (months.empty() || series.cells() == 0) return;
    std::vector<std::size_t> extents{comparison.options.size(), common.replicates, months.size()};
    std::vector<std::string> axes{"/option", "/replicate", series.monthly ? "/census" : "/january"};
    write_kind_axis(file, series);
    for (std::size_t i = 0; i < series.axes.size(); ++i) {
        extents.push_back(series.extents[i]);
        axes.push_back(study_axis_path(series, series.axes[i]));
    }
    std::vector<double> values;
    for (const ComparedOption& option : comparison.options) {
        const Series& own = option.run().get(series.name);
        for (std::size_t r = 0; r < common.replicates; ++r)
            for (const Month month : months) add_cells(option.run(), own, r, month, values);
    }
    const std::string path = "/" + series.name;
    file.data<double>(path, values, extents, axes, not_recorded);
    digest.add(std::span<const double>(values));
    file.attribute(path, "units", unit_in_file(series.unit));
    file.attribute(path, "long_name", series.meaning);
    file.attribute(path, "nature", series.flow ? "flow" : "stock");
}

void write_capital(Hdf5Writer& file, const Comparison& comparison, const Common& common, ContentDigest& digest) {
    std::vector<double> values;
    for (std::size_t k = 0; k < comparison.options.size(); ++k) {
        const Capital capital = comparison.capital(k);
        for (std::size_t r = 0; r < common.replicates; ++r)
            for (const int year : common.years) {
                const auto at = static_cast<std::size_t>(year - capital.years.front());
                values.push_back(at < capital.years.size() ? capital.of_year(at)[r] : not_recorded);
            }
    }
    file.data<double>("/capital_spend", values, {comparison.options.size(), common.replicates, common.years.size()},
                      {"/option", "/replicate", "/calendar_year"}, not_recorded);
    file.attribute("/capital_spend", "units", "pounds");
    file.attribute("/capital_spend", "long_name",
                   "Capital of places that open in the calendar year: the scenario's own and the authority's orders");
    digest.add(std::span<const double>(values));
}

}  // namespace

std::vector<std::uint8_t> options_file_bytes(const Comparison& comparison) {
    Hdf5Writer file;
    ContentDigest digest;
    const Common common = common_of(comparison);
    const Run& reference = comparison.reference().run();
    file.attribute("/", "Conventions", "CF-1.8");
    file.attribute("/", "format", "sendscape options");
    file.attribute("/", "format_version", std::int64_t{1});
    file.attribute("/", "program_version", program_version());
    file.attribute("/", "program_commit", program_commit());
    file.attribute("/", "seed", static_cast<std::int64_t>(reference.seed));
    file.attribute("/", "map_digest", reference.map_digest);
    file.attribute("/", "orders",
                   comparison.orders ? code(*comparison.orders) : std::string_view("as each run had it"));
    write_axes(file, comparison, common);
    for (const Series& series : reference.series) {
        stop_if_asked();
        const auto lacks = [&](const ComparedOption& option) { return option.run().find(series.name) == nullptr; };
        if (series.name == capital_measure || series.position(Axis::school) ||
            std::any_of(comparison.options.begin(), comparison.options.end(), lacks))
            continue;
        write_measure(file, comparison, common, series, digest);
    }
    write_capital(file, comparison, common, digest);
    std::vector<std::string> scenarios;
    for (const ComparedOption& option : comparison.options) scenarios.push_back(option.run().scenario_toml);
    file.strings("/option_toml", scenarios, {"/option"});
    file.attribute("/option_toml", "long_name", "effective scenario of the option");
    file.attribute("/", "content_digest", digest.text());
    return file.finish();
}

}  // namespace sendscape
