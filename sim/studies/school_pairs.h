// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

namespace sendscape {

/// A school in two Januaries. Expected plans are its roll times its authority's rate for its kind in that January.
struct SchoolPair {
    double roll_before = 0, roll = 0;
    double plans_before = 0, plans = 0;
    double expected_before = 0, expected = 0;
};

/// How lasting schools' shares of plans are, chance removed. Plans are taken as Poisson about expected times a lasting
/// ratio, so that chance adds the expected number itself to the square of plans less expected. Sums over schools, not
/// means of ratios: a school counts by the square of what is expected of it, and tiny ones do not drown the rest.
struct LastingRates {
    double spread_before = 0, spread = 0;  ///< standard deviation of the true plans over expected
    double correlation = 0;                ///< of the true ratios
};
/// Not a number where chance alone explains what is seen.
LastingRates lasting_rates(const std::vector<SchoolPair>& pairs);

/// 99.8% of schools lie between the limits if chance alone is at work: one in a thousand above.
constexpr double limit_of_chance = 3.09;
bool above_limit(double plans, double expected);

/// Gorard's S: half the sum of differences between each school's share of the plans and its share of the pupils.
double gorard_of(const std::vector<double>& plans, const std::vector<double>& rolls);

/// What six years do to schools, of one kind. Not numbers where no school tells.
struct PairSummary {
    double plans_growth = 0, roll_growth = 0;
    LastingRates rates;
    double above_before = 0, above = 0;                ///< shares of schools above the limit
    double still_above = 0;                            ///< of those above before
    double magnet_ratio_before = 0, magnet_ratio = 0;  ///< mean plans over expected of those above before
    double magnet_roll_change = 0;                     ///< their rolls' change against that of all schools
    static constexpr std::size_t fifths = 5;
    std::array<double, fifths> ratio_before{}, ratio{};  ///< mean plans over expected by fifth of before
};
PairSummary summarise(const std::vector<SchoolPair>& pairs);

/// A number of such a summary, for tables.
struct PairStatistic {
    std::string_view name, words;
    double (*value)(const PairSummary&);
};
const std::vector<PairStatistic>& pair_statistics();

}  // namespace sendscape
