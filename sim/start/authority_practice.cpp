// SPDX-License-Identifier: MIT
#include "sim/start/authority_practice.h"

#include <algorithm>
#include <array>
#include <vector>

#include "agents/families/residence.h"
#include "agents/placement/border.h"
#include "agents/placement/post16.h"
#include "agents/pupils/national_tables.h"
#include "agents/services/caseload.h"
#include "sim/core/elementary.h"
#include "sim/start/published_plans.h"

namespace sendscape {
namespace {

/// Spread of authorities' shares, in logarithms: SEN2 2025, p10, median and p90 of independent special 1.8, 4.6, 8.8%
/// of plans. The others as independent (assumption).
constexpr double spread_of_practice = 0.6;

/// How much of an authority's distance from England among those in no school or college after 16 is followed, as a
/// power: half (judged, with the counts of 2019 to 2022 of sixteen even codes in sight; not estimated).
constexpr double of_elsewhere_kept = 0.5;

/// The same of where its Year 11 goes on to (judged on even codes, SEN2 2019 to 2022).
constexpr double of_ways_kept = 0.5;

constexpr double most_in_special = 0.9;  ///< of plans of school age: more tells no more

constexpr int youngest = 4, oldest = 15;  ///< ages on 31 August, Reception to Year 11

constexpr double least_at_none = 0.1;  ///< of children before Reception, outside nursery classes: fewer tell no more
constexpr double least_practice = 0.25, most_practice = 8;  ///< ratios beyond which no practice is told (assumption)

/// England's plans of settings outside schools each January (DfE, Education, health and care plans, release of 2022),
/// in the groups that maps/tables/sen2_words.cpp reads them as; between 2022 and 2026 the shares of all plans change by
/// equal parts, and before 2019 they are its.
constexpr int first_told = 2019, last_told = 2022, year_of_table = 2026;
struct OutsideSchools {
    SettingGroup group;
    std::array<double, last_told - first_told + 1> plans;
};
constexpr std::array<OutsideSchools, 6> outside_schools{{
    {SettingGroup::early_years, {1708, 2024, 2219, 2518}},
    {SettingGroup::alternative_provision, {2830, 3327, 3379, 3725}},
    {SettingGroup::eotas, {2969, 3984, 4284, 4992}},
    {SettingGroup::home_education, {2809, 2983, 3660, 4098}},
    {SettingGroup::neet, {7384, 10077, 13480, 15052}},
    {SettingGroup::no_setting, {1266, 1381, 1531, 1584}},
}};
constexpr std::array<double, last_told - first_told + 1> all_plans{353995, 390109, 430697, 473255};

/// Share of England's plans in a group in a January over that in January 2026, whose table is what flows were derived
/// beside: a third of the children educated otherwise than at school does not come from as many who leave school.
double level_then(SettingGroup group, int january) {
    for (const OutsideSchools& row : outside_schools) {
        if (row.group != group) continue;
        double now = 0, all = 0;
        for (const auto& england : plans_by_age) {
            now += england[static_cast<std::size_t>(group)];
            for (const std::int32_t of_group : england) all += of_group;
        }
        const auto told = static_cast<std::size_t>(std::clamp(january, first_told, last_told) - first_told);
        const double then = row.plans[told] / all_plans[told] / (now / all);
        const double part =
            std::clamp(static_cast<double>(january - last_told) / (year_of_table - last_told), 0.0, 1.0);
        return then + part * (1 - then);
    }
    return england_growth(group, year_of_table, january) / england_growth(year_of_table, january);
}

using Levels = std::array<double, setting_group_count>;
Levels levels_then(int january) {
    Levels levels{};
    for (std::size_t group = 0; group < levels.size(); ++group)
        levels[group] = level_then(static_cast<SettingGroup>(group), january);
    return levels;
}

/// Plans by where their children are educated.
struct Held {
    double plans = 0, base = 0, special = 0, independent = 0, alternative = 0, elsewhere = 0;
    double eotas = 0, home_educated = 0, no_setting = 0;

