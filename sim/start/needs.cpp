// SPDX-License-Identifier: MIT
#include "sim/start/needs.h"

#include <algorithm>

#include "agents/pupils/demography.h"
#include "agents/pupils/identification.h"
#include "agents/schools/schools.h"
#include "sim/core/elementary.h"

namespace sendscape {
namespace {

std::array<double, plan_need_count> need_at_age(int age) {
    std::size_t upper = 0;
    while (upper < plan_need_ages.size() && plan_need_ages[upper] < age) ++upper;
    if (upper == 0) return plan_need_by_age.front();
    if (upper == plan_need_ages.size()) return plan_need_by_age.back();
    const std::size_t lower = upper - 1;
    const double part =
        static_cast<double>(age - plan_need_ages[lower]) / (plan_need_ages[upper] - plan_need_ages[lower]);
    std::array<double, plan_need_count> out{};
    for (std::size_t n = 0; n < plan_need_count; ++n)
        out[n] = plan_need_by_age[lower][n] * (1 - part) + plan_need_by_age[upper][n] * part;
    return out;
}

constexpr int rounds_of_fitting = 40;   ///< far more than the shares take to settle
constexpr double at_least_a_few = 0.5;  ///< plans added to each cell, so that an empty one keeps its needs

template <class Row>
void scale_to(Row& row, double total) {
    double sum = 0;
    for (const double v : row) sum += v;
    if (sum > 0)
        for (double& v : row) v *= total / sum;
}

}  // namespace

PlanNeeds::PlanNeeds() {
    std::array<std::array<double, plan_need_count>, national_ages> by_age{};
    std::array<std::array<double, plan_need_count>, setting_group_count> by_group{plan_need_by_setting};
    std::array<double, plan_need_count> all{};
    for (std::size_t a = 0; a < national_ages; ++a) {
        by_age[a] = need_at_age(static_cast<int>(a) + first_plan_age);
        scale_to(by_age[a], 1);
        for (std::size_t n = 0; n < plan_need_count; ++n) all[n] += by_age[a][n] / national_ages;
    }
    for (auto& row : by_group) scale_to(row, 1);
    for (std::size_t g = 0; g < setting_group_count; ++g)
        for (std::size_t a = 0; a < national_ages; ++a)
            for (std::size_t n = 0; n < plan_need_count; ++n) share_[g][a][n] = by_group[g][n] * by_age[a][n] / all[n];
    const auto plans = [](std::size_t g, std::size_t a) { return plans_by_age[a][g] + at_least_a_few; };
    for (int round = 0; round < rounds_of_fitting; ++round) {
        for (std::size_t a = 0; a < national_ages; ++a) {  // columns: need by age
            std::array<double, plan_need_count> sum{};
            double total = 0;
            for (std::size_t g = 0; g < setting_group_count; ++g) {
                total += plans(g, a);
                for (std::size_t n = 0; n < plan_need_count; ++n) sum[n] += plans(g, a) * share_[g][a][n];
            }
            for (std::size_t g = 0; g < setting_group_count; ++g) {
                for (std::size_t n = 0; n < plan_need_count; ++n)
                    if (sum[n] > 0) share_[g][a][n] *= by_age[a][n] * total / sum[n];
                scale_to(share_[g][a], 1);
            }
        }
        for (std::size_t g = 0; g < setting_group_count; ++g) {  // rows: need by setting
            std::array<double, plan_need_count> sum{};
            double total = 0;
            for (std::size_t a = 0; a < national_ages; ++a) {
                total += plans(g, a);
                for (std::size_t n = 0; n < plan_need_count; ++n) sum[n] += plans(g, a) * share_[g][a][n];
            }
            for (std::size_t a = 0; a < national_ages; ++a) {
                for (std::size_t n = 0; n < plan_need_count; ++n)
                    if (sum[n] > 0) share_[g][a][n] *= by_group[g][n] * total / sum[n];
                scale_to(share_[g][a], 1);
            }
        }
    }
}

namespace {

/// Years a plan has been held, by age and by kind of setting: new plans by year and by age at issue, times how
/// published shares of mainstream and special change with years in place.
class YearsHeld {
  public:
    explicit YearsHeld(int census_year) : census_year_(census_year) {}

