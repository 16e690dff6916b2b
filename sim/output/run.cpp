// SPDX-License-Identifier: MIT
#include "sim/output/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/core/error.h"
#include "sim/core/interrupt.h"
#include "sim/output/sorted_range.h"

namespace sendscape {
namespace {

template <std::size_t N>
std::vector<std::string> text_of(const std::array<Label, N>& labels, std::size_t count, bool words) {
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < count; ++i) texts.emplace_back(words ? labels[i].words : labels[i].code);
    return texts;
}

std::vector<std::string> numbers(int first, int last) {
    std::vector<std::string> texts;
    for (int i = first; i <= last; ++i) texts.push_back(fmt::format("{}", i));
    return texts;
}

std::vector<std::string> positions(const Run& run, const Series& series, Axis axis, bool words) {
    std::vector<std::string> texts;
    switch (axis) {
        case Axis::authority:
            for (const std::size_t row : run.authorities())
                texts.push_back(words ? run.map->authorities[row].name : run.map->authorities[row].code);
            return texts;
        case Axis::area:
            for (const Area& area : run.map->areas) texts.push_back(words ? area.name : area.code);
            return texts;
        case Axis::phase:
            return text_of(phase_labels, phase_count, words);
        case Axis::age:
            return numbers(2, 25);
        case Axis::need:
            return text_of(need_labels, need_count, words);
        case Axis::setting:
            return text_of(setting_labels, setting_count, words);
        case Axis::kind:
            return words ? series.kind_words : series.kinds;
        case Axis::service:
            return text_of(service_labels, service_count, words);
        case Axis::heading:
            return text_of(heading_labels, heading_count, words);
        case Axis::preference:
            texts = numbers(1, 6);
            texts.insert(texts.begin(), "none");
            return texts;
        case Axis::decile:
            return numbers(1, 10);
        case Axis::school:
            for (const School& school : run.map->schools)
                texts.push_back(words ? school.name : fmt::format("{}", school.urn));
            return texts;
    }
    return texts;
}

// The slice's sum over the cells of one moment, in their order; not a number only when every cell it covers is none.
double sum_of(const Series& series, std::span<const double> cells, const Slice& slice) {
    if (series.axes.empty()) return cells[0];
    std::vector<std::optional<std::size_t>> fixed(series.axes.size());
    for (const auto& choice : slice)
        if (const auto at = series.position(choice.first)) fixed[*at] = choice.second;
    // From the last axis on: how far apart the positions of each are.
    std::vector<std::size_t> apart(series.axes.size(), 1);
    for (std::size_t i = apart.size() - 1; i-- > 0;) apart[i] = apart[i + 1] * series.extents[i + 1];
    double sum = 0;
    bool any = false;
    const auto add = [&](const auto& within, std::size_t axis, std::size_t from) -> void {
        if (axis == apart.size()) {
            if (!std::isnan(cells[from])) sum += cells[from], any = true;
            return;
        }
        const std::size_t first = fixed[axis].value_or(0);
        const std::size_t end = std::min(fixed[axis] ? first + 1 : series.extents[axis], series.extents[axis]);
        for (std::size_t at = first; at < end; ++at) within(within, axis + 1, from + at * apart[axis]);
    };
    add(add, 0, 0);
    return any ? sum : not_recorded;
}

}  // namespace

Range range_of(std::vector<double> values) {
    values.erase(std::remove_if(values.begin(), values.end(), [](double v) { return std::isnan(v); }), values.end());
    return sorted_range(values);
}

Range sorted_range(std::span<double> values) {
    Range range;
    if (values.empty()) return {not_recorded, not_recorded, not_recorded, not_recorded, true};
    double sum = 0;
    for (const double value : values) sum += value;
    std::sort(values.begin(), values.end());
    const auto percentile = [&](double share) {
        // Below the i-th of n draws lies i / (n + 1) of what they are drawn from, on average (Weibull).
        const double last = static_cast<double>(values.size() - 1);
        const double place = std::clamp(share * static_cast<double>(values.size() + 1) - 1, 0.0, last);
        const auto below = static_cast<std::size_t>(place);
        const std::size_t above = std::min(below + 1, values.size() - 1);
        return values[below] + (values[above] - values[below]) * (place - static_cast<double>(below));
    };
    range.mean = sum / static_cast<double>(values.size());
    range.p05 = percentile(0.05);
    range.p50 = percentile(0.50);
    range.p95 = percentile(0.95);
    range.single = values.size() == 1;
    return range;
}

