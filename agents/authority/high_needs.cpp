// SPDX-License-Identifier: MIT
#include "agents/authority/high_needs.h"

#include <algorithm>
#include <array>

#include "agents/authority/commissioning.h"
#include "agents/authority/funding_formula.h"
#include "agents/families/residence.h"
#include "agents/pupils/plan_holders.h"
#include "agents/pupils/rows_where.h"

namespace sendscape {
namespace {

/// Children of each authority by what is paid for them.
enum Paid : std::size_t {
    mainstream,
    independent_mainstream,
    base,
    state_special,
    independent,
    alternative,
    college,
    otherwise,
    exported,  ///< in a state special school or base of another authority
    imported,  ///< of other authorities in its special schools and bases
    paid_kinds
};
using Counts = std::vector<std::array<std::int64_t, paid_kinds>>;

void count_plan(const Map& map, const Pupils& pupils, const Families& families, PupilId p, Counts& counts) {
    const Setting setting = pupils.setting[p];
    auto& own = counts[authority_of(pupils, families, map, p).value];
    if (setting == Setting::independent_mainstream) {
        ++own[independent_mainstream];
        return;
    }
    switch (group_of(setting)) {
        case SettingGroup::mainstream:
            ++own[mainstream];
            return;
        case SettingGroup::base:
            ++own[base];
            break;
        case SettingGroup::state_special:
            ++own[state_special];
            break;
        case SettingGroup::independent_special:
            ++own[independent];
            return;
        case SettingGroup::alternative_provision:
            ++own[alternative];
            return;
        case SettingGroup::further_education:
            ++own[college];
            return;
        case SettingGroup::eotas:
            ++own[otherwise];
            return;
        case SettingGroup::early_years:
        case SettingGroup::home_education:
        case SettingGroup::neet:
        case SettingGroup::no_setting:
            return;  // nothing is paid
    }
    const SchoolId s = pupils.school[p];
    if (!s.exists()) {  // a state special school beyond the map
        ++own[exported];
        return;
    }
    const AuthorityId lies_in = map.school(s).authority;
    if (lies_in == authority_of(pupils, families, map, p)) return;
    ++own[exported];
    ++counts[lies_in.value][imported];
}

Counts count_paid(const Step& step, const Pupils& pupils, const Families& families, std::size_t authorities) {
    // Sums of whole numbers: the same whatever the blocks.
    const std::size_t rows = pupils.size(), grain = grain_of_few_blocks(rows);
    std::vector<Counts> blocks(Parallel::blocks(rows, grain), Counts(authorities));
    step.parallel.for_blocks(
        rows,
        [&](std::size_t block, std::size_t first, std::size_t end) {
            Counts& counts = blocks[block];
            for_each_plan_holder(pupils, first, end,
                                 [&](PupilId p) { count_plan(step.map, pupils, families, p, counts); });
            // Others in alternative provision are paid for too.
            for_each_of(pupils.setting, Setting::alternative_provision, first, end, [&](PupilId p) {
                if (!pupils.has_plan(p)) ++counts[authority_of(pupils, families, step.map, p).value][alternative];
            });
        },
        grain);
    Counts total(authorities);
    for (const Counts& block : blocks)
        for (std::size_t a = 0; a < authorities; ++a)
            for (std::size_t k = 0; k < paid_kinds; ++k) total[a][k] += block[a][k];
    return total;
}

Pence month_of(double a_year, std::int64_t children) { return pounds(a_year) * children / months_a_year; }

constexpr double percent_of_grant = 100;
/// Pupils of the authority that deficit_at_start is of.
constexpr double deficit_pupils = 60'000;
/// How far the deficit can move an authority's readiness to pay for independent places: assumption.
constexpr double least_willing = 0.3, most_willing = 1.2;

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
        authorities.deficit_at_start[a] = static_cast<float>(deficit_of_dsg(authorities, a, parameters));
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

void spend_month(const Step& step, const Pupils& pupils, const Families& families, const Schools& schools,
                 Authorities& authorities, const AuthorityParameters& p) {
    const Counts counts = count_paid(step, pupils, families, authorities.size());
    std::vector<std::int64_t> special_places(authorities.size(), 0), base_filled(authorities.size(), 0),
        base_empty(authorities.size(), 0), on_roll(authorities.size(), 0);
    for (std::size_t row = 0; row < schools.size(); ++row) {
        const SchoolId s(row);
        const School& school = step.map.school(s);
        if (!schools.open(s, step.month) || !school.authority.exists()) continue;
        const std::size_t a = school.authority.value;
        on_roll[a] += schools.roll[s];
        if (school.setting == Setting::state_special)
            special_places[a] += std::max(schools.commissioned_places[s], schools.roll[s]);
        for (std::size_t phase = 0; phase < 2; ++phase) {
            base_filled[a] += schools.in_base[s][phase];
            base_empty[a] += std::max(0, schools.base_places[s][phase] - schools.in_base[s][phase]);
        }
    }
    for (std::size_t row = 0; row < authorities.size(); ++row) {
        const AuthorityId a(row);
        const auto& n = counts[row];
        std::array<Pence, heading_count> spend{};
        const auto at = [&](Heading heading) -> Pence& { return spend[static_cast<std::size_t>(heading)]; };
        at(Heading::mainstream_top_up) = month_of(p.mainstream_top_up, n[mainstream]) +
                                         month_of(p.independent_mainstream, n[independent_mainstream]);
        at(Heading::base_places_and_top_up) = month_of(p.base_top_up, n[base]) +
                                              month_of(p.base_place_filled, base_filled[row]) +
                                              month_of(p.base_place_empty, base_empty[row]);
        at(Heading::state_special) =
            month_of(p.special_top_up, n[state_special]) + month_of(p.special_place, special_places[row]);
        at(Heading::independent_special) = month_of(p.independent_special, n[independent]);
        at(Heading::alternative_provision) = month_of(p.alternative, n[alternative]);
        at(Heading::further_education) = month_of(p.further_education, n[college]);
        at(Heading::eotas) = month_of(p.eotas, n[otherwise]);
        at(Heading::services) = month_of(p.services_per_pupil, on_roll[row]);
        at(Heading::import_export) = month_of(p.import_export, n[exported] - n[imported]);
        Pence high_needs;
        for (const Pence heading : spend) high_needs += heading;
        const Pence balance = authorities.balance[a];
        if (balance.value < 0)
            at(Heading::interest) = {
                static_cast<std::int64_t>(static_cast<double>(-balance.value) * p.interest / months_a_year)};
        at(Heading::transport) = authorities.spend[a][static_cast<std::size_t>(Heading::transport)];
        authorities.spend[a] = spend;
        for (std::size_t h = 0; h < heading_count; ++h) authorities.spend_to_date[a][h] += spend[h];
        authorities.balance[a] += authorities.high_needs_income[a] / months_a_year - high_needs;
    }
}

double deficit_of_dsg(const Authorities& authorities, AuthorityId a, const AuthorityParameters& parameters) {
    const double grant = static_cast<double>(authorities.high_needs_income[a].value) * parameters.dsg_over_high_needs;
    const auto deficit = static_cast<double>(-authorities.balance[a].value);
    return deficit > 0 && grant > 0 ? deficit / grant : 0;
}

void set_high_needs_budgets(const Step& step, Authorities& authorities, const AuthorityParameters& parameters,
                            const LoopSwitches& loops) {
    const double growth = parameters.income_growth + (step.month == settlement ? parameters.settlement_2028 : 0.0);
    for (std::size_t row = 0; row < authorities.size(); ++row) {
        const AuthorityId a(row);
        authorities.spend_to_date[a].fill(Pence{});
        authorities.year_end_balance[a] = authorities.balance[a];
        const auto income = static_cast<double>(authorities.high_needs_income[a].value);
        authorities.high_needs_income[a] = {static_cast<std::int64_t>(income * (1.0 + growth) + 0.5)};
        if (authorities.balance[a].value < 0) {
            const auto deficit = static_cast<double>(-authorities.balance[a].value);
            authorities.balance[a] += Pence{static_cast<std::int64_t>(deficit * parameters.deficit_cancelled)};
        }
        const double beyond =
            deficit_of_dsg(authorities, a, parameters) - static_cast<double>(authorities.deficit_at_start[a]);
        authorities.leniency[a] =
            static_cast<float>(static_cast<double>(authorities.own_leniency[a]) -
                               loops.money_panel * parameters.panel_per_deficit * percent_of_grant * beyond);
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
        const double beyond =
            deficit_of_dsg(authorities, a, parameters) - static_cast<double>(authorities.deficit_at_start[a]);
        willingness[row] =
            std::clamp(1.0 - loops.money_panel * per_percent * percent_of_grant * beyond, least_willing, most_willing);
    }
    return willingness;
}

}  // namespace sendscape
