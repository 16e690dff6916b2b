// SPDX-License-Identifier: MIT
#include "sim/start/published_plans.h"

#include <algorithm>
#include <numeric>

#include "agents/pupils/national_tables.h"
#include "sim/core/elementary.h"
#include "sim/start/plans.h"

namespace sendscape {
namespace {

/// Plans maintained in England each January from 2010.
constexpr int first_year = 2010, last_year = 2026;
constexpr std::array<double, last_year - first_year + 1> england_plans{228221, 229017, 230156, 233431, 237111, 240183,
                                                                       256315, 287290, 319819, 353995, 390109, 430697,
                                                                       473255, 517048, 576474, 638745, 718838};

/// The same by setting from 2018: mainstream, base, state special, independent and non-maintained special, further
/// education, and all others together (2023: those of unknown placement shared out).
constexpr int first_year_by_setting = 2018, first_year_of_others = 2019;
constexpr std::size_t published_groups = 6;
constexpr std::array<std::array<double, published_groups>, last_year - first_year_by_setting + 1> england_by_setting{{
    {128114, 16271, 111477, 15483, 46854, 6892},
    {138630, 17652, 119098, 17532, 57191, 17100},
    {152172, 18235, 125544, 19641, 64437, 23100},
    {172023, 20464, 132271, 21746, 71728, 27500},
    {191442, 21284, 140165, 24412, 78370, 32700},
    {213381, 20122, 145850, 25886, 76476, 37600},
    {248016, 22236, 155045, 29802, 83781, 40601},
    {278236, 24524, 159852, 34028, 88158, 49750},
    {326804, 28451, 171219, 40223, 100815, 62386},
}};
constexpr std::size_t others = published_groups - 1;

constexpr std::size_t published_group(SettingGroup group) {
    switch (group) {
        case SettingGroup::early_years:
        case SettingGroup::mainstream:
            return 0;
        case SettingGroup::base:
            return 1;
        case SettingGroup::state_special:
            return 2;
        case SettingGroup::independent_special:
            return 3;
        case SettingGroup::further_education:
            return 4;
        default:
            return others;
    }
}

/// The same by band of age: under 5, 5 to 10, 11 to 15, 16 to 19, 20 to 25 (SEN2, release of 2022).
constexpr int first_year_by_band = 2015, last_year_by_band = 2022;
constexpr std::array<std::array<double, plan_age_bands>, last_year_by_band - first_year_by_band + 1> england_by_band{{
    {11250, 91045, 112340, 25538, 10},
    {10513, 92213, 111225, 41300, 1064},
    {11629, 97379, 112540, 58034, 7708},
    {12516, 105689, 117354, 70084, 14176},
    {14094, 117222, 126332, 77587, 18760},
    {15398, 128764, 137639, 83095, 25213},
    {16536, 142342, 151572, 90715, 29532},
    {18054, 154940, 167305, 98647, 34309},
}};

/// Shares of bands by age on 31 August before January 2025 or 2026.
std::array<double, plan_age_bands> shares_by_single_age(int january) {
    std::array<double, plan_age_bands> shares{};
    double all = 0;
    for (int age = first_plan_age; age <= last_plan_age; ++age) {
        double plans = january < last_year ? plans_2025_over_2026[national_index(age)] : 1.0;
        double of_age = 0;
        for (const std::int32_t of_group : plans_by_age[national_index(age)]) of_age += of_group;
        plans *= of_age;
        shares[plan_age_band(age)] += plans;
        all += plans;
    }
    for (double& share : shares) share /= all;
    return shares;
}

constexpr int rounds_of_plans = 60;  ///< more than the fit takes to settle

// Plans in mainstream that SEN2 tells of over those of the authority's state mainstream schools in a census of the same
// month: some are at independent schools, and more or fewer go out over the border than come in. Middle, and spread of
// the logarithm between authorities (derived: even codes, SEN2 and two thirds of the schools, January 2019).
constexpr double usually_over_census = 1.07, spread_of_border = 0.075;
/// Spread between authorities, a year, of how plans in mainstream grow: 0.194 of the logarithm from January 2019 to
/// 2022 (derived: SEN2, even codes).
constexpr double spread_of_growth = 0.065;

/// Plans at an authority's state mainstream schools, of primary and of secondary age: of a school that teaches both,
/// by the year groups of each.
std::array<double, 2> counted_by_census(const Map& map, AuthorityId authority) {
    std::array<double, 2> counted{};
    for (const School& school : map.schools) {
        if (school.authority != authority || !is_state_mainstream(school.setting) || school.roll <= 0) continue;
        const double years = school.high_ncy - school.low_ncy + 1;
        const double primary = std::clamp((year_7 - school.low_ncy) / years, 0.0, 1.0);
        counted[0] += primary * school.plans;
        counted[1] += (1 - primary) * school.plans;
    }
    return counted;
}

/// How many times as many plans in mainstream as SEN2 of an earlier January and England's growth since make there are:
/// the schools' own count of the census month tells the authority's growth the better, the older SEN2 is. Else the
/// difference would stand as children who go to school over the border.
double by_census(double counted, double brought_forward, int years) {
    if (years == 0 || !(counted > 0) || !(brought_forward > 0)) return 1;
    const double of_growth = spread_of_growth * spread_of_growth * years * years;
    const double weight = of_growth / (of_growth + spread_of_border * spread_of_border);
    return pow(usually_over_census * counted / brought_forward, weight);
}

template <class Row>
double sum_of(const Row& row) {
    return std::accumulate(row.begin(), row.end(), 0.0);
}

constexpr std::array<SettingGroup, 2> of_mainstream{SettingGroup::mainstream, SettingGroup::base};

// Middles of the bands by where their plans are, between which, below 16, an authority's distance from England runs
// straight. Who has many plans at 11 to 15 has had them at 10: with a step between the bands its cohorts would carry it
// away within three years (of a share of 11 to 15 out of the usual 0.17 was left after three years; SEN2 from 2016 on
// 0.39 to 0.44). At 16 there is a step indeed, where authorities end plans more or less readily, and at 20 plans of 20
// and over last as they do in SEN2 with one (0.82 of 0.81 after a year; 0.94 without).
constexpr std::array<double, plan_age_bands> middles{3.5, 8, 13, 17.2, 21.2};
constexpr std::size_t first_after_16 = 3;
constexpr double widest_tilt = 1.5;  ///< of a logarithm: more is an error of a table
constexpr int rounds_of_tilt = 40;

/// Scales the rows so that bands have the margins' shares and ages next to each other are nearly as far from England.
void tilt_by_age(PlansByAgeSetting& table, const std::array<double, plan_age_bands>& by_band) {
    const PlansByAgeSetting englands = table;
    const double plans = sum_of(by_band);
    const auto joined = [](std::size_t band) { return band > 0 && band < first_after_16; };
    std::array<double, plan_age_bands> tilt{};
    for (int round = 0; round < rounds_of_tilt; ++round) {
        std::array<double, plan_age_bands> sums{};
        for (std::size_t age = 0; age < table.size(); ++age)
            sums[plan_age_band(static_cast<int>(age))] += sum_of(table[age]);
        const double all = sum_of(sums);
        for (std::size_t band = 0; band < plan_age_bands; ++band)
            if (sums[band] > 0 && by_band[band] > 0)
                tilt[band] =
                    std::clamp(tilt[band] + log(by_band[band] / plans / (sums[band] / all)), -widest_tilt, widest_tilt);
        for (std::size_t age = 0; age < table.size(); ++age) {
            const auto at = static_cast<double>(age);
            const std::size_t band = plan_age_band(static_cast<int>(age));
            const std::size_t to = at < middles[band] ? band : band + 1;  // between the one before it and this one
            double times = exp(tilt[band]);
            if (joined(to)) {
                const double part = (at - middles[to - 1]) / (middles[to] - middles[to - 1]);
                times = exp(tilt[to - 1] * (1 - part) + tilt[to] * part);
            }
            for (std::size_t group = 0; group < setting_group_count; ++group)
                table[age][group] = englands[age][group] * times;
        }
    }
}

/// 0 below Year 7, 1 from it on.
constexpr std::size_t phase_of_age(std::size_t age) { return static_cast<int>(age) < age_of_ncy(year_7) ? 0 : 1; }

std::array<double, 2> mainstream_by_phase(const PlansByAgeSetting& table) {
    std::array<double, 2> plans{};
    for (std::size_t age = 0; age < table.size(); ++age)
        for (const SettingGroup group : of_mainstream)
            plans[phase_of_age(age)] += table[age][static_cast<std::size_t>(group)];
    return plans;
}

constexpr std::size_t first_after_5 = 5;

std::array<double, 2> under_5_by_part(const PlansByAgeSetting& table) {
    std::array<double, 2> plans{};
    for (std::size_t age = 0; age < first_after_5; ++age)
        plans[part_of_under_5(static_cast<int>(age))] += sum_of(table[age]);
    return plans;
}

void part_under_5(PlansByAgeSetting& table, double under_4) {
    const std::array<double, 2> plans = under_5_by_part(table);
    if (!(plans[0] > 0 && plans[1] > 0)) return;
    const double both = plans[0] + plans[1];
    const std::array<double, 2> times{under_4 * both / plans[0], (1 - under_4) * both / plans[1]};
    for (std::size_t age = 0; age < first_after_5; ++age)
        for (double& of_setting : table[age]) of_setting *= times[part_of_under_5(static_cast<int>(age))];
}

void scale_mainstream(PlansByAgeSetting& table, const std::array<double, 2>& by_phase) {
    for (std::size_t age = 0; age < table.size(); ++age)
        for (const SettingGroup group : of_mainstream)
            table[age][static_cast<std::size_t>(group)] *= by_phase[phase_of_age(age)];
}

}  // namespace

double england_growth(int from_year, int to_year) {
    const auto at = [](int year) {
        return england_plans[static_cast<std::size_t>(std::clamp(year, first_year, last_year) - first_year)];
    };
    return at(to_year) / at(from_year);
}

double england_growth(SettingGroup group, int from_year, int to_year) {
    const int from = std::clamp(from_year, first_year, last_year), to = std::clamp(to_year, first_year, last_year);
    const std::size_t column = published_group(group);
    // Children awaiting provision were first counted in 2019.
    const int first = column == others ? first_year_of_others : first_year_by_setting;
    const auto at = [&](int year) {
        if (std::min(from, to) < first) return england_plans[static_cast<std::size_t>(year - first_year)];
        return england_by_setting[static_cast<std::size_t>(year - first_year_by_setting)][column];
    };
    return at(to) / at(from);
}

double england_share_of_band(int january, std::size_t band) {
    constexpr int by_single_age = 2025;
    if (january >= by_single_age) return shares_by_single_age(january)[band];
    const auto at = [&](int year) {
        const auto& plans = england_by_band[static_cast<std::size_t>(year - first_year_by_band)];
        return plans[band] / sum_of(plans);
    };
    const int known = std::clamp(january, first_year_by_band, last_year_by_band);
    if (january <= last_year_by_band) return at(known);
    const double part = static_cast<double>(january - last_year_by_band) / (by_single_age - last_year_by_band);
    return at(known) * (1 - part) + shares_by_single_age(by_single_age)[band] * part;
}

double england_plans_of_band(int january, std::size_t band) {
    const int year = std::clamp(january, first_year, last_year);
    return england_plans[static_cast<std::size_t>(year - first_year)] * england_share_of_band(january, band);
}

void fit_plans(PlansByAgeSetting& table, const PlanMargins& margins) {
    const bool columns = sum_of(margins.by_setting) > 0;
    const double rows_total = sum_of(margins.by_band);
    const double rows_scale = columns && rows_total > 0 ? sum_of(margins.by_setting) / rows_total : 1.0;
    for (int round = 0; round < rounds_of_plans; ++round) {
        if (rows_total > 0) {
            std::array<double, plan_age_bands> sums{};
            for (std::size_t age = 0; age < table.size(); ++age)
                sums[plan_age_band(static_cast<int>(age))] += sum_of(table[age]);
            for (std::size_t age = 0; age < table.size(); ++age) {
                const std::size_t band = plan_age_band(static_cast<int>(age));
                if (!(sums[band] > 0)) continue;
                for (double& plans : table[age]) plans *= margins.by_band[band] * rows_scale / sums[band];
            }
        }
        if (margins.under_4) part_under_5(table, *margins.under_4);
        if (margins.below_year_7) {
            const std::array<double, 2> plans = mainstream_by_phase(table);
            const double both = plans[0] + plans[1], below = *margins.below_year_7;
            if (plans[0] > 0 && plans[1] > 0)
                scale_mainstream(table, {below * both / plans[0], (1 - below) * both / plans[1]});
        }
        if (!columns) continue;
        for (std::size_t group = 0; group < setting_group_count; ++group) {
            double sum = 0;
            for (const auto& row : table) sum += row[group];
            if (!(sum > 0)) continue;
            for (auto& row : table) row[group] *= margins.by_setting[group] / sum;
        }
    }
}

PublishedPlans published_plans(const Map& map) {
    PublishedPlans published(map.authorities.size());
    std::vector<std::array<double, zone_ages>> children(map.authorities.size());
    for (const Zone& zone : map.zones)
        if (zone.authority.value < children.size())
            for (std::size_t age = 0; age < zone_ages; ++age)
                children[zone.authority.value][age] += zone.residents[age];
    const int year = map.census.year();
    for (std::size_t a = 0; a < map.authorities.size(); ++a) {
        const PlansMaintained* const sen2 = map.authorities[a].sen2.latest();
        if (!sen2 || sen2->total <= 0 || !(sum_of(children[a]) > 0)) continue;
        PlanMargins margins;
        for (std::size_t group = 0; group < setting_group_count; ++group)
            margins.by_setting[group] =
                sen2->by_setting[group] * england_growth(static_cast<SettingGroup>(group), sen2->year, year);
        for (std::size_t band = 0; band < plan_age_bands; ++band) margins.by_band[band] = sen2->by_age_band[band];
        // Placements that are not published are as those that are; the total is the authority's own.
        const double placed = sum_of(sen2->by_setting);
        const double total = placed > 0 ? sum_of(margins.by_setting) * sen2->total / placed
                                        : sen2->total * england_growth(sen2->year, year);
        if (placed > 0)
            for (double& plans : margins.by_setting) plans *= sen2->total / placed;
        const double banded = sum_of(margins.by_band);
        if (banded > 0)
            for (double& plans : margins.by_band) plans *= total / banded;
        PlansByAgeSetting& table = published[a].emplace();
        for (int age = first_plan_age; age <= last_plan_age; ++age)
            for (std::size_t group = 0; group < setting_group_count; ++group)
                table[static_cast<std::size_t>(age)][group] =
                    children[a][static_cast<std::size_t>(age)] * national_rate(map, age, group);
        if (placed <= 0 && banded <= 0) {
            double sum = 0;
            for (const auto& row : table) sum += sum_of(row);
            for (auto& row : table)
                for (double& plans : row) plans *= total / sum;
        }
        // In the month of the census the schools themselves tell the phases of mainstream: another split would be made
        // up for by children in special schools and colleges, whose ages would then be wrong.
        const std::array<double, 2> counted = counted_by_census(map, AuthorityId(a));
        if (sen2->year == year && counted[0] > 0 && counted[1] > 0)
            margins.below_year_7 = counted[0] / (counted[0] + counted[1]);
        if (banded > 0) {
            tilt_by_age(table, margins.by_band);
            const std::array<double, 2> under_5 = under_5_by_part(table);
            if (under_5[0] > 0 && under_5[1] > 0) margins.under_4 = under_5[0] / (under_5[0] + under_5[1]);
        }
        fit_plans(table, margins);
        const std::array<double, 2> plans = mainstream_by_phase(table);
        scale_mainstream(table, {by_census(counted[0], plans[0], year - sen2->year),
                                 by_census(counted[1], plans[1], year - sen2->year)});
    }
    return published;
}

}  // namespace sendscape