double share_within_range(std::size_t replicates) {
    constexpr double nominal = 0.9;
    const auto n = static_cast<double>(replicates);
    return replicates == 0 ? 0.0 : std::min(nominal, (n - 1) / (n + 1));
}

std::size_t Series::cells() const {
    std::size_t product = 1;
    for (const std::size_t extent : extents) product *= extent;
    return product;
}

std::span<const double> Series::at(std::size_t replicate, std::size_t time) const {
    const std::size_t size = cells();
    return std::span<const double>(values).subspan((replicate * times + time) * size, size);
}

std::optional<std::size_t> Series::position(Axis axis) const {
    for (std::size_t i = 0; i < axes.size(); ++i)
        if (axes[i] == axis) return i;
    return std::nullopt;
}

std::vector<Month> Run::januaries() const {
    std::vector<Month> found;
    for (std::size_t i = 0; i < month_count; ++i)
        if (month(i).month_of_year() == 1) found.push_back(month(i));
    return found;
}

std::vector<std::size_t> Run::authorities() const {
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < map->authorities.size(); ++i)
        if (map->authorities[i].in_area) rows.push_back(i);
    return rows;
}

const RecordedParameter* Run::parameter(std::string_view key) const {
    const auto found = std::find_if(parameters.begin(), parameters.end(),
                                    [&](const RecordedParameter& one) { return one.key == key; });
    return found == parameters.end() ? nullptr : &*found;
}

const Series* Run::find(std::string_view measure) const {
    for (const Series& one : series)
        if (one.name == measure) return &one;
    return nullptr;
}

const Series& Run::get(std::string_view measure) const {
    if (const Series* found = find(measure)) return *found;
    throw InputError(fmt::format("the run file has no measure '{}': it was written by another version", measure));
}

std::vector<std::string> Run::codes(const Series& one, Axis axis) const { return positions(*this, one, axis, false); }
std::vector<std::string> Run::words(const Series& one, Axis axis) const { return positions(*this, one, axis, true); }

std::optional<std::size_t> Run::time(const Series& one, Month when) const {
    if (when < start || when > last()) return std::nullopt;
    if (one.monthly) return month_index(when);
    if (when.month_of_year() != 1) return std::nullopt;
    const auto all = januaries();
    return static_cast<std::size_t>(std::find(all.begin(), all.end(), when) - all.begin());
}

std::vector<double> Run::across(const Series& one, Month when, const Slice& slice) const {
    stop_if_asked();  // summaries and reports of large maps ask for much
    const auto at = time(one, when);
    std::vector<double> values;
    for (std::size_t r = 0; r < one.replicates; ++r)
        values.push_back(at ? sum_of(one, one.at(r, *at), slice) : not_recorded);
    return values;
}

std::vector<double> Run::across_year(const Series& one, Month january, const Slice& slice) const {
    if (!one.flow || !one.monthly) return across(one, january, slice);
    std::vector<double> sums(one.replicates, january - start < 12 ? not_recorded : 0.0);
    if (january - start < 12) return sums;
    for (int back = 11; back >= 0; --back) {
        const auto month_values = across(one, january - back, slice);
        for (std::size_t r = 0; r < sums.size(); ++r) sums[r] += month_values[r];
    }
    return sums;
}

Range Run::range(std::string_view measure, Month when, const Slice& slice) const {
    return range_of(across(get(measure), when, slice));
}

Range Run::range_year(std::string_view measure, Month january, const Slice& slice) const {
    return range_of(across_year(get(measure), january, slice));
}

std::vector<double> Run::means(const Series& one, Month when) const {
    std::vector<double> sums(one.cells(), not_recorded);
    const auto at = time(one, when);
    if (!at) return sums;
    std::vector<int> counts(sums.size(), 0);
    for (std::size_t r = 0; r < one.replicates; ++r) {
        const auto cells = one.at(r, *at);
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (std::isnan(cells[i])) continue;
            sums[i] = counts[i] == 0 ? cells[i] : sums[i] + cells[i];
            ++counts[i];
        }
    }
    for (std::size_t i = 0; i < sums.size(); ++i)
        if (counts[i] > 1) sums[i] /= counts[i];
    return sums;
}

}  // namespace sendscape
