// SPDX-License-Identifier: MIT
#include "sim/studies/sweep/sweep_result.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "sim/core/error.h"
#include "sim/core/interrupt.h"
#include "sim/files/file_format.h"
#include "sim/files/hdf5_file.h"
#include "sim/files/sealed_file.h"
#include "sim/output/program.h"
#include "sim/output/run_file_parts.h"
#include "sim/parameters.h"
#include "sim/studies/study_axes.h"

namespace sendscape {
namespace {

constexpr FileFormat sweep_format{"sendscape sweep", "the result of a sweep", 1};

FactorColumn column_of(const SweepStudy& study, std::size_t f) {
    const Factor& factor = study.factors[f];
    FactorColumn column;
    column.name = factor.name;
    column.words = factor_words(factor);
    column.unit = factor_unit(factor);
    column.in_numbers = factor.in_numbers;
    const bool parameter = factor.kind == FactorKind::parameter;
    column.switched =
        factor.kind == FactorKind::policy || (parameter && find_parameter(factor.key)->unit == Unit::on_off);
    for (const FactorLevel& level : factor.levels) column.levels.push_back(level.text);
    for (const auto& point : study.points) {
        column.numbers.push_back(point[f].number);
        column.texts.push_back(point[f].text);
    }
    return column;
}

std::uint64_t whole_digest(const std::vector<double>& values) {
    const std::string text = digest_of_values(values);
    std::uint64_t digest = 0;
    std::from_chars(text.data(), text.data() + text.size(), digest, 16);
    return digest;
}

std::vector<std::int8_t> numbers_of(const std::vector<RunStatus>& status) {
    std::vector<std::int8_t> numbers;
    numbers.reserve(status.size());
    for (const RunStatus one : status) numbers.push_back(static_cast<std::int8_t>(one));
    return numbers;
}

std::string time_path(const Series& shape) { return shape.monthly ? "/census" : "/january"; }

void write_factors(Hdf5Writer& file, const SweepResult& result) {
    std::vector<std::string> names;
    for (const FactorColumn& factor : result.factors) {
        const std::string path = "/" + factor.name;
        names.push_back(factor.name);
        if (factor.switched) {
            std::vector<std::int8_t> values;
            for (const double number : factor.numbers)
                values.push_back(std::isnan(number) ? std::int8_t{-1} : static_cast<std::int8_t>(number));
            file.data<std::int8_t>(path, values, {result.points}, {"/point"}, std::int8_t{-1});
            const std::vector<std::int8_t> flags{0, 1};
            file.attribute_values<std::int8_t>(path, "flag_values", flags);
            file.attribute(path, "flag_meanings", "off on");
        } else if (factor.in_numbers) {
            file.data<double>(path, factor.numbers, {result.points}, {"/point"}, not_recorded);
            file.attribute(path, "units", unit_in_file(factor.unit.empty() ? "1" : factor.unit));
        } else {
            file.strings(path, factor.texts, {"/point"});
        }
        file.attribute(path, "long_name", factor.words);
        if (!factor.levels.empty()) file.attribute(path, "levels", fmt::format("{}", fmt::join(factor.levels, "|")));
    }
    file.strings("/about/factors", names);
    file.attribute("/about/factors", "long_name", "names of the factors' variables");
}

void write_runs(Hdf5Writer& file, const SweepResult& result) {
    const std::vector<std::string> axes{"/point", "/replicate"};
    const std::vector<std::size_t> extents{result.points, result.replicates};
    file.data<std::int8_t>("/status", numbers_of(result.status), extents, axes);
    const std::vector<std::int8_t> flags{0, 1, 2};
    file.attribute_values<std::int8_t>("/status", "flag_values", flags);
    file.attribute("/status", "flag_meanings", "done failed not_run");
    file.attribute("/status", "long_name", "what became of the run");
    file.data<std::uint64_t>("/digest", result.digests, extents, axes);
    file.attribute("/digest", "long_name", "digest of the run's kept values; 0 of a run that is not done");
    if (result.failures.empty()) return;
    std::vector<std::string> messages;
    std::vector<std::int32_t> points, replicates;
    for (const auto& [run, message] : result.failures) {
        points.push_back(static_cast<std::int32_t>(run.first));
        replicates.push_back(static_cast<std::int32_t>(run.second));
        messages.push_back(message);
    }
    file.axis("/failure", count_up(messages.size()));
    file.data<std::int32_t>("/failure_point", points, {messages.size()}, {"/failure"});
    file.data<std::int32_t>("/failure_replicate", replicates, {messages.size()}, {"/failure"});
    file.strings("/failure_message", messages, {"/failure"});
}

void write_measures(Hdf5Writer& file, const SweepResult& result, const SweepPlan& plan) {
    Run axes_of;
    axes_of.map = plan.axes_map;
    std::vector<Axis> written;
    std::vector<std::string> times, names;
    for (const MeasureColumn& measure : result.measures) {
        stop_if_asked();
        const Series& shape = measure.shape;
        const std::string time = time_path(shape);
        if (std::find(times.begin(), times.end(), time) == times.end()) {
            write_month_axis(file, time, measure.months,
                             shape.monthly
                                 ? "January or September; flows are of the twelve months up to and including it"
                                 : "January census; flows are of the twelve months up to and including it");
            times.push_back(time);
        }
        std::vector<std::string> axes{"/point", "/replicate", time}, axis_names;
        std::vector<std::size_t> extents{result.points, result.replicates, measure.months.size()};
        write_kind_axis(file, shape);
        for (std::size_t i = 0; i < shape.axes.size(); ++i) {
            const Axis axis = shape.axes[i];
            if (axis != Axis::kind && std::find(written.begin(), written.end(), axis) == written.end()) {
                write_study_axis(file, axes_of, axis);
                written.push_back(axis);
            }
            axes.push_back(study_axis_path(shape, axis));
            extents.push_back(shape.extents[i]);
            axis_names.emplace_back(axis_name(axis));
        }
        const std::string path = "/" + shape.name;
        file.data<double>(path, measure.values, extents, axes, not_recorded);
        file.attribute(path, "units", unit_in_file(shape.unit));
        file.attribute(path, "long_name", shape.meaning);
        file.attribute(path, "nature", shape.flow ? "flow" : "stock");
        file.attribute(path, "axes", fmt::format("{}", fmt::join(axis_names, ",")));
        names.push_back(shape.name);
    }
    file.strings("/about/measures", names);
    file.attribute("/about/measures", "long_name", "names of the kept measures' variables");
}

Axis axis_named(const std::string& name, const ColumnCheck& check) {
    for (std::size_t axis = 0; axis < axis_count; ++axis)
        if (axis_name(static_cast<Axis>(axis)) == name) return static_cast<Axis>(axis);
    check.refuse(fmt::format("it has an axis '{}'", name));
}

std::vector<std::string> split(const std::string& text, char at) {
    std::vector<std::string> parts;
    for (std::size_t from = 0; from <= text.size() && !text.empty();) {
        const std::size_t end = std::min(text.find(at, from), text.size());
        parts.push_back(text.substr(from, end - from));
        from = end + 1;
    }
    return parts;
}

FactorColumn read_factor(const Hdf5Reader& file, const std::string& name, std::size_t points,
                         const ColumnCheck& check) {
    const std::string path = "/" + name;
    FactorColumn factor;
    factor.name = name;
    factor.words = file.text_attribute(path, "long_name");
    if (file.has_attribute(path, "levels")) factor.levels = split(file.text_attribute(path, "levels"), '|');
    factor.switched = file.has_attribute(path, "flag_meanings");
    factor.in_numbers = factor.switched || file.has_attribute(path, "units");
    if (factor.in_numbers) {
        factor.numbers = file.data<double>(path);
        if (factor.switched)
            for (double& number : factor.numbers)
                if (number < 0) number = not_recorded;
        if (!factor.switched) factor.unit = file.text_attribute(path, "units");
        if (factor.unit == "1") factor.unit.clear();
    } else {
        factor.texts = file.strings(path);
        for (const std::string& text : factor.texts) {
            const auto level = std::find(factor.levels.begin(), factor.levels.end(), text);
            factor.numbers.push_back(level == factor.levels.end() ? not_recorded
                                                                  : static_cast<double>(level - factor.levels.begin()));
        }
    }
    check.size(path, factor.numbers.size(), points);
    return factor;
}

MeasureColumn read_measure(const Hdf5Reader& file, const std::string& name, const SweepResult& result,
                           const ColumnCheck& check) {
    const MeasureRow* row = find_measure(name);
    if (!row) check.refuse(fmt::format("it has a measure '{}', which this version does not know", name));
    const std::string path = "/" + name;
    MeasureColumn measure;
    Series& shape = measure.shape;
    shape.name = name;
    shape.unit = row->unit;
    shape.meaning = row->meaning;
    shape.monthly = row->cadence == Cadence::monthly;
    shape.flow = file.text_attribute(path, "nature") == "flow";
    const auto extents = file.extents(path);
    const std::vector<std::string> axes = split(file.text_attribute(path, "axes"), ',');
    check.size(path, extents.size(), 3 + axes.size());
    std::size_t size = 1;
    for (const std::size_t extent : extents) size *= extent;
    for (std::size_t i = 0; i < axes.size(); ++i) {
        const Axis axis = axis_named(axes[i], check);
        shape.axes.push_back(axis);
        shape.extents.push_back(extents[3 + i]);
        const std::string of = study_axis_path(shape, axis);
        if (axis == Axis::age || axis == Axis::decile || axis == Axis::school) {
            measure.codes.emplace_back();
            for (const auto number : file.data<std::int64_t>(of))
                measure.codes.back().push_back(fmt::format("{}", number));
        } else {
            measure.codes.push_back(file.strings(of));
        }
        check.size(of, measure.codes.back().size(), extents[3 + i]);
        if (axis == Axis::kind) {
            shape.kinds = measure.codes.back();
            shape.kind_words = file.strings(of + "_name");
        }
    }
    for (const std::int64_t day : file.data<std::int64_t>(time_path(shape)))
        measure.months.push_back(month_of_days(time_path(shape), day, check));
    shape.times = measure.months.size();
    check.size(path, extents[0], result.points);
    check.size(path, extents[1], result.replicates);
    check.size(path, extents[2], shape.times);
    measure.values = file.data<double>(path);
    check.size(path, measure.values.size(), size);
    return measure;
}

}  // namespace

std::size_t SweepResult::count(RunStatus wanted) const {
    return static_cast<std::size_t>(std::count(status.begin(), status.end(), wanted));
}

SweepResult assemble(const SweepPlan& plan, const std::function<RunRecord(RunNumber)>& run) {
    SweepResult result;
    result.title = plan.study.title;
    result.base = plan.base.name;
    result.design = design_name(plan.study.design);
    result.map_name = plan.map_name;
    result.map_digest = plan.map_digest;
    result.study = study_text(plan);
    result.scenario_toml = plan.base.effective_toml;
    result.seed = plan.base.seed;
    result.years = plan.years;
    result.points = plan.points.size();
    result.replicates = plan.study.replicates;
    for (std::size_t f = 0; f < plan.study.factors.size(); ++f) result.factors.push_back(column_of(plan.study, f));
    Run axes_of;
    axes_of.map = plan.axes_map;
    for (const KeptMeasure& kept : plan.kept.measures) {
        MeasureColumn measure{kept.shape, kept.months, {}, {}};
        for (const Axis axis : kept.shape.axes) measure.codes.push_back(axes_of.codes(kept.shape, axis));
        measure.values.reserve(result.points * result.replicates * kept.size());
        result.measures.push_back(std::move(measure));
    }
    for (std::uint32_t point = 0; point < result.points; ++point)
        for (std::uint32_t replicate = 0; replicate < result.replicates; ++replicate) {
            const RunRecord record = run({point, replicate});
            const bool done = record.status == RunStatus::done;
            if (done && record.values.size() != plan.kept.size())
                throw InputError(fmt::format("point {}, replicate {} has {} values, not {}: it is of another sweep",
                                             point, replicate, record.values.size(), plan.kept.size()));
            result.status.push_back(record.status);
            result.digests.push_back(done ? whole_digest(record.values) : 0);
            if (record.status == RunStatus::failed) result.failures.push_back({{point, replicate}, record.message});
            for (std::size_t m = 0; m < result.measures.size(); ++m) {
                const KeptMeasure& kept = plan.kept.measures[m];
                std::vector<double>& values = result.measures[m].values;
                if (done)
                    values.insert(values.end(), record.values.begin() + static_cast<std::ptrdiff_t>(kept.first),
                                  record.values.begin() + static_cast<std::ptrdiff_t>(kept.first + kept.size()));
                else
                    values.insert(values.end(), kept.size(), not_recorded);
            }
        }
    return result;
}

std::vector<RunRecord> records_of(const SweepResult& result) {
    std::vector<RunRecord> records;
    for (std::uint32_t point = 0; point < result.points; ++point)
        for (std::uint32_t replicate = 0; replicate < result.replicates; ++replicate) {
            RunRecord record;
            record.run = {point, replicate};
            record.status = result.status[result.run(point, replicate)];
            if (record.status == RunStatus::not_run) continue;
            for (const auto& [run, message] : result.failures)
                if (run == record.run) record.message = message;
            if (record.status == RunStatus::done)
                for (const MeasureColumn& measure : result.measures) {
                    const std::size_t size = measure.months.size() * measure.shape.cells();
                    const auto first =
                        measure.values.begin() + static_cast<std::ptrdiff_t>(result.run(point, replicate) * size);
                    record.values.insert(record.values.end(), first, first + static_cast<std::ptrdiff_t>(size));
                }
            records.push_back(std::move(record));
        }
    return records;
}

std::string content_digest(const SweepResult& result) {
    ContentDigest digest;
    digest.add(std::string_view(result.study));
    for (const FactorColumn& factor : result.factors) {
        digest.add(std::string_view(factor.name));
        digest.add(std::span<const double>(factor.numbers));
    }
    digest.add(std::span<const std::int8_t>(numbers_of(result.status)));
    digest.add(std::span<const std::uint64_t>(result.digests));
    for (const MeasureColumn& measure : result.measures) digest.add(std::span<const double>(measure.values));
    return digest.text();
}

std::vector<std::uint8_t> sweep_file_bytes(const SweepResult& result, const SweepPlan& plan) {
    Hdf5Writer file;
    file.attribute("/", "Conventions", "CF-1.8");
    file.attribute("/", "format", sweep_format.format);
    file.attribute("/", "format_version", std::int64_t{sweep_format.newest});
    file.attribute("/", "program_version", program_version());
    file.attribute("/", "program_commit", program_commit());
    file.attribute("/", "title", result.title);
    file.attribute("/", "base", result.base);
    file.attribute("/", "design", result.design);
    file.attribute("/", "seed", static_cast<std::int64_t>(result.seed));
    file.attribute("/", "years", std::int64_t{result.years});
    file.attribute("/", "map", result.map_name);
    file.attribute("/", "map_digest", result.map_digest);
    file.axis("/point", count_up(result.points));
    file.attribute("/point", "long_name", "point: a value of each factor");
    file.axis("/replicate", count_up(result.replicates));
    file.attribute("/replicate", "long_name", "replicate; of one number each child has the same luck in every point");
    file.group("/about");
    write_factors(file, result);
    write_runs(file, result);
    write_measures(file, result, plan);
    file.strings("/about/study", {result.study});
    file.attribute("/about/study", "long_name", "what the runs depend on; shards are merged only of the same");
    file.strings("/about/scenario_toml", {result.scenario_toml});
    file.attribute("/about/scenario_toml", "long_name", "effective base scenario");
    file.attribute("/", "content_digest", content_digest(result));
    return file.finish();
}

void check_is_sweep(const std::filesystem::path& path) {
    std::error_code none;
    if (!std::filesystem::is_regular_file(path, none) || std::filesystem::file_size(path, none) == 0) return;
    std::string why;
    try {
        const Hdf5Reader file(read_sealed(path, "the result of a sweep"), path.string());
        if (file.has_attribute("/", "format") && file.text_attribute("/", "format") == sweep_format.format) return;
        why = file.has_attribute("/", "format") ? "a " + file.text_attribute("/", "format") + " file" : "another file";
    } catch (const InputError&) {
        return;  // broken, or no file of this program: told and replaced as before
    }
    throw InputError(
        fmt::format("'{}' is {}, no result of a sweep: it is not replaced, not even with --force; give "
                    "another --out",
                    path.string(), why));
}

SweepResult read_sweep(const std::filesystem::path& path) {
    const Hdf5Reader file(read_sealed(path, "the result of a sweep"), path.string());
    version_of(file, path.string(), sweep_format);
    const ColumnCheck check(path.string(), "the result of a sweep");
    SweepResult result;
    result.title = file.text_attribute("/", "title");
    result.base = file.text_attribute("/", "base");
    result.design = file.text_attribute("/", "design");
    result.map_name = file.text_attribute("/", "map");
    result.map_digest = file.text_attribute("/", "map_digest");
    result.study = file.text("/about/study");
    result.scenario_toml = file.text("/about/scenario_toml");
    result.seed = static_cast<std::uint64_t>(file.number_attribute("/", "seed"));
    result.years = static_cast<int>(file.number_attribute("/", "years"));
    result.points = file.data<std::int64_t>("/point").size();
    result.replicates = file.data<std::int64_t>("/replicate").size();
    for (const std::string& name : file.strings("/about/factors"))
        result.factors.push_back(read_factor(file, name, result.points, check));
    const auto status = file.data<std::int64_t>("/status");
    result.digests = file.data<std::uint64_t>("/digest");
    check.size("/status", status.size(), result.points * result.replicates);
    check.size("/digest", result.digests.size(), status.size());
    for (const std::int64_t one : status) {
        if (one < 0 || one > static_cast<std::int64_t>(RunStatus::not_run))
            check.refuse(fmt::format("'/status' holds {}; allowed: 0 to 2", one));
        result.status.push_back(static_cast<RunStatus>(one));
    }
    if (file.has("/failure_message")) {
        const auto points = file.data<std::int64_t>("/failure_point");
        const auto replicates = file.data<std::int64_t>("/failure_replicate");
        const auto messages = file.strings("/failure_message");
        check.size("/failure_point", points.size(), messages.size());
        check.size("/failure_replicate", replicates.size(), messages.size());
        for (std::size_t i = 0; i < messages.size(); ++i)
            result.failures.push_back(
                {{static_cast<std::uint32_t>(points[i]), static_cast<std::uint32_t>(replicates[i])}, messages[i]});
    }
    for (const std::string& name : file.strings("/about/measures"))
        result.measures.push_back(read_measure(file, name, result, check));
    if (content_digest(result) != file.text_attribute("/", "content_digest"))
        check.refuse("its content is not what its digest says");
    return result;
}

}  // namespace sendscape
