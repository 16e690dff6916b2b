// SPDX-License-Identifier: MIT
#include "sim/start/authority_practice.h"

#include <algorithm>
#include <array>
#include <vector>

#include "agents/families/residence.h"
#include "agents/pupils/national_tables.h"
#include "agents/services/caseload.h"
#include "sim/core/elementary.h"

namespace sendscape {
namespace {

/// Spread of authorities' shares, in logarithms: SEN2 2025, p10, median and p90 of independent special 1.8, 4.6, 8.8%
/// of plans. The others as independent (assumption).
constexpr double spread_of_practice = 0.6;

constexpr int youngest = 4, oldest = 15;  ///< ages on 31 August, Reception to Year 11

constexpr double least_practice = 0.25, most_practice = 8;  ///< ratios beyond which no practice is told (assumption)

/// Plans by where their children are educated.
struct Held {
    double plans = 0, special = 0, independent = 0, alternative = 0, elsewhere = 0;

    void count(SettingGroup group, double of_plans) {
        plans += of_plans;
        switch (group) {
            case SettingGroup::independent_special:
                independent += of_plans;
                [[fallthrough]];
            case SettingGroup::state_special:
                special += of_plans;
                break;
            case SettingGroup::alternative_provision:
                alternative += of_plans;
                break;
            case SettingGroup::eotas:
            case SettingGroup::home_education:
                elsewhere += of_plans;
                break;
            default:
                break;
        }
    }
};

/// Held over expected, as far as chance in small numbers lets it tell.
float ratio(double held, double expected) {
    constexpr double k = 1 / (spread_of_practice * spread_of_practice);
    return static_cast<float>(std::clamp((held + k) / (expected + k), least_practice, most_practice));
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
    for (std::size_t row = 0; row < authorities.size(); ++row) {
        Held expected;
        for (int age = youngest; age <= oldest; ++age) {
            const auto& england = plans_by_age[national_index(age)];
            double all = 0;
            for (const std::int32_t of_group : england) all += of_group;
            for (std::size_t group = 0; group < setting_group_count; ++group)
                expected.count(static_cast<SettingGroup>(group),
                               plans[row][national_index(age)] * england[group] / all);
        }
        const Held& own = held[row];
        if (!(expected.special > 0)) continue;
        Practice& practice = authorities.practice[AuthorityId(row)];
        practice.independent = ratio(own.independent, own.special * expected.independent / expected.special);
        practice.alternative = ratio(own.alternative, expected.alternative);
        practice.elsewhere = ratio(own.elsewhere, expected.elsewhere);
    }
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
