// SPDX-License-Identifier: MIT
#include "agents/authority/funding_formula.h"

#include <algorithm>

#include "agents/families/residence.h"
#include "agents/pupils/national_tables.h"

namespace sendscape {
namespace {

constexpr double england_pupils = 9'031'686.0;  // school census January 2025
// The same census: ever eligible, state-funded primary and secondary, and their part of all pupils.
constexpr double england_meals = 0.273;
constexpr double england_state_pupils = 8'226'401.0;
constexpr double income_pupils = 60'000;               // the authority that income_per_60000 is of
constexpr double least_level = 0.3, most_level = 3.0;  // of a measure over England's: assumption, so that odd maps pass

/// England's plans of one kind over its pupils.
template <class PerChild>
double england_for_each_pupil(const PerChild& per_child) {
    double sum = 0;
    for (const auto& age : plans_by_age)
        for (std::size_t group = 0; group < setting_group_count; ++group)
            sum += age[group] * per_child(static_cast<SettingGroup>(group));
    return sum / england_pupils;
}

bool in_special(SettingGroup group) {
    return group == SettingGroup::state_special || group == SettingGroup::independent_special;
}

bool counts_for_meals(const School& school) {
    return school.setting == Setting::mainstream &&
           (school.phase == SchoolPhase::primary || school.phase == SchoolPhase::secondary ||
            school.phase == SchoolPhase::all_through);
}

}  // namespace

double unit_cost(SettingGroup group, const AuthorityParameters& p) {
    switch (group) {
        case SettingGroup::mainstream:
            return p.mainstream_top_up;
        case SettingGroup::base:
            return p.base_top_up + p.base_place_filled;
        case SettingGroup::state_special:
            return p.special_top_up + p.special_place;
        case SettingGroup::independent_special:
            return p.independent_special;
        case SettingGroup::alternative_provision:
            return p.alternative;
        case SettingGroup::further_education:
            return p.further_education;
        case SettingGroup::eotas:
            return p.eotas;
        case SettingGroup::early_years:
        case SettingGroup::home_education:
        case SettingGroup::neet:
        case SettingGroup::no_setting:
            return 0;
    }
    return 0;
}

std::vector<FormulaMeasures> measure_authorities(const Map& map, const Pupils& pupils, const Families& families,
                                                 const AuthorityParameters& parameters) {
    std::vector<FormulaMeasures> measures(map.authorities.size());
    for (const School& school : map.schools) {
        if (!school.authority.exists()) continue;
        FormulaMeasures& own = measures[school.authority.value];
        own.pupils += school.roll;
        if (!counts_for_meals(school)) continue;
        own.state_pupils += school.roll;
        if (school.is_filled(Filled::fsm)) continue;
        own.meals_known += school.roll;
        own.meals += school.roll * static_cast<double>(school.fsm_share);
    }
    for (std::size_t row = 0; row < pupils.size(); ++row) {
        const PupilId p(row);
        if (pupils.provision[p] != Provision::plan || !pupils.present(p)) continue;
        FormulaMeasures& own = measures[authority_of(pupils, families, map, p).value];
        const SettingGroup group = group_of(pupils.setting[p]);
        own.past_cost += unit_cost(group, parameters);
        if (in_special(group)) own.special += 1;
    }
    return measures;
}

double formula_income(const FormulaMeasures& own, const AuthorityParameters& p) {
    if (!(own.pupils > 0)) return 0;
    const double england_cost = england_for_each_pupil([&](SettingGroup group) { return unit_cost(group, p); });
    const double england_special =
        england_for_each_pupil([](SettingGroup group) { return in_special(group) ? 1.0 : 0.0; });
    const auto level = [](double of_area, double of_england) {
        return of_england > 0 ? std::clamp(of_area / of_england, least_level, most_level) : 1.0;
    };
    const double cost = level(own.past_cost / own.pupils, england_cost);
    // Of all pupils: children in independent schools have none. Where no school's meals are known, at England's level.
    const double share = own.meals_known > 0 ? own.meals / own.meals_known : england_meals;
    const double meals = own.state_pupils > 0 ? level(share * own.state_pupils / own.pupils,
                                                      england_meals * england_state_pupils / england_pupils)
                                              : 1.0;
    const double england_income = p.income_per_60000 / income_pupils;
    const double past = p.income_for_past_cost * england_income * cost;
    const double entitlement = p.basic_entitlement * own.special / own.pupils;
    const double rest =
        std::max(0.0, (1 - p.income_for_past_cost) * england_income - p.basic_entitlement * england_special);
    const double proxies = rest * (1 - p.income_for_disadvantage + p.income_for_disadvantage * meals);
    return own.pupils * (past + entitlement + proxies);
}

}  // namespace sendscape
