// SPDX-License-Identifier: MIT
#include "sim/start/ages_of_requests.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "agents/families/residence.h"
#include "agents/pupils/demography.h"
#include "agents/pupils/national_tables.h"
#include "sim/core/elementary.h"
#include "sim/start/plans.h"
#include "sim/start/published_plans.h"

namespace sendscape {
namespace {

using ByBand = std::array<double, plan_age_bands>;
static_assert(std::tuple_size_v<decltype(Practice::asks_at)> == plan_age_bands);
static_assert(std::tuple_size_v<decltype(PlanFlows::new_by_age_band)> == plan_age_bands);

/// England's new plans by calendar year and band of age, 2014 to 2021 (DfE, Education, health and care plans, release
/// of 2022); of 2025 by single age in agents/pupils/national_tables.
constexpr int first_year = 2014, by_single_age = 2025;
constexpr std::array<ByBand, 8> england_new_plans{{{8221, 12843, 5813, 260, 2},
                                                   {8026, 12457, 5863, 1305, 272},
                                                   {9054, 16166, 8097, 2030, 747},
                                                   {9774, 19251, 9881, 2340, 916},
                                                   {11354, 22681, 12269, 2148, 455},
                                                   {12398, 25074, 13526, 2462, 439},
                                                   {13359, 27999, 15473, 3045, 221},
                                                   {14428, 28751, 15845, 2977, 179}}};
constexpr int last_year = first_year + static_cast<int>(england_new_plans.size()) - 1;

/// How much of an authority's distance from England (a logarithm of shares) is still there in later years, by band:
/// slopes of one year on the year before, or on two, of 152 authorities, 2014 to 2018: 0.42 to 0.67 under 5, 0.30 to
/// 0.50 from 5, 0.34 to 0.59 from 11, 0.09 to 0.31 from 16, none to tell from 20 (derived, rounded).
constexpr ByBand kept{0.35, 0.4, 0.5, 0.2, 0};
/// The same of how far the plans that it has are from England's: 0.47, 0.51 and 0.07 from 11 beside the year before's
/// new plans, 0.09, 0.22 and 0.03 under 5, next to nothing from 5, not to tell from 16 (the same tables, 2016 to 2018).
constexpr ByBand kept_of_plans{0.3, 0, 0.35, 0, 0};
constexpr double plans_of_usual = 20;  ///< new plans at England's shares mixed with the authority's own (assumption)
constexpr double least = 0.4, most = 2.5;  ///< of England's habit (assumption)
constexpr int years_pooled = 2;

double sum_of(const ByBand& by_band) {
    double sum = 0;
    for (const double each : by_band) sum += each;
    return sum;
}

ByBand shares(ByBand by_band) {
    const double sum = sum_of(by_band);
    for (double& each : by_band) each /= sum;
    return by_band;
}

ByBand englands_by_single_age() {
    ByBand plans{};
    for (int age = first_plan_age; age <= last_plan_age; ++age)
        plans[plan_age_band(age)] += new_plans_by_age[national_index(age)];
    return plans;
}

/// A straight line between the published years.
ByBand englands_shares(int year) {
    const ByBand known =
        shares(england_new_plans[static_cast<std::size_t>(std::clamp(year, first_year, last_year) - first_year)]);
    if (year <= last_year) return known;
    const ByBand later = shares(englands_by_single_age());
    const double part = std::min(1.0, static_cast<double>(year - last_year) / (by_single_age - last_year));
    ByBand between;
    for (std::size_t band = 0; band < plan_age_bands; ++band)
        between[band] = known[band] * (1 - part) + later[band] * part;
    return between;
}

/// By authority, what England's rates of 2025 give for its children, over England's own shares: above 1 where children
/// of such ages are many.
std::vector<ByBand> children_over_englands(const Map& map, const Pupils& pupils, const Families& families) {
    std::vector<ByBand> expected(map.authorities.size(), ByBand{});
    for (std::size_t row = 0; row < pupils.size(); ++row) {
        const PupilId p(row);
        const int age = age_of_ncy(pupils.ncy[p]);
        if (age < first_plan_age || age > last_plan_age || !pupils.present(p)) continue;
        const AuthorityId home = authority_of(pupils, families, map, p);
        if (home.value < expected.size())
            expected[home.value][plan_age_band(age)] +=
                new_plans_by_age[national_index(age)] / children_in_england(age);
    }
    const ByBand england = shares(englands_by_single_age());
    for (ByBand& own : expected) {
        const double sum = sum_of(own);
        for (std::size_t band = 0; band < plan_age_bands; ++band)
            own[band] = sum > 0 && own[band] > 0 ? own[band] / sum / england[band] : 1;
    }
    return expected;
}

/// An authority's plans by band over what England's shares then would give for its children; 1 where not told.
ByBand plans_over_englands(const Sen2& sen2, const ByBand& children) {
    ByBand over;
    over.fill(1);
    const PlansMaintained* const plans = sen2.latest();
    if (!plans) return over;
    ByBand usual{};
    double all = 0;
    for (std::size_t band = 0; band < plan_age_bands; ++band) {
        usual[band] = england_share_of_band(plans->year, band) * children[band];
        all += plans->by_age_band[band];
    }
    if (!(all > 0)) return over;
    const ByBand expected = shares(usual);
    for (std::size_t band = 0; band < plan_age_bands; ++band)
        over[band] =
            (plans->by_age_band[band] + plans_of_usual * expected[band]) / ((all + plans_of_usual) * expected[band]);
    return over;
}

}  // namespace

void find_ages_of_requests(const Map& map, const Pupils& pupils, const Families& families, Authorities& authorities) {
    const auto told = [&](const Authority& authority) { return authority.sen2.flow(map.census.year() - 1) != nullptr; };
    if (std::none_of(map.authorities.begin(), map.authorities.end(), told)) return;
    const std::vector<ByBand> children = children_over_englands(map, pupils, families);
    for (std::size_t row = 0; row < map.authorities.size(); ++row) {
        ByBand own{}, usual{};
        for (int year = map.census.year() - years_pooled; year < map.census.year(); ++year) {
            const PlanFlows* const flows = map.authorities[row].sen2.flow(year);
            if (!flows) continue;
            double all = 0;
            for (const std::int32_t plans : flows->new_by_age_band) all += plans;
            const ByBand england = englands_shares(year);
            for (std::size_t band = 0; band < plan_age_bands; ++band) {
                own[band] += flows->new_by_age_band[band];
                usual[band] += all * england[band] * children[row][band];
            }
        }
        const double all = sum_of(own);
        if (!(all > 0)) continue;
        const ByBand expected = shares(usual), held = plans_over_englands(map.authorities[row].sen2, children[row]);
        for (std::size_t band = 0; band < plan_age_bands; ++band) {
            const double over =
                (own[band] + plans_of_usual * expected[band]) / ((all + plans_of_usual) * expected[band]);
            const double asks = pow(over, kept[band]) * pow(held[band], kept_of_plans[band]);
            authorities.practice[AuthorityId(row)].asks_at[band] = static_cast<float>(std::clamp(asks, least, most));
        }
    }
}

}  // namespace sendscape
