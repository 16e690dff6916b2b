// SPDX-License-Identifier: MIT
#include "sim/studies/magnet_findings.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/core/elementary.h"
#include "sim/output/shares.h"

namespace sendscape {
namespace {

constexpr std::size_t alike_wanted = 3, neighbours_wanted = 5;
constexpr double most_times_the_roll = 1.25;  ///< of a school that counts as alike in size (assumption)
constexpr double seldom = 0.2;  ///< of replicates: a school outside the funnel no more often counts as ordinary

MagnetClass class_of(Side side) { return side == Side::magnet ? MagnetClass::magnet : MagnetClass::deflector; }
bool is_of_side(const SchoolFigures& s, Side side, By by) {
    if (!s.open) return false;
    const bool published = side == Side::magnet ? s.above : s.far_below;
    return (by != By::published && s.magnet == class_of(side)) || (by != By::model_class && published);
}

template <class Is>
double share_of_runs(const MagnetTrials& trials, std::size_t january, std::size_t row, const Is& is) {
    double count = 0;
    for (const auto& replicate : trials.futures.front().years) count += is(replicate[january][row]) ? 1 : 0;
    return count / trials.replicates;
}

bool alike_in_kind(const School& a, const School& b) {
    return is_state_mainstream(b.setting) && (a.phase == SchoolPhase::primary) == (b.phase == SchoolPhase::primary);
}

/// Median over the replicates in which the school is one in the last January of the first of the Januaries in which it
/// has been one without a break; of an even number the earlier of the two in the middle.
std::size_t since_january(const MagnetTrials& trials, std::size_t row, Side side) {
    std::vector<std::size_t> since;
    for (const auto& years : trials.futures.front().years) {
        std::size_t at = years.size();
        while (at > 0 && is_of_side(years[at - 1][row], side, By::either)) --at;
        if (at < years.size()) since.push_back(at);
    }
    std::sort(since.begin(), since.end());
    return since[(since.size() - 1) / 2];
}

/// The so many candidates that are least by a distance, nearest first.
template <class Distance>
std::vector<std::size_t> nearest(std::vector<std::size_t> candidates, std::size_t wanted, const Distance& distance) {
    std::stable_sort(candidates.begin(), candidates.end(),
                     [&](std::size_t a, std::size_t b) { return distance(a) < distance(b); });
    if (candidates.size() > wanted) candidates.resize(wanted);
    return candidates;
}

void find_others(const MagnetTrials& trials, ToldSchool& told) {
    const Map& map = *trials.map;
    const School& school = map.schools[told.row];
    const auto& first = trials.futures.front().years.front();
    const std::size_t last = trials.januaries.size() - 1;
    std::vector<std::size_t> ordinary, others;
    for (std::size_t row = 0; row < first.front().size(); ++row) {
        const School& other = map.schools[row];
        if (row == told.row || !first.front()[row].open || !alike_in_kind(school, other)) continue;
        others.push_back(row);
        const auto outside = [](const SchoolFigures& s) {
            return !s.open || is_of_side(s, Side::magnet, By::either) || is_of_side(s, Side::deflector, By::either);
        };
        if (other.in_area && share_of_runs(trials, last, row, outside) <= seldom) ordinary.push_back(row);
    }
    const double roll = first.front()[told.row].roll;
    const auto apart = [&](std::size_t row) {
        return std::abs(log(std::max(1.0, double{first.front()[row].roll}) / std::max(1.0, roll)));
    };
    std::erase_if(ordinary, [&](std::size_t row) { return apart(row) > log(most_times_the_roll); });
    told.alike = nearest(std::move(ordinary), alike_wanted, apart);
    told.neighbours = nearest(std::move(others), neighbours_wanted, [&](std::size_t row) {
        const double x = map.schools[row].x - school.x, y = map.schools[row].y - school.y;
        return x * x + y * y;
    });
}

/// Mean over schools of what one of them gives, replicate by replicate.
template <class One>
std::vector<double> mean_over(const std::vector<ToldSchool>& schools, std::size_t replicates, const One& one) {
    std::vector<double> sums(replicates, 0), counts(replicates, 0);
    for (const ToldSchool& school : schools) {
        const std::vector<double> values = one(school);
        for (std::size_t r = 0; r < replicates; ++r)
            if (!std::isnan(values[r])) sums[r] += values[r], counts[r] += 1;
    }
    for (std::size_t r = 0; r < replicates; ++r) sums[r] = share_of(sums[r], counts[r]);
    return sums;
}

double mean_of_runs(const std::vector<double>& values) {
    double sum = 0, count = 0;
    for (const double value : values)
        if (!std::isnan(value)) sum += value, count += 1;
    return share_of(sum, count);
}

}  // namespace

std::vector<ToldSchool> told_schools(const MagnetTrials& trials, Side side) {
    const auto& years = trials.futures.front().years;
    const std::size_t last = trials.januaries.size() - 1;
    const SchoolFigureRow& rate = relative_rate();
    std::vector<std::pair<double, ToldSchool>> found;
    for (std::size_t row = 0; row < years.front()[last].size(); ++row) {
        if (!trials.map->schools[row].in_area) continue;
        ToldSchool told;
        told.row = row;
        const auto share = [&](std::size_t january, By by) {
            return share_of_runs(trials, january, row, [&](const SchoolFigures& s) { return is_of_side(s, side, by); });
        };
        for (std::size_t january = 0; january <= last; ++january) {
            told.by_january.push_back(share(january, By::model_class));
            told.published_by_january.push_back(share(january, By::published));
        }
        told.share = share(last, By::either);
        if (!(told.share > 0)) continue;
        const std::size_t since = since_january(trials, row, side);
        told.since = trials.januaries[since];
        told.from_start = since == 0;
        find_others(trials, told);
        const double ratio = mean_of_runs(mean_figure(trials, 0, {row}, rate));
        found.emplace_back(side == Side::magnet ? -ratio : ratio, std::move(told));
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
        const bool a_most = a.second.share >= most_replicates_from, b_most = b.second.share >= most_replicates_from;
        return a_most != b_most ? a_most : a.first < b.first;
    });
    std::vector<ToldSchool> schools;
    for (auto& one : found) schools.push_back(std::move(one.second));
    return schools;
}