    [[nodiscard]] std::int16_t issued(Setting setting, int age, double u_years, double u_month) const {
        constexpr std::size_t most = new_plans_by_year.size();
        std::array<double, most> weight{};
        for (std::size_t y = 0; y < most; ++y) {
            const int at_age = age - static_cast<int>(y);
            if (at_age < first_plan_age) break;
            const int year = std::clamp(census_year_ - 1 - static_cast<int>(y) - first_new_plans_year, 0,
                                        static_cast<int>(most) - 1);
            const std::size_t column = std::min<std::size_t>(y, mainstream_by_years.size() - 1);
            double kind = 1;
            if (is_special(setting))
                kind = special_by_years[column];
            else if (group_of(setting) == SettingGroup::mainstream)
                kind = mainstream_by_years[column];
            weight[y] =
                new_plans_by_year[static_cast<std::size_t>(year)] * new_plans_by_age[national_index(at_age)] * kind;
        }
        std::size_t y = pick(weight, u_years);
        if (y >= most) y = 0;
        const Month january(census_year_ - 1 - static_cast<int>(y), 1);
        return pack(january + static_cast<int>(u_month * months_a_year));
    }

  private:
    int census_year_;
};

// Centre of severity, logits, by where a child is. Assumptions that order the settings.
constexpr double severity_unrecognised = -1.1, severity_mainstream = 0.1, severity_base = 0.5;
constexpr double severity_otherwise = 0.9;  ///< educated otherwise than at school, alternative provision
constexpr double severity_special = 1.1, severity_independent_special = 1.2;

double severity_centre(const Pupils& pupils, PupilId p) {
    if (pupils.provision[p] == Provision::none) return severity_unrecognised;
    if (pupils.provision[p] == Provision::sen_support) return severity_centre_arising;
    const Setting setting = pupils.setting[p];
    if (setting == Setting::independent_special) return severity_independent_special;
    if (is_special(setting)) return severity_special;
    if (is_base(setting)) return severity_base;
    if (setting == Setting::eotas || setting == Setting::alternative_provision) return severity_otherwise;
    return severity_mainstream;
}

constexpr double outside_designation = 0.1;  ///< weight of needs that a school is not designated for (assumption)

RequiredProvision required_of(Setting setting) {
    switch (group_of(setting)) {
        case SettingGroup::base:
            return RequiredProvision::base;
        case SettingGroup::state_special:
        case SettingGroup::independent_special:
            return RequiredProvision::special;
        case SettingGroup::alternative_provision:
            return RequiredProvision::alternative;
        case SettingGroup::further_education:
        case SettingGroup::neet:
            return RequiredProvision::post16;
        case SettingGroup::eotas:
        case SettingGroup::home_education:
            return RequiredProvision::elsewhere;
        case SettingGroup::early_years:
        case SettingGroup::mainstream:
        case SettingGroup::no_setting:
            return RequiredProvision::mainstream;
    }
    return RequiredProvision::mainstream;
}

Need drawn_need(const std::array<double, plan_need_count>& shares, NeedSet designated, bool down_syndrome, double u,
                double u_other) {
    std::array<double, plan_need_count> weights = shares;
    if (designated != 0)
        for (std::size_t n = 0; n < plan_need_count; ++n)
            if (!includes(designated, static_cast<Need>(n))) weights[n] *= outside_designation;
    const std::size_t n = pick(weights, u);
    const Need need = n < plan_need_count ? static_cast<Need>(n) : Need::asd;
    return need == Need::oth && down_syndrome && u_other < down_syndrome_of_other ? Need::ds : need;
}

constexpr double most_disadvantaged = 0.97;  ///< chance of any child at the most (assumption)

/// Ever eligible for free school meals: 43.8% of plans, 39.3% of SEN Support, 22.2% of others (DfE, Special educational
/// needs in England, January 2025), scaled so that the school keeps its own share.
double disadvantage(const Map& map, const Pupils& pupils, PupilId p, ZoneId zone) {
    constexpr double plan = 43.8 / 22.2, support = 39.3 / 22.2;
    const double relative = pupils.provision[p] == Provision::plan          ? plan
                            : pupils.provision[p] == Provision::sen_support ? support
                                                                            : 1.0;
    const SchoolId s = pupils.school[p];
    if (s.exists() && map.school(s).fsm_share > 0) {
        const School& school = map.school(s);
        const double units = school.roll + (plan - 1) * school.plans + (support - 1) * school.sen_support;
        return std::min(most_disadvantaged,
                        static_cast<double>(school.fsm_share) * school.roll / std::max(units, 1.0) * relative);
    }
    return std::min(most_disadvantaged, disadvantaged_by_decile(map.zone(zone).decile) * relative);
}

/// Families who seek a faith school, of children in one and of others: a third of state schools have a religious
/// character, and some of their families sought it (assumption).
constexpr double faith_in_faith_school = 0.6, faith_elsewhere = 0.12;
constexpr double looked_after_share = 0.007;  ///< DfE, Children looked after in England 2024: 70 in 10,000
/// The remainder of girls once boys' share of SEN is taken (DfE, Special educational needs in England, January 2025).
constexpr double girls_without_sen = 0.505;
constexpr int first_year_of_down_syndrome = 2026;  ///< the first census with a code of its own
/// Labels drift from speech and language to autism as children grow (DfE SEN2 2025, need by age): share of young
/// children recorded as the first whose need is the second (assumption).
constexpr double autism_behind_speech = 0.25;
constexpr int oldest_drifting = 8;       ///< age to which the label drifts so
constexpr int oldest_of_early_need = 4;  ///< age at which a need that nobody has acted on showed before school
/// Attainment 8 in 2025: 50.2 without SEN, 33.8 on SEN Support, 14.8 with a plan (DfE, Key stage 4 performance), in
/// standard deviations of pupils, a little less because not all of it is need (assumption).
constexpr float attainment_lost_on_support = 0.8F, attainment_lost_with_plan = 1.6F;
constexpr int longest_wait_for_special = 18;  ///< months, of those who wait in mainstream, evenly (assumption)
constexpr int longest_wait_for_setting = 8;   ///< months, of those without a setting, evenly (assumption)
constexpr double special_of_awaiting = 0.5;   ///< of those without a setting, who need a special school (assumption)

std::int16_t waiting_from(const Pupils& pupils, PupilId p, Month now, double u, int longest) {
    return std::max(pupils.plan_since[p], pack(now - 1 - static_cast<int>(u * longest)));
}

/// A plan-holder's years with the plan, what provision is required and since when it is lacking.
void draw_plan_history(const PupilParameters& parameters, const YearsHeld& years_held, const Draws& draws, Month now,
                       double u_years, double u_month, PupilId p, Pupils& pupils) {
    const Setting setting = pupils.setting[p];
    const int age = age_of_ncy(pupils.ncy[p]);
    pupils.plan_since[p] = years_held.issued(setting, age, u_years, u_month);
    pupils.required[p] = required_of(setting);
    pupils.prefers_special[p] = is_special(setting) ? 1 : 0;
    const auto x = draws.words(Stream::start_plan, p.value, now, 1);
    const bool school_age = pupils.ncy[p] >= reception && pupils.ncy[p] <= last_ncy_of_school_age;
    if (school_age && group_of(setting) == SettingGroup::mainstream && fraction(x[0]) < parameters.start_waiting) {
        pupils.required[p] = RequiredProvision::special;
        pupils.prefers_special[p] = 1;
        pupils.waiting_since[p] = waiting_from(pupils, p, now, fraction(x[1]), longest_wait_for_special);
    }
    if (setting == Setting::awaiting) {
        pupils.required[p] =
            fraction(x[0]) < special_of_awaiting ? RequiredProvision::special : RequiredProvision::mainstream;
        pupils.waiting_since[p] = waiting_from(pupils, p, now, fraction(x[1]), longest_wait_for_setting);
    }
    if (setting == Setting::independent_special)
        pupils.out_of_area_for_want[p] = fraction(x[0]) < parameters.start_independent_for_want ? 1 : 0;
}

}  // namespace

void draw_births(const Map& map, const Draws& draws, const Parallel& parallel, Pupils& pupils, std::size_t from) {
    parallel.for_blocks(pupils.size() - from, [&](std::size_t, std::size_t first, std::size_t end) {
        for (std::size_t i = first; i < end; ++i) {
            const PupilId p(from + i);
            const auto w = draws.words(Stream::start_attributes, p.value, map.census);
            pupils.birth_month[p] = static_cast<std::uint8_t>(1 + whole_below(w[0], months_a_year));
            const SchoolId s = pupils.school[p];
            const double faith = s.exists() && map.school(s).faith ? faith_in_faith_school : faith_elsewhere;
            pupils.faith[p] = fraction(w[1]) < faith ? 1 : 0;
            pupils.looked_after[p] = fraction(w[2]) < looked_after_share ? 1 : 0;
            pupils.attainment[p] = static_cast<float>(inverse_normal(inner_fraction(w[3])));
        }
    });
}

void share_faith_with_neighbours(const Map& map, const std::vector<ZoneId>& zones, const Draws& draws, Pupils& pupils) {
    const auto in_primary_years = [&](PupilId p) {
        return pupils.school[p].exists() && pupils.ncy[p] >= reception && pupils.ncy[p] < year_7;
    };
    std::vector<double> seek(map.zones.size(), 0.0), all(map.zones.size(), 0.0);
    for (std::size_t row = 0; row < zones.size(); ++row)
        if (in_primary_years(PupilId(row))) {
            seek[zones[row].value] += pupils.faith[PupilId(row)];
            all[zones[row].value] += 1;
        }
    for (std::size_t row = 0; row < zones.size(); ++row) {
        const PupilId p(row);
        const std::uint32_t zone = zones[row].value;
        if (pupils.school[p].exists() || pupils.ncy[p] >= reception || !(all[zone] > 0)) continue;
        const auto w = draws.words(Stream::start_attributes, p.value, map.census);  // those of draw_births
        pupils.faith[p] = fraction(w[1]) < seek[zone] / all[zone] ? 1 : 0;
    }
}

void draw_needs(const Map& map, const PupilParameters& parameters, const std::vector<ZoneId>& zones, const Draws& draws,
                const Parallel& parallel, Pupils& pupils) {
    const PlanNeeds plan_needs;
    const YearsHeld years_held(map.census.year());
    const bool down_syndrome = map.census.year() >= first_year_of_down_syndrome;
    const Month now = map.census;
    parallel.for_blocks(pupils.size(), [&](std::size_t, std::size_t first, std::size_t end) {
        for (std::size_t row = first; row < end; ++row) {
            const PupilId p(row);
            const int age = age_of_ncy(pupils.ncy[p]);
            const SchoolId s = pupils.school[p];
            const Setting setting = pupils.setting[p];
            const auto w = draws.words(Stream::start_need, p.value, now);
            Need need = Need::none;
            double girls = girls_without_sen;
            if (pupils.provision[p] == Provision::plan) {
                NeedSet designated = 0;
                if (s.exists()) designated = is_base(setting) ? map.school(s).base_needs : map.school(s).designated;
                need = drawn_need(plan_needs.of(group_of(setting), age), designated, down_syndrome, fraction(w[0]),
                                  fraction(w[1]));
                girls = girls_of_plans[static_cast<std::size_t>(need)];
            } else if (pupils.provision[p] == Provision::sen_support) {
                need = support_need(pupils.ncy[p], fraction(w[0]));
                girls = girls_of_support[static_cast<std::size_t>(need)];
            }
            pupils.recorded[p] = need;
            pupils.underlying[p] = need;
            if (need == Need::none) {
                // Needs nobody has acted on yet: before school, and a year's wait between showing and SEN Support.
                const double unmet = age <= oldest_of_early_need ? unrecognised_early(age)
                                                                 : unrecognised_later(parameters, pupils.ncy[p]);
                if (fraction(w[0]) < unmet) pupils.underlying[p] = early_need(fraction(w[1]));
            } else if (need == Need::slcn && age <= oldest_drifting && fraction(w[1]) < autism_behind_speech) {
                pupils.underlying[p] = Need::asd;
            }
            pupils.girl[p] = fraction(w[2]) < girls ? 1 : 0;
            if (s.exists() && map.school(s).sex != Sex::mixed && pupils.ncy[p] <= last_ncy_of_school_age)
                pupils.girl[p] = map.school(s).sex == Sex::girls ? 1 : 0;
            const auto v = draws.words(Stream::start_need, p.value, now, 1);
            pupils.disadvantaged[p] = fraction(v[0]) < disadvantage(map, pupils, p, zones[row]) ? 1 : 0;
            if (pupils.underlying[p] != Need::none) {
                const double z = inverse_normal(inner_fraction(w[3]));
                pupils.severity[p] = static_cast<float>(logistic(severity_centre(pupils, p) + severity_spread * z));
                const int span = pupils.ncy[p] - first_ncy;
                pupils.onset_ncy[p] =
                    static_cast<std::int8_t>(first_ncy + static_cast<int>(fraction(v[1]) * (span + 1)));
            }
            if (pupils.provision[p] == Provision::sen_support) pupils.attainment[p] -= attainment_lost_on_support;
            if (pupils.provision[p] != Provision::plan) continue;
            pupils.attainment[p] -= attainment_lost_with_plan;
            draw_plan_history(parameters, years_held, draws, now, fraction(v[2]), fraction(v[3]), p, pupils);
        }
    });
}

}  // namespace sendscape
