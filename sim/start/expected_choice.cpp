// SPDX-License-Identifier: MIT
#include "sim/start/expected_choice.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include "sim/core/elementary.h"

namespace sendscape {

Expectation::Expectation(const Choices& choices, std::size_t schools, const Parallel& parallel)
    : choices_(choices),
      parallel_(parallel),
      each_(choices.children.size()),
      first_(schools + 1, 0),
      rows_(choices.school.size()),
      pulls_(choices.school.size()) {
    for (const std::uint32_t school : choices.school) ++first_[school + std::size_t{1}];
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
    std::vector<std::size_t> next(first_.begin(), first_.end() - 1);
    for (std::size_t row = 0; row < choices.children.size(); ++row)
        for (std::size_t k = choices.first[row]; k < choices.first[row + 1]; ++k) {
            const std::size_t at = next[choices.school[k]]++;
            rows_[at] = static_cast<std::uint32_t>(row);
            pulls_[at] = choices.pull[k];
        }
}

Expectation::Asked Expectation::all() const {
    Asked asked{std::vector<std::size_t>(first_.size() - 1), std::vector<std::size_t>(each_.size())};
    std::iota(asked.schools.begin(), asked.schools.end(), std::size_t{0});
    std::iota(asked.rows.begin(), asked.rows.end(), std::size_t{0});
    return asked;
}

Expectation::Asked Expectation::with_target(const std::vector<double>& target) const {
    Asked asked;
    std::vector<std::uint8_t> has_one(each_.size(), 0);
    for (std::size_t s = 0; s < target.size(); ++s) {
        if (!(target[s] > 0)) continue;
        asked.schools.push_back(s);
        for (std::size_t k = first_[s]; k < first_[s + 1]; ++k) has_one[rows_[k]] = 1;
    }
    for (std::size_t row = 0; row < has_one.size(); ++row)
        if (has_one[row] != 0) asked.rows.push_back(row);
    return asked;
}

namespace {

constexpr std::size_t sums_at_once = 4;

/// Sums of terms(i, k) over k in [first(i), end(i)) for four i from `from` on, each in the order of k. Each term waits
/// for the sum before it: four sums side by side wait no longer than one.
template <class First, class End, class Term>
std::array<double, sums_at_once> four_sums(std::size_t from, const First& first, const End& end, const Term& term) {
    std::array<double, sums_at_once> sum{};
    std::array<std::size_t, sums_at_once> at{};
    std::size_t shortest = std::numeric_limits<std::size_t>::max();
    for (std::size_t n = 0; n < sums_at_once; ++n) {
        at[n] = first(from + n);
        shortest = std::min(shortest, end(from + n) - at[n]);
    }
    for (std::size_t k = 0; k < shortest; ++k)
        for (std::size_t n = 0; n < sums_at_once; ++n) sum[n] += term(from + n, at[n] + k);
    for (std::size_t n = 0; n < sums_at_once; ++n)
        for (std::size_t k = at[n] + shortest; k < end(from + n); ++k) sum[n] += term(from + n, k);
    return sum;
}

/// put(i, sum) for all i in [from, to).
template <class First, class End, class Term, class Put>
void each_sum(std::size_t from, std::size_t to, const First& first, const End& end, const Term& term, const Put& put) {
    std::size_t i = from;
    for (; i + sums_at_once <= to; i += sums_at_once) {
        const auto sums = four_sums(i, first, end, term);
        for (std::size_t n = 0; n < sums_at_once; ++n) put(i + n, sums[n]);
    }
    for (; i < to; ++i) {
        double sum = 0;
        for (std::size_t k = first(i); k < end(i); ++k) sum += term(i, k);
        put(i, sum);
    }
}

}  // namespace

std::vector<double> Expectation::at(const std::vector<double>& factor, const Asked& asked) {
    constexpr std::size_t schools_at_once = 256;
    const std::uint32_t* const school = choices_.school.data();
    const double* const pull = choices_.pull.data();
    const double* const appeal = factor.data();
    parallel_.for_blocks(asked.rows.size(), [&](std::size_t, std::size_t begin, std::size_t end) {
        each_sum(
            begin, end, [&](std::size_t i) { return choices_.first[asked.rows[i]]; },
            [&](std::size_t i) { return choices_.first[asked.rows[i] + 1]; },
            [=](std::size_t, std::size_t k) { return pull[k] * appeal[school[k]]; },
            [&](std::size_t i, double all) {
                each_[asked.rows[i]] = all > 0 ? choices_.children[asked.rows[i]] / all : 0;
            });
    });
    std::vector<double> sum(factor.size(), 0.0);
    const std::uint32_t* const rows = rows_.data();
    const double* const each = each_.data();
    const double* const pulls = pulls_.data();
    const std::size_t* const schools = asked.schools.data();
    parallel_.for_blocks(
        asked.schools.size(),
        [&](std::size_t, std::size_t begin, std::size_t end) {
            each_sum(
                begin, end, [&](std::size_t i) { return first_[schools[i]]; },
                [&](std::size_t i) { return first_[schools[i] + 1]; },
                [=](std::size_t i, std::size_t k) { return each[rows[k]] * (pulls[k] * appeal[schools[i]]); },
                [&](std::size_t i, double of_school) { sum[schools[i]] = of_school; });
        },
        schools_at_once);
    return sum;
}

namespace {
constexpr int rounds_of_balancing = 100;  ///< at most
}

void balance(Expectation& expectation, const std::vector<double>& target, double most, const std::vector<double>& about,
             std::vector<double>& factor) {
    const double lowest = exp(-most), highest = exp(most);
    const Expectation::Asked asked = expectation.with_target(target);
    for (int round = 0; round < rounds_of_balancing; ++round) {
        const std::vector<double> got = expectation.at(factor, asked);
        bool settled = true;
        for (const std::size_t s : asked.schools) {
            if (!(got[s] > 0)) continue;
            const double before = factor[s];
            factor[s] = std::clamp(before * target[s] / got[s], about[s] * lowest, about[s] * highest);
            settled = settled && std::abs(factor[s] - before) < balanced * before;
        }
        if (settled) break;
    }
}

void share_children(const Choices& choices, std::vector<double>& target) {
    double wanted = 0, children = 0;
    for (const double t : target) wanted += t;
    for (std::size_t row = 0; row < choices.children.size(); ++row)
        if (choices.first[row] < choices.first[row + 1]) children += choices.children[row];
    if (wanted > 0)
        for (double& t : target) t *= children / wanted;
}

}  // namespace sendscape