std::vector<ToldSchool> in_most_runs(const std::vector<ToldSchool>& told, std::size_t most) {
    std::vector<ToldSchool> schools;
    for (const ToldSchool& one : told)
        if (one.share >= most_replicates_from && (most == 0 || schools.size() < most)) schools.push_back(one);
    return schools;
}

std::vector<double> mean_figure(const MagnetTrials& trials, std::size_t future, const std::vector<std::size_t>& rows,
                                const SchoolFigureRow& figure, std::optional<std::size_t> january) {
    const std::size_t at = january.value_or(trials.januaries.size() - 1);
    std::vector<double> means;
    for (const auto& years : trials.futures[future].years) {
        double sum = 0, count = 0;
        for (const std::size_t row : rows) {
            const SchoolFigures& school = years[at][row];
            const double value = school.open ? figure.value(school) : not_recorded;
            if (!std::isnan(value)) sum += value, count += 1;
        }
        means.push_back(share_of(sum, count));
    }
    return means;
}

std::vector<double> number_of(const MagnetTrials& trials, std::size_t future, Side side, By by, std::size_t january) {
    std::vector<double> numbers;
    for (const auto& years : trials.futures[future].years) {
        double count = 0;
        for (std::size_t row = 0; row < years[january].size(); ++row)
            if (counted(trials.map->schools[row], years[january][row]) && is_of_side(years[january][row], side, by))
                ++count;
        numbers.push_back(count);
    }
    return numbers;
}

