// SPDX-License-Identifier: MIT
#include "sim/output/run_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "sim/core/error.h"
#include "sim/core/interrupt.h"
#include "sim/files/file_format.h"
#include "sim/files/sealed_file.h"
#include "sim/output/run_check.h"
#include "sim/output/run_file_parts.h"

namespace sendscape {
namespace {

constexpr FileFormat run_format{"sendscape run", "a run file", 3};
constexpr std::array all_axes{Axis::authority, Axis::area,    Axis::phase,   Axis::age,        Axis::need,
                              Axis::setting,   Axis::service, Axis::heading, Axis::preference, Axis::decile};

// xarray makes time differences of numbers whose unit is one of these words (xarray/coding/times.py, TIME_UNITS), and
// of minutes on a journey integers: in the singular, which means the same, they stay the numbers they are.
constexpr std::array time_units{"days", "hours", "minutes", "seconds", "milliseconds", "microseconds", "nanoseconds"};

std::string unit_in_file(std::string unit) {
    if (std::find(time_units.begin(), time_units.end(), unit) != time_units.end()) unit.pop_back();
    return unit;
}

std::string unit_for_people(const std::string& unit) {
    const auto several = std::find(time_units.begin(), time_units.end(), unit + 's');
    return several != time_units.end() ? *several : unit;
}

// Which of the common axes a series has is told by the names of its dimensions.
std::string axis_path(const Series& series, Axis axis) {
    return axis == Axis::kind ? fmt::format("/{}_kind", series.name) : fmt::format("/{}", axis_name(axis));
}

void write_axes(Hdf5Writer& file, const Run& run) {
    file.axis("/replicate", count_up(run.replicates));
    file.attribute("/replicate", "long_name", "replicate");
    const auto write_time = [&](const std::string& path, const std::vector<Month>& months, const char* words) {
        std::vector<std::int32_t> days;
        for (const Month month : months) days.push_back(days_since_epoch(month));
        file.axis(path, days, path == "/month");
        file.attribute(path, "units", "days since 1970-01-01");
        file.attribute(path, "calendar", "standard");
        file.attribute(path, "standard_name", "time");
        file.attribute(path, "long_name", words);
    };
    std::vector<Month> months;
    for (std::size_t i = 0; i < run.month_count; ++i) months.push_back(run.month(i));
    write_time("/month", months, "month; stocks are as at its census, flows are of the month");
    if (!run.januaries().empty())
        write_time("/january", run.januaries(),
                   "January census; flows are of the twelve months up to and including it");

    const Series blank;
    for (const Axis axis : all_axes) {
        const std::string name(axis_name(axis));
        const auto codes = run.codes(blank, axis);
        if (codes.empty()) continue;
        if (axis == Axis::age || axis == Axis::decile) {
            std::vector<std::int32_t> numbers;
            for (const std::string& code : codes) numbers.push_back(std::stoi(code));
            file.axis(fmt::format("/{}", name), numbers);
        } else {
            file.axis(fmt::format("/{}", name), codes);
            file.strings(fmt::format("/{}_name", name), run.words(blank, axis), {fmt::format("/{}", name)});
            file.attribute(fmt::format("/{}_name", name), "long_name", fmt::format("{} in words", name));
        }
        file.attribute(fmt::format("/{}", name), "long_name", axis == Axis::age ? "age on 31 August" : name);
    }
    std::vector<std::int32_t> urns;
    for (const School& school : run.map->schools) urns.push_back(static_cast<std::int32_t>(school.urn));
    if (urns.empty()) return;
    file.axis("/school", urns);
    file.attribute("/school", "long_name", "unique reference number (from 900,000: sites that may open)");
    file.strings("/school_name", run.words(blank, Axis::school), {"/school"});
    file.attribute("/school_name", "long_name", "school in words");
}

void write_series(Hdf5Writer& file, const Series& series, ContentDigest& digest) {
    if (series.values.empty()) return;
    std::vector<std::size_t> extents{series.replicates, series.times};
    std::vector<std::string> axes{"/replicate", series.monthly ? "/month" : "/january"};
    if (const auto kind = series.position(Axis::kind)) {
        file.axis(axis_path(series, Axis::kind), series.kinds);
        file.attribute(axis_path(series, Axis::kind), "long_name", fmt::format("kind of {}", series.name));
        file.strings(axis_path(series, Axis::kind) + "_name", series.kind_words, {axis_path(series, Axis::kind)});
    }
    for (std::size_t i = 0; i < series.axes.size(); ++i) {
        extents.push_back(series.extents[i]);
        axes.push_back(axis_path(series, series.axes[i]));
    }
    const std::string path = fmt::format("/{}", series.name);
    // Schools are many and their numbers small: single precision holds every count of them exactly.
    if (series.position(Axis::school)) {
        std::vector<float> narrow(series.values.begin(), series.values.end());
        file.data<float>(path, narrow, extents, axes, static_cast<float>(not_recorded));
        digest.add(std::span<const float>(narrow));
    } else {
        file.data<double>(path, series.values, extents, axes, not_recorded);
        digest.add(std::span<const double>(series.values));
    }
    file.attribute(path, "units", unit_in_file(series.unit));
    file.attribute(path, "long_name", series.meaning);
    file.attribute(path, "nature", series.flow ? "flow" : "stock");
}

void write_parameters(Hdf5Writer& file, const Run& run) {
    if (run.parameters.empty()) return;
    std::vector<std::string> keys, units, known, sources, meanings;
    std::vector<double> values, standard, least, most;
    for (const RecordedParameter& one : run.parameters) {
        keys.push_back(one.key);
        units.push_back(one.unit);
        known.push_back(one.known);
        sources.push_back(one.source);
        meanings.push_back(one.meaning);
        values.push_back(one.value);
        standard.push_back(one.standard);
        least.push_back(one.least);
        most.push_back(one.most);
    }
    const std::vector<std::string> axis{"/parameters/parameter"};
    file.group("/parameters");
    file.axis(axis[0], keys);
    file.data<double>("/parameters/value", values, {values.size()}, axis);
    file.data<double>("/parameters/default", standard, {values.size()}, axis);
    file.data<double>("/parameters/least", least, {values.size()}, axis);
    file.data<double>("/parameters/most", most, {values.size()}, axis);
    file.strings("/parameters/unit", units, axis);
    file.strings("/parameters/known", known, axis);
    file.strings("/parameters/source", sources, axis);
    file.strings("/parameters/meaning", meanings, axis);
    file.attribute("/parameters", "long_name",
                   "values in force at the start; known: A by England's tables, B by authorities' tables, C only "
                   "jointly, N not identifiable");
}

// An attribute holds 64 KiB at most, so a scenario is a table of its lines.
void write_scenario(Hdf5Writer& file, const Run& run) {
    std::vector<std::string> lines(1);
    for (const char c : run.scenario_toml) {
        if (c == '\n')
            lines.emplace_back();
        else
            lines.back() += c;
    }
    file.group("/scenario");
    file.axis("/scenario/line", count_up(lines.size()));
    file.strings("/scenario/toml", lines, {"/scenario/line"});
    file.attribute("/scenario/toml", "long_name", "effective scenario, TOML, line by line");
}

std::string read_scenario_toml(const Hdf5Reader& file) {
    std::string text;
    bool first = true;
    for (const std::string& line : file.strings("/scenario/toml")) {
        if (!first) text += '\n';
        text += line;
        first = false;
    }
    return text;
}

std::optional<Axis> axis_of(const std::string& name) {
    for (std::size_t i = 0; i < axis_count; ++i)
        if (axis_name(static_cast<Axis>(i)) == name) return static_cast<Axis>(i);
    return std::nullopt;
}

void read_series(const Hdf5Reader& file, Run& run, const ColumnCheck& check) {
    const auto names = file.strings("/measures/measure"), shapes = file.strings("/measures/axes");
    check.size("/measures/axes", shapes.size(), names.size());
    for (std::size_t row = 0; row < names.size(); ++row) {
        stop_if_asked();
        Series series;
        series.name = names[row];
        const std::string path = fmt::format("/{}", series.name);
        series.unit = unit_for_people(file.text_attribute(path, "units"));
        series.meaning = file.text_attribute(path, "long_name");
        series.flow = file.text_attribute(path, "nature") == "flow";
        std::string_view rest = shapes[row];
        while (!rest.empty()) {
            const std::size_t space = rest.find(' ');
            const std::string word(rest.substr(0, space));
            if (word == "month" || word == "january")
                series.monthly = word == "month";
            else if (const auto axis = axis_of(word))
                series.axes.push_back(*axis);
            rest = space == std::string_view::npos ? std::string_view{} : rest.substr(space + 1);
        }
        const auto extents = file.extents(path);
        if (extents.size() != series.axes.size() + 2)
            check.refuse(fmt::format("'{}' has another shape than '/measures/axes' says, '{}'", path, shapes[row]));
        series.replicates = extents[0];
        series.times = extents[1];
        series.extents.assign(extents.begin() + 2, extents.end());
        series.values = file.data<double>(path);
        if (series.position(Axis::kind)) {
            series.kinds = file.strings(path + "_kind");
            series.kind_words = file.strings(path + "_kind_name");
        }
        run.series.push_back(std::move(series));
    }
    check_series(run, check);
}

void read_parameters(const Hdf5Reader& file, Run& run, const ColumnCheck& check) {
    if (!file.has("/parameters")) return;
    auto& rows = run.parameters;
    rows.resize(file.strings("/parameters/parameter").size());
    using P = RecordedParameter;
    const auto words = [&](const std::string& name, std::string P::*member) {
        const auto values = file.strings("/parameters/" + name);
        check.size("/parameters/" + name, values.size(), rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) rows[i].*member = values[i];
    };
    const auto numbers = [&](const std::string& name, double P::*member) {
        const auto values = file.data<double>("/parameters/" + name);
        check.size("/parameters/" + name, values.size(), rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) rows[i].*member = values[i];
    };
    words("parameter", &P::key);
    words("unit", &P::unit);
    words("known", &P::known);
    words("source", &P::source);
    words("meaning", &P::meaning);
    numbers("value", &P::value);
    numbers("default", &P::standard);
    numbers("least", &P::least);
    numbers("most", &P::most);
}

void read_description(const Hdf5Reader& file, Run& run, const ColumnCheck& check) {
    run.scenario = file.text_attribute("/", "scenario");
    run.title = file.text_attribute("/", "scenario_title");
    run.scenario_toml = read_scenario_toml(file);
    run.version = file.text_attribute("/", "program_version");
    run.commit = file.text_attribute("/", "program_commit");
    run.map_digest = file.text_attribute("/", "map_digest");
    const double seed = file.number_attribute("/", "seed");
    if (!(seed >= 0 && seed < 18446744073709551616.0)) check.refuse(fmt::format("its seed is {}", seed));
    run.seed = static_cast<std::uint64_t>(seed);
}

void read_time(const Hdf5Reader& file, Run& run, const std::string& name, const ColumnCheck& check) {
    run.replicates = static_cast<std::uint32_t>(file.data<std::int32_t>("/replicate").size());
    const auto days = file.data<std::int64_t>("/month");
    if (days.empty()) throw InputError(fmt::format("'{}' holds no month", name));
    run.start = month_of_days("/month", days.front(), check);
    run.month_count = days.size();
    check_time(run, days, file.has("/january") ? file.data<std::int64_t>("/january") : std::vector<std::int64_t>(),
               check);
}

}  // namespace

Month month_of_days(const std::string& variable, std::int64_t days, const ColumnCheck& check) {
    constexpr Month earliest(1900, 1), latest(2300, 1);
    if (days < days_since_epoch(earliest) || days > days_since_epoch(latest))
        check.refuse(fmt::format("'{}' holds day {} since 1970; allowed: {} to {}", variable, days,
                                 days_since_epoch(earliest), days_since_epoch(latest)));
    Month month = days < 0 ? earliest : Month(1970, 1);
    days -= days_since_epoch(month);
    const Month first = month;
    month.index += static_cast<std::int32_t>(days / 31);  // never past it; then forward to it
    while (days_since_epoch(month + 1) - days_since_epoch(first) <= days) ++month;
    return month;
}

std::vector<std::uint8_t> run_file_bytes(const Run& run, const Parallel& parallel) {
    Hdf5Writer file(&parallel);
    ContentDigest digest;
    digest.add(run.scenario_toml);
    file.attribute("/", "Conventions", "CF-1.8");
    file.attribute("/", "title", fmt::format("Sendscape run: {}", run.title));
    file.attribute("/", "format", run_format.format);
    file.attribute("/", "format_version", std::int64_t{run_format.newest});
    file.attribute("/", "program_version", run.version);
    file.attribute("/", "program_commit", run.commit);
    file.attribute("/", "scenario", run.scenario);
    file.attribute("/", "scenario_title", run.title);
    file.attribute("/", "seed", static_cast<std::int64_t>(run.seed));
    file.attribute("/", "map_digest", run.map_digest);
    write_axes(file, run);
    write_scenario(file, run);

    std::vector<std::string> names, shapes;
    for (const Series& series : run.series) {
        if (series.values.empty()) continue;
        stop_if_asked();
        write_series(file, series, digest);
        names.push_back(series.name);
        std::string shape(series.monthly ? "replicate month" : "replicate january");
        for (const Axis axis : series.axes) shape += fmt::format(" {}", axis_name(axis));
        shapes.push_back(std::move(shape));
    }
    file.group("/measures");
    file.axis("/measures/measure", names);
    file.strings("/measures/axes", shapes, {"/measures/measure"});
    write_parameters(file, run);
    write_changes_part(file, run);
    write_map_part(file, *run.map, digest);
    write_children_part(file, run, digest);
    file.attribute("/", "content_digest", digest.text());
    return file.finish();
}

void write_run(const Run& run, const std::filesystem::path& path, bool force, const Parallel& parallel) {
    write_sealed(path, run_file_bytes(run, parallel), force);
}

Run read_run(const std::filesystem::path& path) {
    const Hdf5Reader file(read_sealed(path, "a run file"), path.string());
    const int version = version_of(file, path.string(), run_format);
    const ColumnCheck check(path.string(), "a run file");
    stop_if_asked();
    Run run;
    read_description(file, run, check);
    read_time(file, run, path.string(), check);
    auto map = std::make_shared<Map>(read_map_part(file, check, version));
    map->digest = run.map_digest;
    run.map = std::move(map);
    read_parameters(file, run, check);
    read_changes_part(file, run, check, version);
    read_series(file, run, check);
    read_children_part(file, run, check);
    return run;
}

}  // namespace sendscape
