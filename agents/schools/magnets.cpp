// SPDX-License-Identifier: MIT
#include "agents/schools/magnets.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "agents/pupils/rows_where.h"
#include "sim/core/elementary.h"
#include "sim/core/summed.h"

namespace sendscape {
namespace {

constexpr double tail_of_magnets = 0.001;  ///< beyond either limit: 99.8% limits, as public health funnel plots use
// How far from the mean of a Poisson count terms are added up, in standard deviations and counts: what lies beyond is
// less than a double can tell from nothing.
constexpr double deviations_below = 12, counts_below = 5, deviations_above = 20, counts_above = 30;

/// Largest k whose lower tail P(X <= k) stays within `tail`, and smallest whose upper tail P(X >= k) does.
FunnelLimits poisson_limits(double mean, double tail) {
    // Start far enough below for the sum to be complete, with a term that cannot vanish.
    const int from = std::max(0, static_cast<int>(mean - deviations_below * std::sqrt(mean) - counts_below));
    double log_term = -mean;
    for (int k = 1; k <= from; ++k) log_term += log(mean / k);
    double term = exp(log_term);
    double below = 0;  // P(X < k)
    FunnelLimits limits{-1, 0};
    const int most = static_cast<int>(mean + deviations_above * std::sqrt(mean) + counts_above);
    for (int k = from; k <= most; ++k) {
        if (below + term <= tail) limits.low = k;  // P(X <= k) within the tail: k itself lies outside
        if (1 - below <= tail) {                   // P(X >= k) within the tail
            limits.high = k;
            break;
        }
        below += term;
        term *= mean / (k + 1);
        limits.high = k + 1;
    }
    return {limits.low + 1, limits.high - 1};
}

struct Rate {
    std::int64_t pupils = 0, plans = 0;
    [[nodiscard]] double value() const {
        return pupils > 0 ? static_cast<double>(plans) / static_cast<double>(pupils) : 0.0;
    }
};

void add_up(std::vector<Rate>& sum, const std::vector<Rate>& other) {
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i].pupils += other[i].pupils, sum[i].plans += other[i].plans;
}

}  // namespace

FunnelLimits funnel_limits(double expected, double tail, double overdispersion) {
    if (!(expected > 0)) return {0, 0};
    const double phi = std::max(1.0, overdispersion);
    FunnelLimits limits = poisson_limits(expected / phi, tail);
    limits.low *= phi;
    limits.high *= phi;
    return limits;
}

std::int32_t observed_plans(const Schools& schools, SchoolId s) {
    return schools.plans[s] - schools.in_base[s][0] - schools.in_base[s][1];
}

void measure_magnets(const Pupils& pupils, Schools& schools, const Families& families, const SchoolParameters& p,
                     const Map& map, Month month, const Parallel& parallel) {
    // Rates among children in ordinary classes of state mainstream schools, Reception to Year 11, two phases: by
    // authority of the school, and by planning area of the home (homes in the halo by authority).
    const std::size_t homes = map.areas.size() + map.authorities.size();
    struct Rates {
        std::vector<Rate> by_authority, by_home;
    };
    const auto counted = [&](PupilId pupil) {
        const bool mainstream = pupils.setting[pupil] == Setting::mainstream, at_school = pupils.school[pupil].exists();
        const bool old_enough = pupils.ncy[pupil] >= reception;
        const bool young_enough = pupils.ncy[pupil] <= last_ncy_of_school_age;
        return mainstream & at_school & old_enough & young_enough;
    };
    const auto phase_of = [&](PupilId pupil) { return pupils.ncy[pupil] < year_7 ? std::size_t{0} : std::size_t{1}; };
    const auto authority_of_school = [&](PupilId pupil) {
        return std::size_t{map.school(pupils.school[pupil]).authority.value};
    };
    const auto home_of = [&](PupilId pupil) {
        const Zone& zone = map.zone(families.zone[pupils.family[pupil]]);
        return zone.area.exists() ? std::size_t{zone.area.value} : map.areas.size() + zone.authority.value;
    };
    const auto count_rows = [&](Rates& rates, std::size_t first, std::size_t end) {
        for_each_where(first, end, counted, [&](PupilId pupil) {
            Rate& authority = rates.by_authority[authority_of_school(pupil) * 2 + phase_of(pupil)];
            Rate& home = rates.by_home[home_of(pupil) * 2 + phase_of(pupil)];
            ++authority.pupils;
            ++home.pupils;
            if (pupils.has_plan(pupil)) ++authority.plans, ++home.plans;
        });
    };
    const Rates rates = summed(parallel, pupils.size(),
                               Rates{std::vector<Rate>(map.authorities.size() * 2), std::vector<Rate>(homes * 2)},
                               count_rows, [](Rates& sum, const Rates& other) {
                                   add_up(sum.by_authority, other.by_authority);
                                   add_up(sum.by_home, other.by_home);
                               });
    // Sums of shares, each added up in the order of rows.
    const auto values = [](const std::vector<Rate>& of) {
        std::vector<double> shares;
        for (const Rate& rate : of) shares.push_back(rate.value());
        return shares;
    };
    std::vector<double> at_home(schools.size(), 0), at_authority(schools.size(), 0);
    const auto expect = [&](std::vector<double>& at, const auto& share_of) {
        for_each_where(pupils.size(), counted,
                       [&](PupilId pupil) { at[pupils.school[pupil].value] += share_of(pupil); });
    };
    parallel.for_each(2, [&](std::size_t which) {
        const bool home = which == 0;
        const std::vector<double> shares = values(home ? rates.by_home : rates.by_authority);
        if (home)
            expect(at_home, [&](PupilId pupil) { return shares[home_of(pupil) * 2 + phase_of(pupil)]; });
        else
            expect(at_authority,
                   [&](PupilId pupil) { return shares[authority_of_school(pupil) * 2 + phase_of(pupil)]; });
    });
    for (std::uint32_t row = 0; row < schools.size(); ++row) {
        const SchoolId s(row);
        schools.expected_plans[s] = static_cast<float>(at_home[row]);
        schools.expected_plans_la[s] = static_cast<float>(at_authority[row]);
        std::int8_t beyond = 0;
        if (schools.open(s, month) && map.school(s).setting == Setting::mainstream && at_home[row] > 0) {
            const FunnelLimits limits = funnel_limits(at_home[row], tail_of_magnets, p.overdispersion);
            const double observed = observed_plans(schools, s);
            beyond = observed > limits.high ? std::int8_t{1} : observed < limits.low ? std::int8_t{-1} : std::int8_t{0};
        }
        const std::int8_t before = schools.beyond_limits[s];
        schools.magnet[s] = beyond == 1 && before == 1     ? MagnetClass::magnet
                            : beyond == -1 && before == -1 ? MagnetClass::deflector
                                                           : MagnetClass::expected;
        schools.beyond_limits[s] = beyond;
    }
}

}  // namespace sendscape
