// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstddef>

#include "agents/plans/parameters.h"
#include "agents/pupils/pupils.h"
#include "sim/core/calendar.h"

/// Published flows of EHC plans as hazards by age: what the behaviours of this folder draw from, and what the starting
/// population uses for assessments already under way. Sources: DfE, Education, health and care plans (SEN2), January
/// 2025 and January 2026; 'derived' as said at each table.
namespace sendscape {

/// Row of a table by age or year group: index 0 is age 2 (year group -2), index 23 age 25 (year group 21).
constexpr std::size_t plan_age_index(int age) {
    return static_cast<std::size_t>(age < 2 ? 0 : age > 25 ? plan_ages - 1 : age - 2);
}
constexpr std::size_t plan_year_index(int ncy) { return plan_age_index(age_of_ncy(ncy)); }

/// Age in completed years in a month, from the year group and the month of birth (1 to 12).
constexpr int exact_age(int ncy, int birth_month, Month now) {
    const int since_september = (now.month_of_year() + 3) % 12;
    const int birthday = (birth_month + 3) % 12;
    return age_of_ncy(ncy) + (since_september >= birthday ? 1 : 0);
}

/// Plans are asked for ahead of a transfer: from September of the nursery year to December of Reception, and from
/// January of Year 5 to December of Year 6; fewer in Years 7 and 8 (derived from SEN2 requests by age).
constexpr double anticipation(const PlanParameters& p, int ncy, int month_of_year) {
    const bool autumn = month_of_year >= 9;
    if (ncy == -1 || (ncy == reception && autumn)) return p.anticipation_reception;
    if ((ncy == 5 && !autumn) || (ncy == 6 && autumn)) return p.anticipation_year_7;
    if (ncy == 7 || ncy == 8) return p.after_transfer;
    return 1;
}
/// Requests fall in August; the year's mean is 1.
constexpr double request_season(const PlanParameters& p, int month_of_year) {
    constexpr double months = 12;
    return month_of_year == 8 ? p.august : (months - p.august) / (months - 1);
}
/// Monthly chance that an assessment is asked for, for a child without a plan and not in the process, averaged over
/// the children of the year group.
constexpr double request_hazard(const PlanParameters& p, int ncy, int month_of_year) {
    if (ncy < first_ncy || ncy > last_ncy) return 0;
    constexpr double child_months = 12 * 1000;  // a rate a year and per 1,000, as a monthly chance of a child
    return p.requests_per_1000[plan_year_index(ncy)] / child_months * anticipation(p, ncy, month_of_year) *
           request_season(p, month_of_year);
}

/// What requests at an exact age are like: the parents' share over that at all ages, and the share of other sources
/// (health, social care, the child). Health services ask early and parents more often later: an assumption.
struct SourcesAtAge {
    int last_age;
    double parents_over_mean, other;
};
inline constexpr std::array<SourcesAtAge, 5> sources_at_age{
    {{4, 0.73, 0.25}, {8, 0.94, 0.12}, {10, 1.05, 0.12}, {15, 1.22, 0.12}, {25, 1.39, 0.12}}};
/// Of all requests, those whose source is a school or a parent, to which `parent_share` applies: 0.851 published (SEN2
/// 2026: 138,506 of 162,702), 0.845 with the judged shares of other sources above.
inline constexpr double by_school_or_parent = 0.845;

/// Share of requests by source at each exact age: school, parent, other. Totals 2025: 90,762, 47,744 and 24,196 of
/// 162,702 (SEN2 2026).
constexpr std::array<double, 3> request_sources(const PlanParameters& p, int age) {
    std::size_t row = 0;
    while (row + 1 < sources_at_age.size() && age > sources_at_age[row].last_age) ++row;
    const double other = sources_at_age[row].other;
    const double parent = p.parent_share * by_school_or_parent * sources_at_age[row].parents_over_mean;
    return {1 - parent - other, parent, other};
}

/// Log-odds by which the panel's agreement at an exact age differs from the all-age figures by source, so that the mix
/// gives SEN2's agreed share of decided requests by age: 0.83 at 3, 0.66 at 10, 0.62 at 15, 0.52 at 16 (derived).
inline constexpr std::array<double, plan_ages> agreed_by_age{0.09,  0.63,  0.41,  0.64,  0.30,  0.12,  0.00,  -0.05,
                                                             -0.26, -0.41, -0.36, -0.27, -0.22, -0.36, -0.75, -0.93,
                                                             -1.02, -1.02, -1.02, -1.02, -1.02, -1.02, -1.02, -1.02};

/// Chance that a decided request is agreed, for a source, an exact age and further log-odds (severity about the mean,
/// leniency of the authority).
double agreed_of_decided(const PlanParameters& p, RequestSource source, int age, double further_log_odds = 0);

/// Weeks from request to final plan where no queue is simulated: lognormal, England 2025 (median 21.4, sigma 0.69:
/// 46% within 20 weeks, 10% over a year; derived from SEN2 2026). u uniform in [0, 1).
double weeks_to_final_plan(const PlanParameters& p, double u);

constexpr double tenths_a_week = 10;        ///< weeks are kept in tenths, in process_weeks and in plan_issued
constexpr double weeks_to_decision = 6;     ///< SEND Regulations 2014, regulation 5
constexpr double least_weeks_to_plan = 8;   ///< the decision and the least advice: assumption
constexpr double most_weeks_to_plan = 208;  ///< four years: assumption

/// First placements of new plans by exact age at issue, % of the plans of that age (SEN2 2026, calendar 2025), in the
/// order mainstream (early years included), base, special, alternative, post16, elsewhere.
constexpr std::size_t placement_kinds = 6;
inline constexpr std::array<RequiredProvision, placement_kinds> placement_kind{
    RequiredProvision::mainstream,  RequiredProvision::base,   RequiredProvision::special,
    RequiredProvision::alternative, RequiredProvision::post16, RequiredProvision::elsewhere};
inline constexpr std::array<std::array<double, placement_kinds>, 18> first_placements{{
    {77.2, 4.3, 14.6, 0.1, 0.0, 3.7},   // 2: as 3
    {77.2, 4.3, 14.6, 0.1, 0.0, 3.7},   // 3
    {81.0, 5.3, 11.7, 0.0, 0.0, 2.1},   // 4: the mean of the two rows that stand apart below
    {89.3, 3.4, 4.7, 0.2, 0.0, 2.3},    // 5
    {89.6, 3.1, 4.3, 0.6, 0.1, 2.4},    // 6
    {88.3, 2.7, 5.1, 0.9, 0.1, 2.9},    // 7
    {89.5, 1.9, 4.8, 1.1, 0.1, 2.6},    // 8
    {89.3, 1.9, 5.1, 1.0, 0.1, 2.5},    // 9
    {88.9, 1.5, 6.3, 0.8, 0.1, 2.6},    // 10
    {82.8, 2.3, 9.8, 0.9, 0.1, 4.1},    // 11
    {75.4, 1.6, 12.4, 2.7, 0.1, 7.7},   // 12
    {72.0, 1.0, 13.8, 4.1, 0.3, 8.8},   // 13
    {72.1, 0.8, 10.4, 6.2, 0.6, 9.8},   // 14
    {61.8, 0.5, 6.3, 6.6, 11.3, 13.5},  // 15
    {18.3, 0.1, 3.2, 2.2, 54.1, 22.1},  // 16
    {8.0, 0.1, 2.9, 0.8, 58.5, 29.7},   // 17
    {4.5, 0.0, 1.7, 0.0, 63.9, 29.9},   // 18
    {3.8, 0.0, 1.6, 0.0, 63.4, 31.1},   // 19 and over
}};
/// A plan issued at 4 names a first school for a child before Reception, or a school for a child already in Reception,
/// who is named special as seldom as at 5. Two thirds are issued before Reception, so that the two rows together make
/// the published one (derived).
inline constexpr std::array<double, placement_kinds> first_placement_at_4_before_reception{77.2, 5.3, 15.4, 0, 0, 2.1};
inline constexpr std::array<double, placement_kinds> first_placement_at_4_in_reception{88.0, 5.3, 4.6, 0, 0, 2.1};
constexpr const std::array<double, placement_kinds>& first_placement(int age, int ncy) {
    if (age == 4) return ncy < reception ? first_placement_at_4_before_reception : first_placement_at_4_in_reception;
    constexpr int youngest = 2, oldest = youngest + static_cast<int>(first_placements.size()) - 1;
    return first_placements[static_cast<std::size_t>((age < youngest ? youngest
                                                      : age > oldest ? oldest
                                                                     : age) -
                                                     youngest)];
}

/// Plans that end, transfers between authorities apart, % of plans a year, by year group in January: ages 2 to 15
/// from counts of ceased plans (SEN2 2026: needs met, left England, died), from 16 by cohort between two Januaries
/// (derived). The last row is all: plans end with the year of the 25th birthday.
inline constexpr std::array<double, plan_ages> ended_percent_a_year{0.3,  0.34, 0.28, 0.48, 0.44, 0.46, 0.41, 0.42,
                                                                    0.47, 0.34, 0.32, 0.35, 0.37, 1.15, 3.8,  14.1,
                                                                    24.8, 26.1, 28,   31,   35,   45,   80,   100};

/// Changes of provision required for plans held, % of mainstream and base holders a year, by year group in January
/// (movers from one January to the next, gross of the return; derived from SEN2 stocks 2025 and 2026). The move from
/// Year 6 to Year 7 is decided at phase transfer and is not here.
struct YearOfChange {
    double to_special;    ///< mainstream or base to special
    double to_base;       ///< mainstream to base, gross of base to special
    double to_elsewhere;  ///< to EOTAS, home or none
};
inline constexpr std::array<YearOfChange, 11> changes_of_provision{{
    {10.6, 4.3, 0.1},  // Reception
    {8.8, 3.5, 0.5},   // Year 1
    {9.2, 3.0, 0.6},   // 2
    {6.9, 2.3, 0.7},   // 3
    {5.8, 1.8, 0.9},   // 4
    {4.3, 0.2, 1.1},   // 5
    {0, 0, 0},         // 6: phase transfer
    {7.4, 1.3, 2.0},   // 7
    {5.7, 0.9, 2.4},   // 8
    {5.1, 0.5, 3.2},   // 9
    {2.6, 0.1, 4.1},   // 10
}};
constexpr YearOfChange change_of_provision(int ncy) {
    const bool decided_at_reviews = ncy >= reception && ncy < static_cast<int>(changes_of_provision.size());
    return decided_at_reviews ? changes_of_provision[static_cast<std::size_t>(ncy)] : YearOfChange{};
}

/// Plans over children at ages 4 to 15, England, January 2025 and 2026 (SEN2 stocks over cohorts implied by its joiners
/// per 1,000; derived). A census before 2026 takes the first.
constexpr int first_share_age = 4, last_share_age = 15;
inline constexpr std::array<double, last_share_age - first_share_age + 1> plan_share_2025{
    0.0367, 0.0490, 0.0495, 0.0522, 0.0548, 0.0566, 0.0601, 0.0662, 0.0662, 0.0663, 0.0668, 0.0641};
inline constexpr std::array<double, last_share_age - first_share_age + 1> plan_share_2026{
    0.0363, 0.0525, 0.0615, 0.0610, 0.0626, 0.0655, 0.0697, 0.0728, 0.0720, 0.0742, 0.0758, 0.0746};
constexpr const std::array<double, last_share_age - first_share_age + 1>& plan_share_by_age(int census_year) {
    return census_year < 2026 ? plan_share_2025 : plan_share_2026;
}

}  // namespace sendscape
