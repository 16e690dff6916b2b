// SPDX-License-Identifier: MIT
#include "sim/studies/paired.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "sim/core/error.h"
#include "sim/core/interrupt.h"
#include "sim/output/wording.h"

namespace sendscape {
namespace {

constexpr int month_of_census = 1, month_of_return = 9;  ///< school census; school year begins
constexpr double z_of_ninety = 1.645;                    ///< 95th percentile of the normal distribution

/// Whether both maps are of the same homes, whatever else they say of them.
bool same_homes(const Map& a, const Map& b) {
    return std::equal(a.zones.begin(), a.zones.end(), b.zones.begin(), b.zones.end(),
                      [](const Zone& one, const Zone& other) { return one.x == other.x && one.y == other.y; });
}

/// Codes on every axis that both have, schools apart, which options open and close.
void check_axes(const Run& reference, const Run& option) {
    for (const Series& one : reference.series) {
        const Series* other = option.find(one.name);
        if (other == nullptr) continue;
        for (const Axis axis : one.axes) {
            if (axis == Axis::school) continue;
            if (!other->position(axis) || reference.codes(one, axis) != option.codes(*other, axis))
                throw InputError(
                    fmt::format("'{}' and '{}' cannot be paired: {} has other {} codes in one than in the other: they "
                                "are of different areas",
                                reference.title, option.title, one.name, axis_name(axis)));
        }
    }
}

/// Rows of the schools that the area's sums are made of.
std::vector<char> of_the_area(const Run& run) {
    std::vector<char> inside;
    for (const School& school : run.map->schools) inside.push_back(school.in_area ? 1 : 0);
    return inside;
}

/// Which cells of a series a slice covers.
std::vector<std::size_t> covered(const Run& run, const Series& series, const Slice& fixed) {
    std::vector<std::optional<std::size_t>> at(series.axes.size());
    for (const auto& choice : fixed)
        if (const auto axis = series.position(choice.first)) at[*axis] = choice.second;
    if (!series.axes.empty() && fixed.size() == series.axes.size() &&
        std::all_of(at.begin(), at.end(), [](const auto& one) { return one.has_value(); })) {
        std::size_t cell = 0;
        for (std::size_t i = 0; i < at.size(); ++i) cell = cell * series.extents[i] + *at[i];
        return {cell};
    }
    const std::vector<char> inside = series.position(Axis::school) ? of_the_area(run) : std::vector<char>{};
    std::vector<std::size_t> cells;
    std::vector<std::size_t> index(series.axes.size(), 0);
    for (std::size_t cell = 0; cell < series.cells(); ++cell) {
        bool in = true;
        for (std::size_t i = 0; i < index.size() && in; ++i) {
            in = !at[i] || *at[i] == index[i];
            if (in && series.axes[i] == Axis::school) in = inside[index[i]] != 0;
        }
        if (in) cells.push_back(cell);
        for (std::size_t i = index.size(); i-- > 0;) {
            if (++index[i] < series.extents[i]) break;
            index[i] = 0;
        }
    }
    return cells;
}

/// Sum of the cells, or their mean, as `summed` says; over twelve months for monthly flows.
double told(const Series& series, std::size_t replicate, std::size_t time, const std::vector<std::size_t>& cells,
            bool summed) {
    const std::size_t months = series.flow && series.monthly ? months_a_year : 1;
    double sum = 0;
    std::size_t known = 0;
    for (std::size_t back = 0; back < months; ++back) {
        const auto values = series.at(replicate, time - back);
        for (const std::size_t cell : cells)
            if (!std::isnan(values[cell])) sum += values[cell], ++known;
    }
    if (known == 0) return not_recorded;
    return summed ? sum : sum / static_cast<double>(known);
}

bool has_value(const Run& run, const Series& series, Month month) {
    return !series.flow || month - run.start >= months_a_year;
}

bool ever_used(const Series& series, const std::vector<std::size_t>& cells) {
    for (std::size_t r = 0; r < series.replicates; ++r)
        for (std::size_t time = 0; time < series.times; ++time) {
            const auto values = series.at(r, time);
            for (const std::size_t cell : cells)
                if (values[cell] != 0 && !std::isnan(values[cell])) return true;
        }
    return false;
}

}  // namespace

PairedRuns pair_runs(const Run& reference, const Run& option) {
    PairedRuns pair{&reference, &option, std::min<std::size_t>(reference.replicates, option.replicates), true, {}, {}};
    pair.first = std::max(reference.start, option.start);
    pair.last = std::min(reference.last(), option.last());
    if (pair.last <= pair.first)
        throw InputError(fmt::format("'{}' ({} to {}) and '{}' ({} to {}) have no month in common", reference.title,
                                     to_text(reference.start), to_text(reference.last()), option.title,
                                     to_text(option.start), to_text(option.last())));
    if (!same_homes(*reference.map, *option.map))
        throw InputError(
            fmt::format("'{}' cannot be paired with '{}': this run is of another map, on which other children "
                        "live (digests {:.12} and {:.12})",
                        option.title, reference.title, option.map_digest, reference.map_digest));
    check_axes(reference, option);
    pair.same_luck =
        reference.seed == option.seed && reference.start == option.start && reference.map_digest == option.map_digest;
    return pair;
}

std::vector<std::string> pairing_warnings(const PairedRuns& pair, std::string option) {
    const Run &a = *pair.reference, &b = *pair.option;
    if (option.empty()) option = fmt::format("'{}'", b.title);
    std::vector<std::string> warnings;
    if (a.seed != b.seed)
        warnings.push_back(
            fmt::format("{} has seed {}, the reference {}: the children have other luck, and differences "
                        "hold it too.",
                        option, b.seed, a.seed));
    if (a.map_digest != b.map_digest)
        warnings.push_back(
            fmt::format("{} ran on another map than the reference (digests {:.12} and {:.12}): what the "
                        "maps differ in is part of every difference.",
                        option, b.map_digest, a.map_digest));
    if (a.start != b.start || a.last() != b.last())
        warnings.push_back(fmt::format("{} covers {} to {}, the reference {} to {}: only {} to {} is compared.", option,
                                       to_text(b.start), to_text(b.last()), to_text(a.start), to_text(a.last()),
                                       to_text(pair.first), to_text(pair.last)));
    if (a.replicates != b.replicates)
        warnings.push_back(fmt::format("{} has {} replicates, the reference {}: the first {} are paired.", option,
                                       b.replicates, a.replicates, pair.replicates));
    return warnings;
}

bool PairedDifference::excludes_zero() const { return pairs >= least_pairs && (p05 > 0 || p95 < 0); }

bool PairedDifference::is_clear(double least) const {
    if (!(std::abs(difference) >= least)) return false;
    return pairs >= least_pairs ? excludes_zero() : p05 > 0 || p95 < 0;  // of few pairs the least and the greatest
}

PairedDifference paired_difference(const std::vector<double>& reference, const std::vector<double>& option) {
    PairedDifference told;
    std::vector<double> differences;
    for (std::size_t r = 0; r < std::min(reference.size(), option.size()); ++r) {
        if (std::isnan(reference[r]) || std::isnan(option[r])) continue;
        told.reference += reference[r];
        told.value += option[r];
        differences.push_back(option[r] - reference[r]);
        if (differences.back() < 0) told.share_below_zero += 1;
    }
    told.pairs = differences.size();
    const auto pairs = static_cast<double>(told.pairs);
    told.reference = told.pairs > 0 ? told.reference / pairs : not_recorded;
    told.value = told.pairs > 0 ? told.value / pairs : not_recorded;
    told.share_below_zero = told.pairs > 0 ? told.share_below_zero / pairs : not_recorded;
    const Range range = range_of(std::move(differences));
    told.difference = range.mean;
    told.p05 = range.p05;
    told.p50 = range.p50;
    told.p95 = range.p95;
    return told;
}

bool can_be_summed(const Series& series) {
    static constexpr std::array<std::string_view, 7> means{
        "share", "index", "weeks", "minutes", "ratio", "class", "standard deviations"};
    return std::find(means.begin(), means.end(), series.unit) == means.end();
}

std::vector<std::vector<double>> census_values(const Run& run, const PairedCell& cell,
                                               const std::vector<Month>& months) {
    const Series& series = run.get(cell.measure);
    const std::vector<std::size_t> cells = covered(run, series, cell.fixed);
    const bool summed = can_be_summed(series);
    std::vector<std::vector<double>> values;
    for (const Month month : months) {
        values.emplace_back(series.replicates, not_recorded);
        const auto at = run.time(series, month);
        if (!at || !has_value(run, series, month)) continue;
        for (std::size_t r = 0; r < series.replicates; ++r) values.back()[r] = told(series, r, *at, cells, summed);
    }
    return values;
}

std::vector<double> census_values(const Run& run, const PairedCell& cell, Month month) {
    return census_values(run, cell, std::vector<Month>{month}).front();
}

PairedDifference paired_difference(const PairedRuns& pair, const PairedCell& cell, Month month) {
    return paired_difference(census_values(*pair.reference, cell, month), census_values(*pair.option, cell, month));
}

std::vector<Month> censuses(const PairedRuns& pair) {
    std::vector<Month> months;
    for (Month month = pair.first; month <= pair.last; ++month)
        if (month.month_of_year() == month_of_census || month.month_of_year() == month_of_return)
            months.push_back(month);
    return months;
}

std::vector<Month> censuses(const PairedRuns& pair, const Series& series) {
    std::vector<Month> months;
    for (const Month month : censuses(pair))
        if ((series.monthly || month.month_of_year() == month_of_census) && has_value(*pair.reference, series, month) &&
            has_value(*pair.option, series, month))
            months.push_back(month);
    return months;
}

std::vector<Month> septembers(const PairedRuns& pair) {
    std::vector<Month> months = censuses(pair);
    std::erase_if(months, [](Month month) { return month.month_of_year() != month_of_return; });
    return months;
}

std::vector<PairedCell> cells_of(const PairedRuns& pair, const Series& series, bool all) {
    const Series* const other = pair.option->find(series.name);
    if (other == nullptr || series.cells() == 0) return {};
    std::vector<PairedCell> cells;
    const auto add = [&](Slice fixed) {
        stop_if_asked();
        if (ever_used(series, covered(*pair.reference, series, fixed)) ||
            ever_used(*other, covered(*pair.option, *other, fixed)))
            cells.push_back({series.name, std::move(fixed)});
    };
    if (series.position(Axis::school)) {
        add({});
        return cells;
    }
    Slice only;  // positions there is no choice of: the one authority
    for (std::size_t i = 0; i < series.axes.size(); ++i)
        if (series.extents[i] == 1) only.emplace_back(series.axes[i], 0);
    add(only);
    for (std::size_t i = 0; i < series.axes.size(); ++i)
        for (std::size_t at = 0; series.extents[i] > 1 && at < series.extents[i]; ++at) {
            Slice fixed = only;
            fixed.emplace_back(series.axes[i], at);
            add(std::move(fixed));
        }
    if (!all || series.axes.size() < only.size() + 2) return cells;
    for (std::size_t cell = 0; cell < series.cells(); ++cell) {
        Slice fixed(series.axes.size());
        std::size_t rest = cell;
        for (std::size_t i = series.axes.size(); i-- > 0;) {
            fixed[i] = {series.axes[i], rest % series.extents[i]};
            rest /= series.extents[i];
        }
        add(std::move(fixed));
    }
    return cells;
}

std::string cell_words(const Run& run, const PairedCell& cell) {
    const Series& series = run.get(cell.measure);
    std::string words;
    for (const auto& [axis, at] : cell.fixed) {
        if (series.extents[*series.position(axis)] == 1) continue;
        const std::string word = run.words(series, axis)[at];
        words += (words.empty() ? "" : ", ") + (axis == Axis::age      ? "age " + word
                                                : axis == Axis::decile ? "deprivation decile " + word
                                                : axis == Axis::preference
                                                    ? (word == "none" ? "no preference" : "preference " + word)
                                                    : word);
    }
    return words;
}

double width_of_mean(const std::vector<double>& differences) {
    std::vector<double> known;
    for (const double value : differences)
        if (!std::isnan(value)) known.push_back(value);
    if (known.size() < 2) return std::numeric_limits<double>::infinity();
    const auto count = static_cast<double>(known.size());
    double mean = 0, squares = 0;
    for (const double value : known) mean += value / count;
    for (const double value : known) squares += (value - mean) * (value - mean);
    return 2 * z_of_ninety * std::sqrt(squares / (count - 1) / count);
}

}  // namespace sendscape
