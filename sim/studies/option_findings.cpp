// SPDX-License-Identifier: MIT
#include "sim/studies/option_findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "sim/core/did_you_mean.h"
#include "sim/core/error.h"
#include "sim/core/interrupt.h"

namespace sendscape {
namespace {

// Least spreads that a difference is told in, so that what luck hardly moves is not told in spreads of nearly nothing:
// half a per cent of the value, and by unit a child, £10,000, a fifth of a per cent, a twentieth of the rest
// (assumptions).
constexpr double least_part = 0.005, least_count = 1, least_pounds = 10'000, least_share = 0.002, least_other = 0.05;

double mean_of(const std::vector<double>& values) { return range_of(values).mean; }

double least_spread(const Series& series, double value) {
    const double by_unit = series.unit == "pounds"                            ? least_pounds
                           : series.unit == "share" || series.unit == "index" ? least_share
                           : can_be_summed(series)                            ? least_count
                                                                              : least_other;
    return std::max(by_unit, least_part * std::abs(value));
}

double standard_deviation(const std::vector<double>& values) {
    const double mean = mean_of(values);
    double squares = 0, known = 0;
    for (const double value : values)
        if (!std::isnan(value)) squares += (value - mean) * (value - mean), known += 1;
    return known > 1 ? std::sqrt(squares / (known - 1)) : 0;
}

/// The census in which a cell moves most; with `only_moved` of those in which the interval excludes 0.
std::optional<Moved> most_moved(const PairedRuns& pair, const PairedCell& cell, bool only_moved) {
    const Series& series = pair.reference->get(cell.measure);
    const std::vector<Month> months = censuses(pair, series);
    const ByCensus reference = census_values(*pair.reference, cell, months);
    const ByCensus option = census_values(*pair.option, cell, months);
    std::optional<Moved> most;
    for (std::size_t i = 0; i < months.size(); ++i) {
        Moved one{cell, months[i], paired_difference(reference[i], option[i]), 0, 0};
        if (one.difference.pairs == 0 || (only_moved && !one.difference.excludes_zero())) continue;
        one.spread = std::max(standard_deviation(reference[i]), least_spread(series, one.difference.reference));
        one.size = one.difference.difference / one.spread;
        if (!most || std::abs(one.size) > std::abs(most->size)) most = one;
    }
    return most;
}

void sort_by_size(std::vector<Moved>& found) {
    std::stable_sort(found.begin(), found.end(),
                     [](const Moved& a, const Moved& b) { return std::abs(a.size) > std::abs(b.size); });
}

Month month_at(const std::vector<double>& indices, double share) {
    // A month that was one of those passed in: no half months.
    const auto place = static_cast<std::size_t>(share * static_cast<double>(indices.size() - 1) + 0.5);
    return Month(static_cast<std::int32_t>(indices[place]));
}

}  // namespace

std::optional<Crossing> crossing_of(const ByCensus& first, const ByCensus& second, double least) {
    const std::size_t count = std::min(first.size(), second.size());
    std::vector<double> gaps;  // first less second
    for (std::size_t i = 0; i < count; ++i) gaps.push_back(paired_difference(second[i], first[i]).difference);
    if (gaps.empty() || std::isnan(gaps.back()) || std::abs(gaps.back()) < least) return std::nullopt;
    Crossing crossing;
    crossing.first_is_lower = gaps.back() < 0;
    const double sign = crossing.first_is_lower ? -1 : 1;
    // The last census before which the order was the other one, and from then on the first of this order.
    std::size_t other = count;
    for (std::size_t i = 0; i < count; ++i)
        if (gaps[i] * sign <= -least) other = i;
    if (other == count) return std::nullopt;
    crossing.at = other + 1;
    while (gaps[crossing.at] * sign < least) ++crossing.at;
    const std::size_t pairs = std::min(first.back().size(), second.back().size());
    for (std::size_t r = 0; r < pairs; ++r) {
        bool lower = true;
        for (std::size_t i = crossing.at; i < count; ++i) lower = lower && (first[i][r] - second[i][r]) * sign > 0;
        crossing.runs += lower ? 1 : 0;
    }
    crossing.of = pairs;
    return crossing;
}

void check_measure(const std::string& measure, const std::string& said) {
    const MeasureRow* const row = find_measure(measure);
    if (row == nullptr)
        throw InputError(fmt::format("{}: unknown measure '{}'{} 'sendscape describe measures' lists all", said,
                                     measure, did_you_mean(measure, measure_names(), ".")));
    if (row->has(Axis::school))
        throw InputError(
            fmt::format("{}: {} is a measure of single schools; one of the whole area is needed", said, measure));
}

Threshold parse_threshold(const std::string& text, const std::string& option) {
    const std::string said = fmt::format("{} {}", option, text);
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos)
        throw InputError(
            fmt::format("{}: '{}' has no '=' and no number behind it: write {} MEASURE=NUMBER in one word, such as "
                        "{} specialist_shortfall=200 (a number that stands apart is read as something else)",
                        said, text, option, option));
    const auto trimmed = [&](std::size_t from, std::size_t end) {
        while (from < end && text[from] == ' ') ++from;
        while (end > from && text[end - 1] == ' ') --end;
        return text.substr(from, end - from);
    };
    Threshold threshold{trimmed(0, equals), 0};
    check_measure(threshold.measure, said);
    const std::string number = trimmed(equals + 1, text.size());
    const char* const end = number.data() + number.size();
    const auto [read, error] = std::from_chars(number.data(), end, threshold.value);
    if (error != std::errc{} || read != end || !std::isfinite(threshold.value))
        throw InputError(fmt::format("{}: '{}' is not a number: give it in {} without commas or signs of units", said,
                                     number, find_measure(threshold.measure)->unit));
    return threshold;
}