    void count(SettingGroup group, double of_plans) {
        plans += of_plans;
        switch (group) {
            case SettingGroup::independent_special:
                independent += of_plans;
                [[fallthrough]];
            case SettingGroup::state_special:
                special += of_plans;
                break;
            case SettingGroup::base:
                base += of_plans;
                break;
            case SettingGroup::alternative_provision:
                alternative += of_plans;
                break;
            case SettingGroup::eotas:
                elsewhere += of_plans;
                eotas += of_plans;
                break;
            case SettingGroup::home_education:
                elsewhere += of_plans;
                home_educated += of_plans;
                break;
            case SettingGroup::no_setting:
                no_setting += of_plans;
                break;
            default:
                break;
        }
    }
};

/// Held over expected of England then, as far as chance in small numbers lets it tell, and that over England's later
/// habit.
float ratio(double held, double expected, double later) {
    constexpr double k = 1 / (spread_of_practice * spread_of_practice);
    const double own = std::clamp((held + k) / (expected + k), least_practice, most_practice);
    return static_cast<float>(later > 0 ? own * expected / later : own);
}

/// Odds over England's that a child's plan comes to require a special school: as many as are in one, of this
/// authority's plans of school age, beside England's; not below England's, for where fewer are in one, places may be
/// wanting.
float odds_of_special(const Held& own, const Held& expected) {
    const double usual = expected.special / expected.plans;
    const double here = std::min(most_in_special, usual * static_cast<double>(ratio(own.special, expected.special, 0)));
    const double odds = here / (1 - here) * (1 - usual) / usual;
    return static_cast<float>(std::max(1.0, odds));
}

/// Of plans of children not in Reception yet, those in early-years settings in England; the others are at nursery
/// classes or special schools, but for those elsewhere.
double in_early_years_before_reception() {
    double early_years = 0, all = 0;
    for (int age = first_plan_age; age < age_of_ncy(reception); ++age) {
        const auto& england = plans_by_age[national_index(age)];
        for (const SettingGroup group : {SettingGroup::early_years, SettingGroup::mainstream, SettingGroup::base,
                                         SettingGroup::state_special, SettingGroup::independent_special})
            all += england[static_cast<std::size_t>(group)];
        early_years += england[static_cast<std::size_t>(SettingGroup::early_years)];
    }
    return early_years / all;
}

/// Before and after school age: plans in early-years settings, and of those in no school or college the educated
/// otherwise.
void find_other_ages(const Map& map, const Pupils& pupils, const Families& families, Authorities& authorities) {
    constexpr int five = 5, sixteen = 16;
    struct HeldThen {
        double early_years = 0, usual_early_years = 0, later_early_years = 0;
        double before_reception = 0, in_classes = 0;  ///< children, and those of them at a nursery school or class
        double eotas = 0, usual_eotas = 0, later_eotas = 0;
        double elsewhere_after_16 = 0, usual_elsewhere = 0, later_elsewhere = 0;
    };
    const Levels then = levels_then(map.census.year());
    const auto level = [&](SettingGroup group) { return then[static_cast<std::size_t>(group)]; };
    std::vector<HeldThen> held(authorities.size());
    for (std::size_t row = 0; row < pupils.size(); ++row) {
        const PupilId p(row);
        const int age = age_of_ncy(pupils.ncy[p]);
        const bool year_before_reception = pupils.ncy[p] == reception - 1;
        if (!pupils.present(p) || (!pupils.has_plan(p) && !year_before_reception) || (age >= five && age < sixteen))
            continue;
        const AuthorityId home = authority_of(pupils, families, map, p);
        if (!home.exists() || home.value >= held.size()) continue;
        if (year_before_reception) {
            held[home.value].before_reception += 1;
            held[home.value].in_classes += group_of(pupils.counted_setting(p)) == SettingGroup::mainstream ? 1 : 0;
            if (!pupils.has_plan(p)) continue;
        }
        const auto& england = plans_by_age[national_index(age)];
        const auto of = [&](SettingGroup group) {
            return static_cast<double>(england[static_cast<std::size_t>(group)]);
        };
        const SettingGroup group = group_of(pupils.counted_setting(p));
        double all = 0;
        for (const std::int32_t of_group : england) all += of_group;
        if (age < five) {
            const double share = of(SettingGroup::early_years) / all;
            held[home.value].usual_early_years += share * level(SettingGroup::early_years);
            held[home.value].later_early_years += share;
            held[home.value].early_years += group == SettingGroup::early_years ? 1 : 0;
            continue;
        }
        double out = 0, out_then = 0;
        for (const SettingGroup one : {SettingGroup::eotas, SettingGroup::home_education, SettingGroup::neet}) {
            out += of(one);
            out_then += of(one) * level(one);
        }
        held[home.value].usual_elsewhere += out_then / all;
        held[home.value].later_elsewhere += out / all;
        if (group == SettingGroup::eotas || group == SettingGroup::home_education || group == SettingGroup::neet) {
            held[home.value].elsewhere_after_16 += 1;
            held[home.value].usual_eotas += of(SettingGroup::eotas) * level(SettingGroup::eotas) / out_then;
            held[home.value].later_eotas += of(SettingGroup::eotas) / out;
            held[home.value].eotas += group == SettingGroup::eotas ? 1 : 0;
        }
    }
    for (std::size_t row = 0; row < held.size(); ++row) {
        Practice& practice = authorities.practice[AuthorityId(row)];
        // Who is at a nursery class already when the plan comes is in none of the early-years settings.
        const double at_none = 1 - held[row].in_classes / std::max(1.0, held[row].before_reception);
        const double stays =
            in_early_years_before_reception() / std::max(least_at_none, at_none) *
            static_cast<double>(ratio(held[row].early_years, held[row].usual_early_years, held[row].later_early_years));
        practice.early_years = static_cast<float>(std::min(1.0, stays));
        practice.eotas_after_16 = ratio(held[row].eotas, held[row].usual_eotas, held[row].later_eotas);
        practice.elsewhere_after_16 =
            static_cast<float>(pow(static_cast<double>(ratio(held[row].elsewhere_after_16, held[row].usual_elsewhere,
                                                             held[row].later_elsewhere)),
                                   of_elsewhere_kept));
    }
}

/// Where the authority's own Year 11 goes on to, where SEN2 tells its plans after 16: those of 16 to 18 in school or
/// college beside what England's transitions make of where its plans of 11 to 15 are.
void find_ways_after_16(const Map& map, const Pupils& pupils, const Families& families, Authorities& authorities) {
    constexpr int eleven = 11, sixteen = 16, nineteen = 19;
    constexpr std::size_t ways = 4;
    using ByWay = std::array<double, ways>;
    using ByGroup = std::array<double, setting_group_count>;
    const auto by_way = [](const ByGroup& by_group) {
        const auto of = [&](SettingGroup group) { return by_group[static_cast<std::size_t>(group)]; };
        return ByWay{of(SettingGroup::mainstream) + of(SettingGroup::base), of(SettingGroup::state_special),
                     of(SettingGroup::independent_special), of(SettingGroup::further_education)};
    };
    const auto made_of = [](const ByGroup& leavers) {
        const WaysAfter16 w = ways_after_16(leavers);
        return ByWay{w.sixth_form, w.special, w.independent, w.college};
    };
    const Levels then = levels_then(map.census.year());
    ByGroup england_before{}, england_now{}, england_then{};
    for (int age = eleven; age < nineteen; ++age)
        for (std::size_t group = 0; group < setting_group_count; ++group) {
            const double plans = plans_by_age[national_index(age)][group];
            (age < sixteen ? england_before : england_now)[group] += plans;
            if (age >= sixteen) england_then[group] += plans * then[group];
        }
    std::vector<ByGroup> before(authorities.size()), after(authorities.size());
    for (std::size_t row = 0; row < pupils.size(); ++row) {
        const PupilId p(row);
        const int age = age_of_ncy(pupils.ncy[p]);
        if (!pupils.has_plan(p) || !pupils.present(p) || age < eleven || age >= nineteen) continue;
        const AuthorityId home = authority_of(pupils, families, map, p);
        if (!home.exists() || home.value >= before.size()) continue;
        const auto group = static_cast<std::size_t>(group_of(pupils.counted_setting(p)));
        (age < sixteen ? before : after)[home.value][group] += 1;
    }
    const ByWay usual = made_of(england_before), now = by_way(england_now), earlier = by_way(england_then);
    for (std::size_t row = 0; row < authorities.size(); ++row) {
        if (row >= map.authorities.size() || !map.authorities[row].sen2.latest()) continue;
        const ByWay held = by_way(after[row]), own = made_of(before[row]);
        ByWay expected{}, later{};
        double all = 0, all_expected = 0, all_later = 0;
        for (std::size_t way = 0; way < ways; ++way) {
            expected[way] = earlier[way] * own[way] / usual[way];
            later[way] = now[way] * own[way] / usual[way];
            all += held[way];
            all_expected += expected[way];
            all_later += later[way];
        }
        if (!(all_expected > 0) || !(all_later > 0)) continue;
        const auto kept = [&](std::size_t way) {
            const double own_habit = ratio(held[way], all * expected[way] / all_expected, all * later[way] / all_later);
            return static_cast<float>(pow(own_habit, of_ways_kept));
        };
        Practice& practice = authorities.practice[AuthorityId(row)];
        practice.sixth_form = kept(0);
        practice.special_after_16 = kept(1);
        practice.independent_after_16 = kept(2);
        practice.college = kept(3);
    }
}

}  // namespace

void find_practice(const Map& map, const Pupils& pupils, const Families& families, Authorities& authorities) {
    std::vector<Held> held(authorities.size());
    std::vector<std::array<double, national_ages>> plans(authorities.size());
    for (std::size_t row = 0; row < pupils.size(); ++row) {
        const PupilId p(row);
        const int age = age_of_ncy(pupils.ncy[p]);
        if (!pupils.has_plan(p) || !pupils.present(p) || age < youngest || age > oldest) continue;
        const AuthorityId home = authority_of(pupils, families, map, p);
        if (!home.exists()) continue;
        held[home.value].count(group_of(pupils.setting[p]), 1);
        plans[home.value][national_index(age)] += 1;
    }
    // Where no table tells of bases there are none at the start, which says nothing of the authority.
    std::vector<std::uint8_t> bases_known(authorities.size(), 0);
    for (const School& school : map.schools)
        if (school.authority.value < bases_known.size() && school.base_places[0] + school.base_places[1] > 0)
            bases_known[school.authority.value] = 1;
    const Levels then = levels_then(map.census.year());
    for (std::size_t row = 0; row < authorities.size(); ++row) {
        Held expected, later;
        for (int age = youngest; age <= oldest; ++age) {
            const auto& england = plans_by_age[national_index(age)];
            double all = 0;
            for (const std::int32_t of_group : england) all += of_group;
            for (std::size_t group = 0; group < setting_group_count; ++group) {
                const double usual = plans[row][national_index(age)] * england[group] / all;
                expected.count(static_cast<SettingGroup>(group), usual * then[group]);
                later.count(static_cast<SettingGroup>(group), usual);
            }
        }
        const Held& own = held[row];
        if (!(expected.special > 0)) continue;
        Practice& practice = authorities.practice[AuthorityId(row)];
        practice.independent = ratio(own.independent, own.special * expected.independent / expected.special,
                                     own.special * later.independent / later.special);
        practice.special = odds_of_special(own, expected);
        if (bases_known[row]) practice.base = ratio(own.base, expected.base, later.base);
        practice.alternative = ratio(own.alternative, expected.alternative, later.alternative);
        practice.elsewhere = ratio(own.elsewhere, expected.elsewhere, later.elsewhere);
        practice.eotas = ratio(own.eotas, expected.eotas, later.eotas);
        practice.home_educated = ratio(own.home_educated, expected.home_educated, later.home_educated);
        practice.no_setting = ratio(own.no_setting, expected.no_setting, later.no_setting);
        authorities.at_start[AuthorityId(row)].plans = static_cast<float>(own.plans);
        authorities.at_start[AuthorityId(row)].independent = static_cast<float>(own.independent / own.plans);
    }
    find_other_ages(map, pupils, families, authorities);
    find_ways_after_16(map, pupils, families, authorities);
    authorities.border = border_shares(map, border_counts(map, pupils, families, false, Parallel()).now);
}

void take_own_ep_days(const Map& map, const Services& services, const ServiceParameters& parameters,
                      Authorities& authorities) {
    for (std::size_t row = 0; row < map.authorities.size(); ++row) {
        const AuthorityId a(row);
        const auto& days = map.authorities[row].figures.ep_days;
        const double usual = psychologists(parameters, services.on_roll[a]) * parameters.ep_days_a_year;
        if (days && usual > 0) authorities.practice[a].advices = static_cast<float>(*days / usual);
    }
}

}  // namespace sendscape