std::vector<double> share_still(const MagnetTrials& trials, std::size_t future, Side side, By by) {
    std::vector<double> shares;
    for (const auto& years : trials.futures[future].years) {
        double were = 0, are = 0;
        for (std::size_t row = 0; row < years.front().size(); ++row) {
            if (!counted(trials.map->schools[row], years.front()[row]) || !is_of_side(years.front()[row], side, by))
                continue;
            ++were;
            if (is_of_side(years.back()[row], side, by)) ++are;
        }
        shares.push_back(share_of(are, were));
    }
    return shares;
}

bool Contrast::shown() const {
    return paired.pairs >= PairedDifference::least_pairs && (mean.low > 0 || mean.high < 0);
}

Contrast contrast(const std::vector<double>& without, const std::vector<double>& with) {
    Contrast told;
    told.paired = paired_difference(without, with);
    told.mean = paired_effect(without, with);
    for (std::size_t r = 0; r < std::min(without.size(), with.size()); ++r)
        if ((with[r] - without[r]) * told.paired.difference > 0) ++told.with_sign;
    return told;
}

Contrast contrast_of(const MagnetTrials& trials, std::size_t against, std::size_t future,
                     const std::vector<std::size_t>& rows, const SchoolFigureRow& figure) {
    return contrast(mean_figure(trials, against, rows, figure), mean_figure(trials, future, rows, figure));
}

Contrast contrast_alike(const MagnetTrials& trials, const std::vector<ToldSchool>& schools,
                        const SchoolFigureRow& figure) {
    const std::size_t runs = trials.replicates;
    const auto alike =
        mean_over(schools, runs, [&](const ToldSchool& s) { return mean_figure(trials, 0, s.alike, figure); });
    const auto own = mean_over(schools, runs, [&](const ToldSchool& s) {
        // A school without any alike is left out on both sides.
        return s.alike.empty() ? std::vector<double>(runs, not_recorded) : mean_figure(trials, 0, {s.row}, figure);
    });
    return contrast(alike, own);
}

Contrast contrast_neighbours(const MagnetTrials& trials, std::size_t against, const std::vector<ToldSchool>& schools,
                             const SchoolFigureRow& figure) {
    const auto of = [&](std::size_t future) {
        return mean_over(schools, trials.replicates,
                         [&](const ToldSchool& s) { return mean_figure(trials, future, s.neighbours, figure); });
    };
    return contrast(of(against), of(0));
}

MadeOf made_of(const MagnetTrials& trials, const std::vector<std::size_t>& rows) {
    const SchoolFigureRow& rate = relative_rate();
    const SchoolFigureRow base{"base", "ratio", "",
                               [](const SchoolFigures& s) { return share_of(double{s.in_base}, double{s.expected}); }};
    const SchoolFigureRow home{"home_area", "ratio", "", [](const SchoolFigures& s) { return s.home_area - 1.0; }};
    MadeOf made;
    made.at_start = mean_of_runs(mean_figure(trials, 0, rows, rate, 0));
    made.whole = mean_of_runs(mean_figure(trials, 0, rows, rate));
    const std::vector<std::size_t> cut = tried_as(trials, TriedAs::all_cut);
    const std::size_t without = cut.empty() ? 0 : cut.front();
    const double left = mean_of_runs(mean_figure(trials, without, rows, rate));
    made.base = mean_of_runs(mean_figure(trials, without, rows, base));
    made.home_area = mean_of_runs(mean_figure(trials, without, rows, home));
    made.lasting = left - 1 - made.base - made.home_area;
    made.loop = made.whole - left;
    return made;
}

std::vector<std::size_t> rows_of(const std::vector<ToldSchool>& schools) {
    std::vector<std::size_t> rows;
    for (const ToldSchool& school : schools) rows.push_back(school.row);
    return rows;
}

std::vector<std::size_t> tried_as(const MagnetTrials& trials, TriedAs as) {
    std::vector<std::size_t> futures;
    for (std::size_t k = 0; k < trials.futures.size(); ++k)
        if (trials.futures[k].as == as) futures.push_back(k);
    return futures;
}

}  // namespace sendscape
