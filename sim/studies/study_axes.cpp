// SPDX-License-Identifier: MIT
#include "sim/studies/study_axes.h"

#include <fmt/format.h>

namespace sendscape {

std::string study_axis_path(const Series& series, Axis axis) {
    return axis == Axis::kind ? fmt::format("/{}_kind", series.name) : fmt::format("/{}", axis_name(axis));
}

std::string unit_in_file(const std::string& unit) { return unit == "minutes" ? "minute" : unit; }

void write_month_axis(Hdf5Writer& file, const std::string& path, const std::vector<Month>& months, const char* words) {
    std::vector<std::int32_t> days;
    days.reserve(months.size());
    for (const Month month : months) days.push_back(days_since_epoch(month));
    file.axis(path, days);
    file.attribute(path, "units", "days since 1970-01-01");
    file.attribute(path, "calendar", "standard");
    file.attribute(path, "standard_name", "time");
    file.attribute(path, "long_name", words);
}

void write_study_axis(Hdf5Writer& file, const Run& run, Axis axis) {
    const Series blank;
    const std::string path = fmt::format("/{}", axis_name(axis));
    const auto codes = run.codes(blank, axis);
    if (codes.empty()) return;
    if (axis == Axis::age || axis == Axis::decile || axis == Axis::school) {
        std::vector<std::int32_t> numbers;
        numbers.reserve(codes.size());
        for (const std::string& code : codes) numbers.push_back(std::stoi(code));
        file.axis(path, numbers);
    } else {
        file.axis(path, codes);
    }
    if (axis != Axis::age && axis != Axis::decile) file.strings(path + "_name", run.words(blank, axis), {path});
    file.attribute(path, "long_name", axis == Axis::age ? "age on 31 August" : axis_name(axis));
}

void write_kind_axis(Hdf5Writer& file, const Series& series) {
    if (!series.position(Axis::kind)) return;
    const std::string path = study_axis_path(series, Axis::kind);
    file.axis(path, series.kinds);
    file.attribute(path, "long_name", fmt::format("kind of {}", series.name));
    file.strings(path + "_name", series.kind_words, {path});
}

}  // namespace sendscape
