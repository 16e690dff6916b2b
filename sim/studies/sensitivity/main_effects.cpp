// SPDX-License-Identifier: MIT
#include "sim/studies/sensitivity/main_effects.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "sim/output/shares.h"
#include "sim/studies/paired.h"

namespace sendscape {
namespace {

/// All cells of a measure in one month together: their sum, or their mean where they cannot be summed.
double together(const MeasureColumn& measure, std::size_t run, std::size_t month) {
    const std::size_t cells = measure.shape.cells();
    const double* first = &measure.values[(run * measure.months.size() + month) * cells];
    double sum = 0, known = 0;
    for (std::size_t i = 0; i < cells; ++i)
        if (!std::isnan(first[i])) sum += first[i], known += 1;
    if (known == 0) return not_recorded;
    return can_be_summed(measure.shape) ? sum : sum / known;
}

double mean_of(const std::vector<double>& values) {
    double sum = 0, known = 0;
    for (const double value : values)
        if (!std::isnan(value)) sum += value, known += 1;
    return share_of(sum, known);
}

/// The part each point lies in, and what the parts are called; points without a value or an outcome: none.
struct Parts {
    static constexpr std::size_t none = static_cast<std::size_t>(-1);
    std::vector<std::size_t> of_point;
    std::vector<std::string> words;
};

Parts parts_of(const FactorColumn& factor, const std::vector<double>& outcomes) {
    Parts parts;
    parts.of_point.assign(outcomes.size(), Parts::none);
    std::vector<std::size_t> known;
    for (std::size_t p = 0; p < outcomes.size(); ++p)
        if (!std::isnan(outcomes[p]) && !std::isnan(factor.numbers[p])) known.push_back(p);
    std::vector<double> distinct;
    for (const std::size_t p : known) distinct.push_back(factor.numbers[p]);
    std::sort(distinct.begin(), distinct.end());
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    if (distinct.size() <= most_parts || !factor.levels.empty()) {
        for (const double number : distinct) {
            const bool level = !factor.in_numbers || factor.switched;
            parts.words.push_back(factor.switched ? (number != 0 ? "on" : "off")
                                  : level         ? factor.levels[static_cast<std::size_t>(number)]
                                                  : fmt::format("{:.4g}", number));
        }
        for (const std::size_t p : known)
            parts.of_point[p] = static_cast<std::size_t>(
                std::lower_bound(distinct.begin(), distinct.end(), factor.numbers[p]) - distinct.begin());
        return parts;
    }
    std::stable_sort(known.begin(), known.end(),
                     [&](std::size_t a, std::size_t b) { return factor.numbers[a] < factor.numbers[b]; });
    const std::size_t count = std::clamp<std::size_t>(known.size() / points_a_part, 1, most_parts);
    for (std::size_t part = 0; part < count; ++part) {
        const std::size_t first = known.size() * part / count, end = known.size() * (part + 1) / count;
        for (std::size_t i = first; i < end; ++i) parts.of_point[known[i]] = part;
        parts.words.push_back(
            fmt::format("{:.3g} to {:.3g}", factor.numbers[known[first]], factor.numbers[known[end - 1]]));
    }
    return parts;
}

/// Whether each point lies in the upper half of a factor: 1, 0, or -1 where it is not known.
std::vector<int> halves_of(const SweepResult& result, std::size_t f, const SweepOutcome& outcome) {
    const FactorColumn& factor = result.factors[f];
    std::vector<double> order = factor.numbers;
    if (!factor.in_numbers) {
        const Parts parts = parts_of(factor, outcome.values);
        std::vector<std::vector<double>> by_part(parts.words.size());
        for (std::size_t p = 0; p < order.size(); ++p)
            if (parts.of_point[p] != Parts::none) by_part[parts.of_point[p]].push_back(outcome.values[p]);
        for (std::size_t p = 0; p < order.size(); ++p)
            order[p] = parts.of_point[p] == Parts::none ? not_recorded : mean_of(by_part[parts.of_point[p]]);
    }
    std::vector<double> known;
    for (const double one : order)
        if (!std::isnan(one)) known.push_back(one);
    std::vector<int> halves(order.size(), -1);
    if (known.empty()) return halves;
    std::sort(known.begin(), known.end());
    double middle = known[known.size() / 2];
    // Of a few levels the middle one may be the least: then all above it are the upper half.
    if (middle == known.front()) middle = *std::upper_bound(known.begin(), known.end() - 1, middle);
    for (std::size_t p = 0; p < order.size(); ++p)
        if (!std::isnan(order[p])) halves[p] = order[p] >= middle ? 1 : 0;
    return halves;
}

}  // namespace

std::vector<SweepOutcome> outcomes_of(const SweepResult& result) {
    std::vector<SweepOutcome> outcomes;
    for (const MeasureColumn& measure : result.measures) {
        if (measure.months.empty()) continue;
        SweepOutcome outcome{measure.shape.name, measure.shape.unit, measure.shape.meaning, measure.months.back(), {}};
        for (std::size_t point = 0; point < result.points; ++point) {
            std::vector<double> values;
            for (std::size_t r = 0; r < result.replicates; ++r)
                if (result.status[result.run(point, r)] == RunStatus::done)
                    values.push_back(together(measure, result.run(point, r), measure.months.size() - 1));
            outcome.values.push_back(mean_of(values));
        }
        outcomes.push_back(std::move(outcome));
    }
    return outcomes;
}

std::vector<std::vector<double>> course_of(const SweepResult& result, const MeasureColumn& measure) {
    std::vector<std::vector<double>> course(measure.months.size());
    for (std::size_t run = 0; run < result.status.size(); ++run)
        if (result.status[run] == RunStatus::done)
            for (std::size_t month = 0; month < course.size(); ++month)
                course[month].push_back(together(measure, run, month));
    return course;
}

std::vector<std::vector<double>> shares_of(const SweepResult& result) {
    std::vector<std::vector<double>> shares(result.points, std::vector<double>(result.factors.size()));
    for (std::size_t f = 0; f < result.factors.size(); ++f) {
        const std::vector<double>& numbers = result.factors[f].numbers;
        double least = std::numeric_limits<double>::infinity(), most = -least;
        for (const double number : numbers)
            if (!std::isnan(number)) least = std::min(least, number), most = std::max(most, number);
        for (std::size_t p = 0; p < result.points; ++p)
            shares[p][f] = most > least ? (numbers[p] - least) / (most - least) : 0 * numbers[p];
    }
    return shares;
}

MainEffect main_effect(const SweepResult& result, std::size_t factor, const SweepOutcome& outcome) {
    const Parts parts = parts_of(result.factors[factor], outcome.values);
    MainEffect effect;
    std::vector<std::vector<double>> by_part(parts.words.size());
    std::vector<double> all;
    for (std::size_t p = 0; p < outcome.values.size(); ++p)
        if (parts.of_point[p] != Parts::none) {
            by_part[parts.of_point[p]].push_back(outcome.values[p]);
            all.push_back(outcome.values[p]);
        }
    const double mean = mean_of(all);
    double between = 0, whole = 0;
    for (const double value : all) whole += (value - mean) * (value - mean);
    for (std::size_t part = 0; part < by_part.size(); ++part) {
        const double own = mean_of(by_part[part]);
        between += static_cast<double>(by_part[part].size()) * (own - mean) * (own - mean);
        effect.parts.push_back({parts.words[part], own, by_part[part].size()});
        if (own < effect.parts[effect.least].mean) effect.least = part;
        if (own > effect.parts[effect.most].mean) effect.most = part;
    }
    effect.explained = share_of(between, whole);
    return effect;
}

double interaction(const SweepResult& result, std::size_t one, std::size_t other, const SweepOutcome& outcome) {
    const std::vector<int> a = halves_of(result, one, outcome), b = halves_of(result, other, outcome);
    std::array<std::vector<double>, 4> quarters;
    for (std::size_t p = 0; p < outcome.values.size(); ++p)
        if (a[p] >= 0 && b[p] >= 0 && !std::isnan(outcome.values[p]))
            quarters[static_cast<std::size_t>(2 * a[p] + b[p])].push_back(outcome.values[p]);
    return (mean_of(quarters[3]) - mean_of(quarters[1]) - mean_of(quarters[2]) + mean_of(quarters[0])) / 2;
}

std::vector<std::size_t> pareto_front(const std::vector<double>& fewer, const std::vector<double>& more) {
    std::vector<std::size_t> order;
    for (std::size_t p = 0; p < fewer.size(); ++p)
        if (!std::isnan(fewer[p]) && !std::isnan(more[p])) order.push_back(p);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return fewer[a] != fewer[b] ? fewer[a] < fewer[b] : more[a] > more[b];
    });
    std::vector<std::size_t> front;
    for (const std::size_t p : order)
        if (front.empty() || more[p] > more[front.back()]) front.push_back(p);
    return front;
}

}  // namespace sendscape
