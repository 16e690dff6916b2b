// SPDX-License-Identifier: MIT
#include "sim/start/plan_rates.h"

#include <array>
#include <cmath>

#include "agents/pupils/national_tables.h"
#include "sim/core/elementary.h"
#include "sim/start/plans.h"

namespace sendscape {
namespace {

/// Of primary and secondary schools: the likeliest two gammas of plans in January 2019 and 2025 over their authority's
/// mean, schools of authorities with an even code and of 100 pupils or more (DfE school census, 5,145 and 1,132
/// schools; one gamma alone is less likely by 465 and 96 in the logarithm).
constexpr RatePrior primary_rates{9.7, 0.185, 1.655, 2.0}, secondary_rates{9.2, 0.324, 1.004, 1.26};

/// Logarithm of a school's plans over its authority's mean for each share of pupils ever eligible for free school meals
/// in six years: primary 1.39 in January 2019 and 1.75 in 2025, secondary 1.85 and 1.76 (the same schools).
constexpr std::array<double, 2> more_by_meals{1.5, 1.8};

/// Independent mainstream schools: plans a pupil over state schools' (0.68% against 3.3%, England's school census 2025,
/// independent schools of less than a quarter plans), and the spread between them, chance removed.
constexpr double plans_of_independents = 0.21;
constexpr double spread_of_independents = 1.4;
constexpr RatePrior rates_of_independents{1 / (spread_of_independents * spread_of_independents)};

// Counters of draws from the stream start_school_traits.
constexpr std::uint32_t luck_of_ratio = 3, luck_of_kind = 6;

std::uint32_t phase_of(const School& school) { return school.high_ncy < year_7 ? 0 : 1; }

bool state_mainstream(const School& school) { return school.setting == Setting::mainstream; }

/// Logarithm of how likely so many plans are among schools of a gamma, but for what both gammas have in common.
double likelihood(double held, double expected, double mean, double shape) {
    const double usual = expected * mean;
    double sum = shape * log(shape / (shape + usual)) + held * log(mean / (shape + usual));
    for (double below = 0; below < held; ++below) sum += log(shape + below);
    return sum;
}

}  // namespace

double mainstream_plan_rate(int ncy) {
    const int age = age_of_ncy(ncy);
    return plans_by_age[national_index(age)][static_cast<std::size_t>(SettingGroup::mainstream)] /
           children_in_england(age);
}

const RatePrior& rates_of_schools(bool primary) { return primary ? primary_rates : secondary_rates; }

double drawn_ratio(double held, double expected, const RatePrior& prior, const Draws& draws, SchoolId school,
                   Month census) {
    double mean = prior.mean(), shape = prior.shape;
    if (prior.apart > 0) {
        const double odds = prior.apart / (1 - prior.apart) *
                            exp(likelihood(held, expected, prior.mean_apart, prior.shape_apart) -
                                likelihood(held, expected, mean, shape));
        const double u = draws.uniform(Stream::start_school_traits, school.value, census, luck_of_kind);
        if (u * (1 + odds) < odds) {
            mean = prior.mean_apart;
            shape = prior.shape_apart;
        }
    }
    const double deviation = 1 / std::sqrt(held + shape);
    const double z = draws.normal(Stream::start_school_traits, school.value, census, luck_of_ratio);
    return (held + shape) / (expected + shape / mean) * exp(deviation * z - deviation * deviation / 2);
}

std::vector<double> plans_over_expected(const Map& map, const Draws& draws, const Pupils& pupils,
                                        const Schools& schools) {
    const std::size_t count = map.schools.size();
    std::vector<std::int32_t> in_classes(count, 0);  // plans, bases left out
    for (std::size_t row = 0; row < pupils.size(); ++row) {
        const PupilId p(row);
        if (pupils.has_plan(p) && pupils.school[p].exists() && !is_base(pupils.setting[p]))
            ++in_classes[pupils.school[p].value];
    }
    // Expected plans: England's pattern by age times the authority's own level, in primary and secondary years apart;
    // and of schools with many meals more.
    std::vector<double> pattern(count, 0.0), by_meals(count, 1.0);
    std::vector<std::array<double, 2>> held(map.authorities.size()), expected(held.size()),
        expected_by_meals(held.size());
    for (std::size_t s = 0; s < count; ++s) {
        const School& school = map.schools[s];
        const auto& years = schools.roll_by_year[SchoolId(s)];
        for (int ncy = reception; ncy <= last_ncy_of_school_age; ++ncy)
            pattern[s] += years[year_index(ncy)] * mainstream_plan_rate(ncy);
        if (!state_mainstream(school) || !school.authority.exists()) continue;
        const std::uint32_t a = school.authority.value, phase = phase_of(school);
        by_meals[s] = exp(more_by_meals[phase] * static_cast<double>(school.fsm_share));
        held[a][phase] += in_classes[s];
        expected[a][phase] += pattern[s];
        expected_by_meals[a][phase] += pattern[s] * by_meals[s];
    }
    std::vector<double> ratio(count, 1.0);
    for (std::size_t s = 0; s < count; ++s) {
        const School& school = map.schools[s];
        const bool independent = school.setting == Setting::independent_mainstream;
        if (!(state_mainstream(school) || independent) || school.roll <= 0 || !school.authority.exists()) continue;
        const std::uint32_t a = school.authority.value, phase = phase_of(school);
        const double level = expected[a][phase] > 0 ? held[a][phase] / expected[a][phase] : 1.0;
        if (independent) {
            const double due = plans_of_independents * level * pattern[s];
            ratio[s] = plans_of_independents *
                       drawn_ratio(in_classes[s], due, rates_of_independents, draws, SchoolId(s), map.census);
            continue;
        }
        const double usual =
            expected_by_meals[a][phase] > 0 ? by_meals[s] * expected[a][phase] / expected_by_meals[a][phase] : 1.0;
        ratio[s] = usual * drawn_ratio(in_classes[s], pattern[s] * level * usual, rates_of_schools(phase == 0), draws,
                                       SchoolId(s), map.census);
    }
    return ratio;
}

}  // namespace sendscape
