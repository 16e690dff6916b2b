// SPDX-License-Identifier: MIT
#include "sim/output/recorded_values.h"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <stdexcept>

#include "sim/output/shares.h"

namespace sendscape {
namespace {

/// Not the same number to the last bit: two values that are no number may be, and 0 and -0 are not.
bool differ(double one, double other) {
    return std::bit_cast<std::uint64_t>(one) != std::bit_cast<std::uint64_t>(other);
}

/// Stands for not_recorded among whole numbers of 16 bits.
constexpr std::int16_t none = std::numeric_limits<std::int16_t>::min();

bool fits_small(double value) {
    if (!differ(value, not_recorded)) return true;
    return value > none && value <= std::numeric_limits<std::int16_t>::max() &&
           !differ(static_cast<double>(static_cast<std::int16_t>(value)), value);
}

bool fits_single(double value) { return !differ(static_cast<double>(static_cast<float>(value)), value); }

}  // namespace

std::size_t RecordedValues::kept(Width width) const {
    return width == Width::small ? small_.size() : width == Width::single ? single_.size() : wide_.size();
}

void RecordedValues::keep(Width width, double value) {
    if (width == Width::small)
        small_.push_back(differ(value, not_recorded) ? static_cast<std::int16_t>(value) : none);
    else if (width == Width::single)
        single_.push_back(static_cast<float>(value));
    else
        wide_.push_back(value);
}

double RecordedValues::value(Width width, std::size_t at) const {
    if (width == Width::small) return small_[at] == none ? not_recorded : static_cast<double>(small_[at]);
    return width == Width::single ? static_cast<double>(single_[at]) : wide_[at];
}

void RecordedValues::add(std::span<const double> values) {
    if (values.size() != cells()) throw std::logic_error("a moment of a measure has all of its cells");
    std::size_t changed = 0;
    bool all_small = true, all_single = true;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!differ(values[i], last_[i])) continue;
        ++changed;
        all_small = all_small && fits_small(values[i]);
        all_single = all_single && fits_single(values[i]);
    }
    const auto width_of = [](bool small, bool single) {
        return small ? Width::small : single ? Width::single : Width::wide;
    };
    constexpr std::array bytes{sizeof(std::int16_t), sizeof(float), sizeof(double)};
    const auto bytes_of = [&](Width width) { return bytes[static_cast<std::size_t>(width)]; };
    Moment moment;
    moment.width = width_of(all_small, all_single);
    // All cells, where that takes no more room: those that did not change may be wider.
    const std::size_t of_changed = changed * (bytes_of(moment.width) + sizeof(std::uint32_t));
    if (of_changed >= cells() * bytes_of(moment.width)) {
        const Width width = width_of(std::all_of(values.begin(), values.end(), fits_small),
                                     std::all_of(values.begin(), values.end(), fits_single));
        moment.whole = of_changed >= cells() * bytes_of(width);
        if (moment.whole) moment.width = width;
    }
    moment.values = static_cast<std::uint32_t>(moment.whole ? cells() : changed);
    moment.first_cell = cell_.size();
    moment.first_value = kept(moment.width);
    for (std::size_t i = 0; i < values.size() && moment.values > 0; ++i) {
        if (!moment.whole && !differ(values[i], last_[i])) continue;
        if (!moment.whole) cell_.push_back(static_cast<std::uint32_t>(i));
        keep(moment.width, values[i]);
    }
    std::copy(values.begin(), values.end(), last_.begin());
    moments_.push_back(moment);
}

void RecordedValues::unpack(const Moment& moment, std::span<double> row) const {
    for (std::size_t i = 0; i < moment.values; ++i)
        row[moment.whole ? i : cell_[moment.first_cell + i]] = value(moment.width, moment.first_value + i);
}

void RecordedValues::shorten(std::size_t moments) {
    if (moments >= moments_.size()) return;
    cell_.resize(moments_[moments].first_cell);
    // The lists end where the first moments of each width cut off begin.
    std::array<std::size_t, 3> ends{small_.size(), single_.size(), wide_.size()};
    for (std::size_t i = moments_.size(); i-- > moments;)
        ends[static_cast<std::size_t>(moments_[i].width)] = moments_[i].first_value;
    small_.resize(ends[0]);
    single_.resize(ends[1]);
    wide_.resize(ends[2]);
    moments_.resize(moments);
    std::fill(last_.begin(), last_.end(), 0.0);
    for (const Moment& moment : moments_) unpack(moment, last_);
}

RecordedValues RecordedValues::with_cells(std::size_t cells, double value) const {
    RecordedValues other(cells);
    std::vector<double> row(cells, value);
    for_each_moment([&](std::span<const double> values) {
        std::copy_n(values.begin(), std::min(cells, values.size()), row.begin());
        other.add(row);
    });
    return other;
}

std::vector<double> RecordedValues::all() const {
    std::vector<double> values;
    values.reserve(cells() * moments());
    for_each_moment([&](std::span<const double> row) { values.insert(values.end(), row.begin(), row.end()); });
    return values;
}

}  // namespace sendscape
