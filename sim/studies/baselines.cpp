// SPDX-License-Identifier: MIT
#include "sim/studies/baselines.h"

#include <cmath>

#include "sim/core/elementary.h"
#include "sim/output/shares.h"

namespace sendscape {
namespace {

/// How a school's plans over those expected are shrunk: ((O + prior) / (E + prior)) ^ power. The pairs with the least
/// error from January 2019 to January 2025 in the DfE's school census: hindsight is on the baseline's side.
struct Shrinkage {
    double prior, power;
};
constexpr Shrinkage primary_shrinkage{5, 0.8}, secondary_shrinkage{1, 0.6};

void add(std::vector<Baseline>& baselines, std::string_view name, double value) {
    if (std::isfinite(value)) baselines.push_back({name, value});
}

double grown(double level, double growth, int years) { return level * pow(growth, years); }

double growth_in_a_year(double now, double before, int years) {
    return now > 0 && before > 0 ? pow(now / before, 1.0 / years) : not_recorded;
}

}  // namespace

double KnownPast::england_growth() const { return growth_in_a_year(england, england_before, england_years); }

std::vector<Baseline> stock_baselines(const KnownPast& past, int years) {
    std::vector<Baseline> baselines;
    add(baselines, "flat", past.own);
    add(baselines, "own_linear_trend", past.own + years * (past.own - past.own_before) / trend_years);
    add(baselines, "own_growth", grown(past.own, growth_in_a_year(past.own, past.own_before, trend_years), years));
    add(baselines, "england_growth", grown(past.own, past.england_growth(), years));
    return baselines;
}

std::vector<Baseline> part_baselines(const KnownPast& part, double england_growth_of_all, int years) {
    std::vector<Baseline> baselines;
    add(baselines, "flat", part.own);
    add(baselines, "own_share_x_england_growth", grown(part.own, england_growth_of_all, years));
    add(baselines, "england_growth", grown(part.own, part.england_growth(), years));
    return baselines;
}

std::vector<Baseline> flow_baselines(const KnownPast& past, int years) {
    std::vector<Baseline> baselines;
    add(baselines, "last_year", past.own);
    add(baselines, "last_year_x_england", grown(past.own, past.england_growth(), years));
    return baselines;
}

std::vector<Baseline> share_baselines(double last_year) {
    std::vector<Baseline> baselines;
    add(baselines, "last_year", last_year);
    return baselines;
}

std::vector<Baseline> roll_baselines(const SchoolPast& school) {
    std::vector<Baseline> baselines;
    add(baselines, "own_x_england_growth", school.roll * school.roll_growth);
    return baselines;
}

std::vector<Baseline> plans_baselines(const SchoolPast& school) {
    std::vector<Baseline> baselines;
    const double own = school.plans * school.plans_growth, rate = school.expected * school.plans_growth;
    add(baselines, "own_x_growth", own);
    if (school.type != CensusType::primary && school.type != CensusType::secondary) return baselines;
    add(baselines, "half_own_half_authority", (own + rate) / 2);
    const Shrinkage shrinkage = school.type == CensusType::primary ? primary_shrinkage : secondary_shrinkage;
    const double shrunken = (school.plans + shrinkage.prior) / (school.expected + shrinkage.prior);
    if (shrunken > 0) add(baselines, "shrunken", rate * pow(shrunken, shrinkage.power));
    return baselines;
}

std::vector<Baseline> sen_support_baselines(const SchoolPast& school) {
    std::vector<Baseline> baselines;
    add(baselines, "own_x_growth", school.sen_support * school.sen_support_growth);
    return baselines;
}

}  // namespace sendscape
