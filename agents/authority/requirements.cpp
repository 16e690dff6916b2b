// SPDX-License-Identifier: MIT
#include "agents/authority/requirements.h"

#include "agents/families/plan_holders_at_home.h"
#include "agents/families/residence.h"
#include "agents/schools/rolls.h"

namespace sendscape {
namespace {

/// Children in special schools by age 4 to 18, England January 2026 (DfE SEN2 2026: state, independent and
/// non-maintained): the cross-section from which a cohort's yearly ratio is taken until an authority has its own.
constexpr std::array<double, 15> england_special{4337,  7590,  10173, 11287, 12353, 13187, 13555, 21335,
                                                 22201, 22678, 23035, 21845, 10927, 8790,  5849};
constexpr std::array<double, 15> england_base{1347, 2322, 2896, 2840, 2954, 2881, 2498, 2138,
                                              2100, 2126, 1949, 1864, 256,  169,  42};
constexpr double england_cohort_growth = 1.06;  // each cohort has more plans than the one a year older had (derived)
constexpr double steadying = 20;  // children of England's ratio mixed with the authority's own count: assumption
/// Of the two Januaries an officer knows, how much more the later counts for those who will enter: assumption.
constexpr double later_over_earlier = 2;

double survival(const std::array<std::int32_t, 15>& last, const std::array<std::int32_t, 15>& now,
                const std::array<double, 15>& england, std::size_t year) {
    const double ratio = england[year + 1] / england[year] * england_cohort_growth;
    return (static_cast<double>(now[year + 1]) + steadying * ratio) / (static_cast<double>(last[year]) + steadying);
}

std::array<double, 2> carried_on(const std::array<std::int32_t, 15>& last, const std::array<std::int32_t, 15>& now,
                                 const std::array<double, 15>& england, int years) {
    std::array<double, 15> count{};
    for (std::size_t year = 0; year < count.size(); ++year) count[year] = static_cast<double>(now[year]);
    // A first forecast has one January only: last equals now, and England's ratios are used alone.
    const bool history = last != now;
    const double entry =
        history ? (static_cast<double>(last[0]) + later_over_earlier * count[0]) / (1 + later_over_earlier) : count[0];
    for (int y = 0; y < years; ++y) {
        for (std::size_t year = count.size() - 1; year > 0; --year) {
            const double england_ratio = england[year] / england[year - 1] * england_cohort_growth;
            count[year] = count[year - 1] * (history ? survival(last, now, england, year - 1) : england_ratio);
        }
        count[0] = entry;
    }
    std::array<double, 2> sum{};
    for (std::size_t year = 0; year < count.size(); ++year) sum[base_phase(static_cast<int>(year))] += count[year];
    return sum;
}

}  // namespace

std::vector<Requirements> count_requirements(const Map& map, const Pupils& pupils, const Families& families) {
    std::vector<Requirements> counts(map.authorities.size());
    const auto count = [&](PupilId p) {
        const int ncy = pupils.ncy[p];
        if (ncy < reception || ncy > last_school_ncy) return;
        const Setting setting = pupils.setting[p];
        Requirements& own = counts[authority_of(pupils, families, map, p).value];
        const auto year = static_cast<std::size_t>(ncy);
        if (is_special(setting) || (ncy < first_post16_ncy && pupils.required[p] == RequiredProvision::special))
            ++own.special[year];
        else if (is_base(setting) || (ncy < first_post16_ncy && pupils.required[p] == RequiredProvision::base))
            ++own.base[year];
    };
    for_each_plan_holder_at_home(pupils, families, 0, pupils.size(), count, pupils.ncy, pupils.required);
    return counts;
}

RequirementForecast forecast_requirements(const Requirements& last, const Requirements& now, int years_ahead) {
    RequirementForecast forecast;
    forecast.special = carried_on(last.special, now.special, england_special, years_ahead);
    forecast.base = carried_on(last.base, now.base, england_base, years_ahead);
    return forecast;
}

void record_requirements(const Step& step, const Pupils& pupils, const Families& families, Authorities& authorities) {
    const auto counts = count_requirements(step.map, pupils, families);
    for (std::size_t row = 0; row < counts.size(); ++row) {
        authorities.earlier_count[AuthorityId(row)] = authorities.last_count[AuthorityId(row)];
        authorities.last_count[AuthorityId(row)] = counts[row];
    }
}

}  // namespace sendscape