Passing passing_of(const ByCensus& values, const std::vector<Month>& months, double value) {
    Passing passing;
    if (values.empty()) return passing;
    passing.of = values.front().size();
    passing.rises = mean_of(values.front()) < value;
    std::vector<double> first;
    for (std::size_t r = 0; r < passing.of; ++r)
        for (std::size_t i = 0; i < values.size(); ++i) {
            const double now = values[i][r];
            if (std::isnan(now) || (passing.rises ? now < value : now > value)) continue;
            first.push_back(months[i].index);
            break;
        }
    passing.runs = first.size();
    if (first.empty()) return passing;
    std::sort(first.begin(), first.end());
    passing.p05 = month_at(first, 0.05);
    passing.p50 = month_at(first, 0.5);
    passing.p95 = month_at(first, 0.95);
    return passing;
}

Passing passing_of(const Run& run, const Threshold& threshold) {
    const Series& series = run.get(threshold.measure);
    std::vector<Month> months;
    for (std::size_t i = 0; i < run.month_count; ++i) {
        const Month month = run.month(i);
        if (run.time(series, month) && (!series.flow || month - run.start >= months_a_year)) months.push_back(month);
    }
    return passing_of(census_values(run, {threshold.measure, {}}, months), months, threshold.value);
}

std::vector<Moved> moved(const PairedRuns& pair) {
    std::vector<Moved> found;
    for (const Series& series : pair.reference->series) {
        stop_if_asked();
        for (const PairedCell& cell : cells_of(pair, series, false))
            if (auto one = most_moved(pair, cell, true)) found.push_back(std::move(*one));
    }
    sort_by_size(found);
    return found;
}

std::vector<Moved> all_of(const PairedRuns& pair, const std::string& measure) {
    std::vector<Moved> found;
    for (const PairedCell& cell : cells_of(pair, pair.reference->get(measure), false))
        if (auto one = most_moved(pair, cell, false)) found.push_back(std::move(*one));
    sort_by_size(found);
    return found;
}

}  // namespace sendscape
