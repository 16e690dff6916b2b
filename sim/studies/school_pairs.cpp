// SPDX-License-Identifier: MIT
#include "sim/studies/school_pairs.h"

#include <algorithm>
#include <cmath>

#include "sim/output/shares.h"

namespace sendscape {
namespace {

double over(double part, double whole) { return whole > 0 ? part / whole : not_recorded; }

}  // namespace

LastingRates lasting_rates(const std::vector<SchoolPair>& pairs) {
    double before = 0, after = 0, both = 0, squares_before = 0, squares = 0, products = 0;
    for (const SchoolPair& pair : pairs) {
        const double off_before = pair.plans_before - pair.expected_before, off = pair.plans - pair.expected;
        before += off_before * off_before - pair.expected_before;
        after += off * off - pair.expected;
        both += off_before * off;
        squares_before += pair.expected_before * pair.expected_before;
        squares += pair.expected * pair.expected;
        products += pair.expected_before * pair.expected;
    }
    const double variance_before = over(before, squares_before), variance = over(after, squares);
    LastingRates rates{not_recorded, not_recorded, not_recorded};
    if (variance_before > 0) rates.spread_before = std::sqrt(variance_before);
    if (variance > 0) rates.spread = std::sqrt(variance);
    rates.correlation = over(both, products) / (rates.spread_before * rates.spread);
    return rates;
}

bool above_limit(double plans, double expected) {
    return expected > 0 && (plans - expected) / std::sqrt(expected) > limit_of_chance;
}

double gorard_of(const std::vector<double>& plans, const std::vector<double>& rolls) {
    double all_plans = 0, all_rolls = 0, differences = 0;
    for (const double n : plans) all_plans += n;
    for (const double n : rolls) all_rolls += n;
    if (!(all_plans > 0 && all_rolls > 0)) return not_recorded;
    for (std::size_t i = 0; i < plans.size(); ++i) differences += std::abs(plans[i] / all_plans - rolls[i] / all_rolls);
    return differences / 2;
}

PairSummary summarise(const std::vector<SchoolPair>& pairs) {
    PairSummary summary;
    summary.rates = lasting_rates(pairs);
    struct Sums {
        double schools = 0, roll_before = 0, roll = 0, plans_before = 0, plans = 0, ratio_before = 0, ratio = 0;
        void add(const SchoolPair& pair) {
            schools += 1;
            roll_before += pair.roll_before;
            roll += pair.roll;
            plans_before += pair.plans_before;
            plans += pair.plans;
            ratio_before += pair.plans_before / pair.expected_before;
            ratio += pair.plans / pair.expected;
        }
    };
    Sums all, magnets;
    double above = 0, still = 0;
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const SchoolPair& pair = pairs[i];
        all.add(pair);
        order.push_back(i);
        const bool above_now = above_limit(pair.plans, pair.expected);
        above += above_now;
        if (!above_limit(pair.plans_before, pair.expected_before)) continue;
        magnets.add(pair);
        still += above_now;
    }
    summary.plans_growth = over(all.plans, all.plans_before);
    summary.roll_growth = over(all.roll, all.roll_before);
    summary.above_before = over(magnets.schools, all.schools);
    summary.above = over(above, all.schools);
    summary.still_above = over(still, magnets.schools);
    summary.magnet_ratio_before = over(magnets.ratio_before, magnets.schools);
    summary.magnet_ratio = over(magnets.ratio, magnets.schools);
    summary.magnet_roll_change = over(magnets.roll, magnets.roll_before) / summary.roll_growth - 1;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return pairs[a].plans_before / pairs[a].expected_before < pairs[b].plans_before / pairs[b].expected_before;
    });
    for (std::size_t fifth = 0; fifth < PairSummary::fifths; ++fifth) {
        Sums of;
        for (std::size_t i = order.size() * fifth / PairSummary::fifths;
             i < order.size() * (fifth + 1) / PairSummary::fifths; ++i)
            of.add(pairs[order[i]]);
        summary.ratio_before[fifth] = over(of.ratio_before, of.schools);
        summary.ratio[fifth] = over(of.ratio, of.schools);
    }
    return summary;
}

const std::vector<PairStatistic>& pair_statistics() {
    using S = PairSummary;
    static const std::vector<PairStatistic> rows{
        {"plan_rate_correlation", "correlation of schools' relative plan rate, chance removed",
         [](const S& s) { return s.rates.correlation; }},
        {"still_above_limit_share", "of schools above the 99.8% limit at the start, still above",
         [](const S& s) { return s.still_above; }},
        {"magnet_roll_change", "roll change of those schools against all",
         [](const S& s) { return s.magnet_roll_change; }},
        {"above_limit_share_at_start", "schools above the limit at the start",
         [](const S& s) { return s.above_before; }},
        {"above_limit_share", "schools above the limit", [](const S& s) { return s.above; }},
        {"magnet_ratio_at_start", "mean plans over expected of those above at the start, then",
         [](const S& s) { return s.magnet_ratio_before; }},
        {"magnet_ratio_later", "the same later", [](const S& s) { return s.magnet_ratio; }},
        {"plan_rate_spread_at_start", "spread of the true relative rate at the start",
         [](const S& s) { return s.rates.spread_before; }},
        {"plan_rate_spread", "spread of the true relative rate", [](const S& s) { return s.rates.spread; }},
        {"plans_growth", "plans over those at the start", [](const S& s) { return s.plans_growth; }},
        {"roll_growth", "rolls over those at the start", [](const S& s) { return s.roll_growth; }},
        {"ratio_of_lowest_fifth", "mean plans over expected: lowest fifth at the start",
         [](const S& s) { return s.ratio[0]; }},
        {"ratio_of_second_fifth", "second fifth", [](const S& s) { return s.ratio[1]; }},
        {"ratio_of_middle_fifth", "middle fifth", [](const S& s) { return s.ratio[2]; }},
        {"ratio_of_fourth_fifth", "fourth fifth", [](const S& s) { return s.ratio[3]; }},
        {"ratio_of_highest_fifth", "highest fifth", [](const S& s) { return s.ratio[4]; }},
    };
    return rows;
}

}  // namespace sendscape
