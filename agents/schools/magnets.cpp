// SPDX-License-Identifier: MIT
#include "agents/schools/magnets.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "sim/core/elementary.h"

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
                     const Map& map, Month month) {
    // Rates among children in ordinary classes of state mainstream schools, Reception to Year 11, two phases: by
    // authority of the school, and by planning area of the home (homes in the halo by authority).
    const std::size_t homes = map.areas.size() + map.authorities.size();
    std::vector<Rate> by_authority(map.authorities.size() * 2), by_home(homes * 2);
    const auto counted = [&](PupilId pupil) {
        return pupils.setting[pupil] == Setting::mainstream && pupils.school[pupil].exists() &&
               pupils.ncy[pupil] >= reception && pupils.ncy[pupil] <= last_ncy_of_school_age;
    };
    const auto phase_of = [&](PupilId pupil) { return pupils.ncy[pupil] < year_7 ? std::size_t{0} : std::size_t{1}; };
    const auto authority_of_school = [&](PupilId pupil) {
        return std::size_t{map.school(pupils.school[pupil]).authority.value};
    };
    const auto home_of = [&](PupilId pupil) {
        const Zone& zone = map.zone(families.zone[pupils.family[pupil]]);
        return zone.area.exists() ? std::size_t{zone.area.value} : map.areas.size() + zone.authority.value;
    };
    for (std::uint32_t row = 0; row < pupils.size(); ++row) {
        const PupilId pupil(row);
        if (!counted(pupil)) continue;
        Rate& authority = by_authority[authority_of_school(pupil) * 2 + phase_of(pupil)];
        Rate& home = by_home[home_of(pupil) * 2 + phase_of(pupil)];
        ++authority.pupils;
        ++home.pupils;
        if (pupils.has_plan(pupil)) ++authority.plans, ++home.plans;
    }
    std::vector<double> at_home(schools.size(), 0), at_authority(schools.size(), 0);
    for (std::uint32_t row = 0; row < pupils.size(); ++row) {
        const PupilId pupil(row);
        if (!counted(pupil)) continue;
        const SchoolId s = pupils.school[pupil];
        at_home[s.value] += by_home[home_of(pupil) * 2 + phase_of(pupil)].value();
        at_authority[s.value] += by_authority[authority_of_school(pupil) * 2 + phase_of(pupil)].value();
    }
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
