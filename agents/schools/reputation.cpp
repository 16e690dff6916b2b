// SPDX-License-Identifier: MIT
#include "agents/schools/reputation.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sendscape {
namespace {

constexpr double furthest = 3;  ///< standard deviations beyond which a school is not told from its like (assumption)
constexpr double widest_ethos = 4;     ///< standard deviations that ethos never leaves (assumption)
constexpr int longest_tenure = 60;     ///< years, what the column needs to hold
constexpr double no_deviation = 1e-9;  ///< below which schools are all alike
constexpr double middle_grade = 2;     ///< inspection grade that neither adds nor takes away: good

// What is said of a school, in standard deviations. Assumptions.
constexpr double said_of_strain_by_send = 0.2;  ///< among families of children with SEND, less by one of strain
constexpr double said_of_results = 0.6;         ///< among others, by one deviation of results
constexpr double said_of_grade = 0.3;           ///< ... by one inspection grade
constexpr double said_of_strain = 0.3;          ///< ... as much as by so many deviations of the share of plans

/// How many deviations a value lies from the mean, no further than `furthest`; 0 where all are alike.
double standardised(double value, double mean, double deviation) {
    return deviation > no_deviation ? std::clamp((value - mean) / deviation, -furthest, furthest) : 0.0;
}

/// Mean and standard deviation over open state mainstream schools, in row order.
struct Spread {
    double mean = 0, deviation = 0;
};
template <class Value>
Spread spread_of(const Schools& schools, const Step& step, const Value& value) {
    double sum = 0, squares = 0;
    int n = 0;
    for (std::uint32_t row = 0; row < schools.size(); ++row) {
        const SchoolId s(row);
        if (!schools.open(s, step.month) || !is_state_mainstream(step.map.school(s).setting)) continue;
        const double v = value(s);
        sum += v;
        squares += v * v;
        ++n;
    }
    if (n == 0) return {};
    const double mean = sum / n;
    return {mean, std::sqrt(std::max(0.0, squares / n - mean * mean))};
}

/// What is said of a school once what it does has long been known, in standard deviations.
struct Said {
    double among_send = 0, among_others = 0;
};

/// Of every open state mainstream school; primaries and secondaries are compared with their own kind. `flight` is the
/// strength of its loop.
template <class Visit>
void for_each_said(const Schools& schools, const SchoolParameters& p, double flight, const Step& step, Visit&& visit) {
    const Spread strain = spread_of(schools, step, [&](SchoolId s) { return double{schools.strain[s]}; });
    const auto plan_share = [&](SchoolId s) {
        return schools.roll[s] > 0 ? static_cast<double>(schools.plans[s]) / schools.roll[s] : 0.0;
    };
    std::array<double, school_phase_count> mean{}, count{}, squares{};
    for (std::uint32_t row = 0; row < schools.size(); ++row) {
        const SchoolId s(row);
        if (!schools.open(s, step.month) || !is_state_mainstream(step.map.school(s).setting)) continue;
        const auto phase = static_cast<std::size_t>(step.map.school(s).phase);
        mean[phase] += plan_share(s);
        squares[phase] += plan_share(s) * plan_share(s);
        count[phase] += 1;
    }
    for (std::uint32_t row = 0; row < schools.size(); ++row) {
        const SchoolId s(row);
        const School& place = step.map.school(s);
        if (!schools.open(s, step.month) || !is_state_mainstream(place.setting)) continue;
        const double strained = standardised(schools.strain[s], strain.mean, strain.deviation);
        const bool base = schools.base_places[s][0] + schools.base_places[s][1] > 0;
        const auto phase = static_cast<std::size_t>(place.phase);
        const double average = mean[phase] / count[phase];
        const double deviation = std::sqrt(std::max(0.0, squares[phase] / count[phase] - average * average));
        const double many = standardised(plan_share(s), average, deviation);
        visit(s, Said{schools.ethos[s] + (base ? p.said_of_base : 0.0) - said_of_strain_by_send * strained,
                      said_of_results * schools.attainment[s] +
                          said_of_grade * (middle_grade - schools.inspection_grade[s]) -
                          flight * p.flight * (many + said_of_strain * strained)});
    }
}

}  // namespace

void drift_ethos(Schools& schools, const SchoolParameters& p, const LoopSwitches& loops, const Step& step) {
    const Spread strain = spread_of(schools, step, [&](SchoolId s) { return double{schools.strain[s]}; });
    for (std::uint32_t row = 0; row < schools.size(); ++row) {
        const SchoolId s(row);
        if (!schools.open(s, step.month) || !is_state_mainstream(step.map.school(s).setting)) continue;
        const double u = step.draws.uniform(Stream::head_turnover, row, step.month);
        const bool new_head = u < p.head_turnover;
        schools.head_tenure[s] = new_head
                                     ? std::uint8_t{0}
                                     : static_cast<std::uint8_t>(std::min(schools.head_tenure[s] + 1, longest_tenure));
        if (!(loops.ethos > 0)) continue;
        const double z = standardised(schools.strain[s], strain.mean, strain.deviation);
        double change = -p.ethos_reversion * schools.ethos[s] + p.ethos_drift * z +
                        p.ethos_noise * step.draws.normal(Stream::ethos_shock, row, step.month);
        if (new_head) change += p.head_shock * step.draws.normal(Stream::ethos_shock, row, step.month, 1);
        schools.ethos[s] =
            static_cast<float>(std::clamp(schools.ethos[s] + loops.ethos * change, -widest_ethos, widest_ethos));
    }
}

void settle_reputation(Schools& schools, const SchoolParameters& p, const Step& step) {
    for_each_said(schools, p, 1, step, [&](SchoolId s, const Said& said) {
        schools.reputation_send[s] = static_cast<float>(said.among_send);
        schools.reputation[s] = static_cast<float>(said.among_others);
    });
}

void spread_reputation(Schools& schools, const SchoolParameters& p, const LoopSwitches& loops, const Step& step) {
    for_each_said(schools, p, loops.flight, step, [&](SchoolId s, const Said& said) {
        if (loops.magnets > 0)
            schools.reputation_send[s] +=
                static_cast<float>(p.reputation_speed * (said.among_send - schools.reputation_send[s]));
        if (loops.flight > 0)
            schools.reputation[s] +=
                static_cast<float>(p.reputation_speed * (said.among_others - schools.reputation[s]));
    });
}

}  // namespace sendscape
