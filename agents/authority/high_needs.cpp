// SPDX-License-Identifier: MIT
#include "agents/authority/high_needs.h"

#include <algorithm>
#include <array>

#include "agents/authority/commissioning.h"
#include "agents/authority/funding_formula.h"
#include "agents/authority/payments.h"
#include "agents/authority/requirements.h"

namespace sendscape {
namespace {

/// What the parameters say of a child in a year.
double usual_cost(const AuthorityParameters& p, CostOf what) {
    constexpr std::array<SettingGroup, cost_count> groups{SettingGroup::mainstream,
                                                          SettingGroup::mainstream,
                                                          SettingGroup::base,
                                                          SettingGroup::state_special,
                                                          SettingGroup::independent_special,
                                                          SettingGroup::alternative_provision,
                                                          SettingGroup::further_education,
                                                          SettingGroup::eotas};
    return what == CostOf::independent_mainstream ? p.independent_mainstream
                                                  : unit_cost(groups[static_cast<std::size_t>(what)], p);
}

/// Puts an authority's own figures in the place of what the parameters say for its size.
void take_own_figures(const OwnFigures& figures, AuthorityId a, const AuthorityParameters& parameters,
                      Authorities& authorities) {
    if (figures.income) authorities.high_needs_income[a] = pounds(*figures.income);
    if (figures.deficit) authorities.balance[a] = authorities.year_end_balance[a] = -pounds(*figures.deficit);
    for (std::size_t c = 0; c < cost_count; ++c) {
        const double usual = usual_cost(parameters, static_cast<CostOf>(c));
        const auto& own = figures.unit_cost[c];
        authorities.unit_cost[a][c] = own && usual > 0 ? *own / usual : 1.0;
    }
}

constexpr double percent_of_grant = 100;
/// Pupils of the authority that deficit_at_start is of.
constexpr double deficit_pupils = 60'000;
/// How far the deficit can move an authority's readiness to pay for independent places: assumption.
constexpr double least_willing = 0.3, most_willing = 1.2;

/// Deficit over the Dedicated Schools Grant at which published rates were measured, and panels and fees are as usual:
/// England's in January 2026, the deficit and the income that are the parameters' defaults.
double usual_deficit() {
    const AuthorityParameters england;
    return england.deficit_at_start / (england.income_per_60000 * england.dsg_over_high_needs);
}

bool under_agreement(const AuthorityParameters& parameters) { return parameters.safety_valve > 0; }

// Schools White Paper, February 2026 (settlement of 2028-29) and High Needs Stability Grant, February 2026.
constexpr Month settlement(2028, 4), stability_grant_month(2026, 10);

}  // namespace

Authorities start_authorities(const Map& map, const Pupils& pupils, const Families& families, const Schools& schools,
                              const AuthorityParameters& parameters, const Draws& draws, Month start) {
    Authorities authorities;
    const std::size_t count = map.authorities.size();
    Authorities::for_each_column(authorities, [&](auto& column) { column.resize(count); });
    const std::vector<FormulaMeasures> measures = measure_authorities(map, pupils, families, parameters);
    std::size_t in_area = 0;
    double leniency_sum = 0;
    for (std::size_t row = 0; row < count; ++row) {
        const AuthorityId a(row);
        const double on_roll = measures[row].pupils, size = on_roll / deficit_pupils;
        authorities.high_needs_income[a] = pounds(formula_income(measures[row], parameters));
        authorities.balance[a] = authorities.year_end_balance[a] = -pounds(parameters.deficit_at_start * size);
        authorities.capital[a] = pounds(parameters.capital_per_pupil * on_roll);
        take_own_figures(map.authorities[row].figures, a, parameters, authorities);
        if (!map.authorities[row].in_area) continue;
        ++in_area;
        authorities.own_leniency[a] = static_cast<float>(
            draws.normal(Stream::settlement, static_cast<std::uint32_t>(row), Month(0)) * parameters.panel_spread);
        leniency_sum += static_cast<double>(authorities.own_leniency[a]);
    }
    for (std::size_t row = 0; row < count; ++row) {
        const AuthorityId a(row);
        if (in_area < 2 || !map.authorities[row].in_area)
            authorities.own_leniency[a] = 0;
        else
            authorities.own_leniency[a] -= static_cast<float>(leniency_sum / static_cast<double>(in_area));
        authorities.leniency[a] = authorities.own_leniency[a];
    }
    const auto counts = count_requirements(map, pupils, families);
    for (std::size_t row = 0; row < count; ++row)
        authorities.last_count[AuthorityId(row)] = authorities.earlier_count[AuthorityId(row)] = counts[row];
    order_starting_pipeline(map, schools, authorities, parameters, start);
    return authorities;
}

void spend_month(const Step& step, const Pupils& pupils, Schools& schools, Authorities& authorities,
                 const AuthorityParameters& p, const SchoolParameters& school_parameters) {
    move_funding_of_excluded(step, pupils, schools, authorities, school_parameters);
    std::vector<std::int64_t> on_roll(authorities.size(), 0);
    for (std::size_t row = 0; row < schools.size(); ++row) {
        const SchoolId s(row);
        const School& school = step.map.school(s);
        if (schools.open(s, step.month) && school.authority.exists())
            on_roll[school.authority.value] += schools.roll[s];
    }
    for (std::size_t row = 0; row < authorities.size(); ++row) {
        const AuthorityId a(row);
        auto& spend = authorities.spend[a];
        const auto at = [&](Heading heading) -> Pence& { return spend[static_cast<std::size_t>(heading)]; };
        at(Heading::services) = pounds(p.services_per_pupil) * on_roll[row] / months_a_year;
        authorities.paid_beyond[a] += at(Heading::services);
        Pence high_needs;
        for (std::size_t h = 0; h < heading_count; ++h)
            if (!on_general_fund(static_cast<Heading>(h))) high_needs += spend[h];
        const Pence balance = authorities.balance[a];
        at(Heading::interest) = {balance.value < 0 ? static_cast<std::int64_t>(static_cast<double>(-balance.value) *
                                                                               p.interest / months_a_year)
                                                   : 0};
        for (std::size_t h = 0; h < heading_count; ++h) authorities.spend_to_date[a][h] += spend[h];
        authorities.balance[a] += authorities.high_needs_income[a] / months_a_year - high_needs;
    }
}

double deficit_of_dsg(const Authorities& authorities, AuthorityId a, const AuthorityParameters& parameters) {
    const double grant = static_cast<double>(authorities.high_needs_income[a].value) * parameters.dsg_over_high_needs;
    const auto deficit = static_cast<double>(-authorities.balance[a].value);
    return deficit > 0 && grant > 0 ? deficit / grant : 0;
}

std::vector<double> income_without_past_spending(const Map& map, const Pupils& pupils, const Families& families,
                                                 const AuthorityParameters& parameters) {
    AuthorityParameters without = parameters;
    without.income_for_past_cost = 0;
    std::vector<double> ratios;
    for (const FormulaMeasures& measures : measure_authorities(map, pupils, families, parameters)) {
        const double with = formula_income(measures, parameters);
        ratios.push_back(with > 0 ? formula_income(measures, without) / with : 1.0);
    }
    return ratios;
}

void set_high_needs_budgets(const Step& step, Authorities& authorities, const AuthorityParameters& parameters,
                            const LoopSwitches& loops, std::span<const double> by_formula) {
    const double growth = parameters.income_growth + (step.month == settlement ? parameters.settlement_2028 : 0.0);
    for (std::size_t row = 0; row < authorities.size(); ++row) {
        const AuthorityId a(row);
        authorities.spend_to_date[a].fill(Pence{});
        const auto overspent = static_cast<double>((authorities.year_end_balance[a] - authorities.balance[a]).value);
        authorities.year_end_balance[a] = authorities.balance[a];
        const auto income = static_cast<double>(authorities.high_needs_income[a].value);
        const double to_formula = row < by_formula.size() ? parameters.formula_only * (by_formula[row] - 1) : 0.0;
        authorities.high_needs_income[a] = {
            static_cast<std::int64_t>(income * (1.0 + growth) * (1.0 + to_formula) + 0.5)};
        if (authorities.balance[a].value < 0) {
            const auto deficit = static_cast<double>(-authorities.balance[a].value);
            authorities.balance[a] += Pence{static_cast<std::int64_t>(deficit * parameters.deficit_cancelled)};
            if (overspent <= parameters.safety_valve_overspend * income)
                authorities.balance[a] += Pence{static_cast<std::int64_t>(deficit * parameters.safety_valve)};
        }
        const double beyond = deficit_of_dsg(authorities, a, parameters) - usual_deficit();
        const double agreed = under_agreement(parameters) ? parameters.safety_valve_panel : 0.0;
        authorities.leniency[a] =
            static_cast<float>(static_cast<double>(authorities.own_leniency[a]) -
                               loops.money_panel * parameters.panel_per_deficit * percent_of_grant * beyond - agreed);
        const std::int64_t pupils = [&] {
            std::int64_t sum = 0;
            for (const School& school : step.map.schools)
                if (school.authority == a) sum += school.roll;
            return sum;
        }();
        authorities.capital[a] += pounds(parameters.capital_per_pupil * static_cast<double>(pupils));
    }
}

void pay_stability_grant(const Step& step, Authorities& authorities, const AuthorityParameters& parameters) {
    if (step.month != stability_grant_month) return;
    for (std::size_t row = 0; row < authorities.size(); ++row) {
        const AuthorityId a(row);
        if (authorities.year_end_balance[a].value >= 0) continue;
        const auto deficit = static_cast<double>(-authorities.year_end_balance[a].value);
        authorities.balance[a] += Pence{static_cast<std::int64_t>(deficit * parameters.stability_grant)};
    }
}

std::vector<double> independent_willingness(const Authorities& authorities, const AuthorityParameters& parameters,
                                            double per_percent, const LoopSwitches& loops) {
    std::vector<double> willingness(authorities.size(), 1.0);
    for (std::size_t row = 0; row < authorities.size(); ++row) {
        const AuthorityId a(row);
        const double beyond = deficit_of_dsg(authorities, a, parameters) - usual_deficit();
        willingness[row] =
            std::clamp(1.0 - loops.money_panel * per_percent * percent_of_grant * beyond, least_willing, most_willing);
        if (under_agreement(parameters)) willingness[row] *= 1 - parameters.safety_valve_independent;
    }
    return willingness;
}

}  // namespace sendscape
