// SPDX-License-Identifier: MIT
#include "sim/start/year_groups.h"

#include <algorithm>
#include <numeric>

#include "agents/pupils/national_tables.h"
#include "maps/all_through.h"

namespace sendscape {
namespace {

constexpr std::size_t youngest = age_of_ncy(first_ncy);

bool evenly_taught(const School& school) {
    const SettingGroup group = group_of(school.setting);
    return group == SettingGroup::mainstream || group == SettingGroup::base;
}

// How large a year group is beside an ordinary one of the same school (DfE, Schools, pupils and their characteristics,
// pupils by age; rounded).
constexpr int nursery_year = -1, two_year_olds_year = -2;
constexpr double twos_of_nursery_school = 0.5, twos_of_school = 0.12;
constexpr double threes_of_nursery_school = 1.0, threes_of_school = 0.5;
constexpr double year_12_of_school = 0.5, year_13_of_school = 0.43, year_14_of_school = 0.02;
constexpr double year_14_of_college = 0.1;

constexpr double own_age_unknown = 0.01;  ///< plans: so that a school can have any age it teaches

/// How large a year group is beside an ordinary one of the same school.
double year_weight(const School& school, const PublishedPlans& published, int ncy) {
    if (!school.teaches(ncy)) return 0;
    const std::size_t age = national_index(age_of_ncy(ncy));
    if (evenly_taught(school)) {
        const bool nursery = school.phase == SchoolPhase::nursery;
        const double junior = juniors_per_senior(school);
        if (school.phase == SchoolPhase::post16) return ncy == last_school_ncy ? year_14_of_college : 1;
        if (ncy == two_year_olds_year) return nursery ? twos_of_nursery_school : twos_of_school * junior;
        if (ncy == nursery_year) return nursery ? threes_of_nursery_school : threes_of_school * junior;
        if (ncy == 12) return year_12_of_school;
        if (ncy == 13) return year_13_of_school;
        return ncy == last_school_ncy ? year_14_of_school : ncy < year_7 ? junior : 1;
    }
    const auto column = static_cast<std::size_t>(group_of(school.setting));
    if (const auto& own = published[school.authority.value]; own && school.in_area)
        return (*own)[static_cast<std::size_t>(age_of_ncy(ncy))][std::min(column, setting_group_count - 1)] +
               own_age_unknown;
    return static_cast<double>(plans_by_age[age][std::min(column, plan_columns - 1)]) + 1;
}

/// Whole numbers that sum to the rounded total of `shares` scaled to `total`, each within one of its share.
template <class Shares>
std::array<std::int32_t, school_years> whole_numbers(const Shares& shares, std::int32_t total, double u) {
    std::array<std::int32_t, school_years> out{};
    const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
    if (!(sum > 0) || total <= 0) return out;
    double cumulative = 0;
    std::int32_t given = 0;
    std::size_t last = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (!(shares[i] > 0)) continue;
        cumulative += shares[i] / sum * total;
        const auto upto = std::min(total, static_cast<std::int32_t>(cumulative + u));
        out[i] = upto - given;
        given = upto;
        last = i;
    }
    out[last] += total - given;
    return out;
}

constexpr int rounds_of_bending = 20;              ///< more than the fit takes to settle
constexpr double least_bend = 0.5, most_bend = 2;  ///< of a year group beside its school's others (assumption)
constexpr std::uint32_t luck_of_year_groups = 99;  ///< counter of draws from the stream start_home; ages come before it

}  // namespace

YearGroups year_groups(const Map& map, const PublishedPlans& published, const Draws& draws) {
    std::array<double, school_years> residents{}, bend{};
    bend.fill(1);
    for (const Zone& zone : map.zones)
        for (std::size_t y = 0; y < school_years; ++y) residents[y] += zone.residents[y + youngest];

    std::vector<std::array<double, school_years>> weights(map.schools.size());
    for (std::size_t s = 0; s < map.schools.size(); ++s) {
        for (std::size_t y = 0; y < school_years; ++y)
            weights[s][y] = year_weight(map.schools[s], published, static_cast<int>(y) + first_ncy);
        const double sum = std::accumulate(weights[s].begin(), weights[s].end(), 0.0);
        if (map.schools[s].roll > 0 && !(sum > 0)) {  // teaches no year the model knows: its last one
            const int ncy = std::clamp<int>(map.schools[s].high_ncy, first_ncy, last_school_ncy);
            weights[s][year_index(ncy)] = 1;
        }
    }
    const auto bent = [&](std::size_t s) {
        std::array<double, school_years> row = weights[s];
        if (evenly_taught(map.schools[s]))
            for (std::size_t y = 0; y < school_years; ++y) row[y] *= bend[y];
        return row;
    };
    // Iterative proportional fitting of Reception to Year 11: rows keep their roll, columns follow the residents.
    const std::size_t from = year_index(reception), to = year_index(last_ncy_of_school_age);
    for (int round = 0; round < rounds_of_bending; ++round) {
        std::array<double, school_years> sums{};
        for (std::size_t s = 0; s < map.schools.size(); ++s) {
            if (map.schools[s].roll <= 0) continue;
            const auto row = bent(s);
            const double scale = map.schools[s].roll / std::accumulate(row.begin(), row.end(), 0.0);
            for (std::size_t y = 0; y < school_years; ++y) sums[y] += row[y] * scale;
        }
        const double on_roll = std::accumulate(sums.begin() + from, sums.begin() + to + 1, 0.0);
        const double there = std::accumulate(residents.begin() + from, residents.begin() + to + 1, 0.0);
        if (!(on_roll > 0) || !(there > 0)) break;
        for (std::size_t y = from; y <= to; ++y)
            if (sums[y] > 0 && residents[y] > 0)
                bend[y] = std::clamp(bend[y] * residents[y] / there * on_roll / sums[y], least_bend, most_bend);
    }
    YearGroups groups(map.schools.size());
    for (std::size_t s = 0; s < map.schools.size(); ++s)
        groups[s] = whole_numbers(
            bent(s), map.schools[s].roll,
            draws.uniform(Stream::start_home, static_cast<std::uint32_t>(s), map.census, luck_of_year_groups));
    return groups;
}

}  // namespace sendscape
