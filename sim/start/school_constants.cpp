// SPDX-License-Identifier: MIT
#include "sim/start/school_constants.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "agents/admissions/nearby.h"
#include "agents/families/preferences.h"
#include "agents/placement/candidates.h"
#include "sim/core/elementary.h"
#include "sim/start/schools.h"

namespace sendscape {
namespace {

/// Choices of one group of children: of each zone the schools they might go to and the exponential of what speaks for
/// them, the appeal that is sought left out.
struct Choices {
    std::vector<double> children;  ///< by row of choice
    std::vector<std::size_t> first{0};
    std::vector<std::uint32_t> school;
    std::vector<double> pull;

    void end_row(double of_children) {
        children.push_back(of_children);
        first.push_back(school.size());
    }
};

/// Children each school can expect at these appeals (exponentials).
std::vector<double> expected(const Choices& choices, const std::vector<double>& factor) {
    std::vector<double> sum(factor.size(), 0.0);
    for (std::size_t row = 0; row < choices.children.size(); ++row) {
        double all = 0;
        for (std::size_t k = choices.first[row]; k < choices.first[row + 1]; ++k)
            all += choices.pull[k] * factor[choices.school[k]];
        if (!(all > 0)) continue;
        for (std::size_t k = choices.first[row]; k < choices.first[row + 1]; ++k)
            sum[choices.school[k]] += choices.children[row] * choices.pull[k] * factor[choices.school[k]] / all;
    }
    return sum;
}

constexpr int rounds_of_balancing = 20;           ///< far more than the factors take to settle
constexpr double furthest_by_preferences = 4;     ///< logarithm of a factor from first preferences (assumption)
constexpr double furthest_by_plans = 1.5;         ///< ... from plans held (assumption)
constexpr std::uint32_t luck_of_preferences = 4;  ///< counter of draws from the stream start_school_traits
constexpr std::size_t schools_considered = 12;    ///< nearest of a zone

/// Moves the factors of schools with a target above 0, by at most `most` of their logarithm either way, until each can
/// expect its target.
void balance(const Choices& choices, const std::vector<double>& target, double most, std::vector<double>& factor) {
    const double lowest = exp(-most), highest = exp(most);
    for (int round = 0; round < rounds_of_balancing; ++round) {
        const std::vector<double> got = expected(choices, factor);
        for (std::size_t s = 0; s < factor.size(); ++s)
            if (target[s] > 0 && got[s] > 0) factor[s] = std::clamp(factor[s] * target[s] / got[s], lowest, highest);
    }
}

/// Scales targets so that all children of the choices are wanted.
void share_children(const Choices& choices, std::vector<double>& target) {
    double wanted = 0, children = 0;
    for (const double t : target) wanted += t;
    for (std::size_t row = 0; row < choices.children.size(); ++row)
        if (choices.first[row] < choices.first[row + 1]) children += choices.children[row];
    if (wanted > 0)
        for (double& t : target) t *= children / wanted;
}

/// First preferences for each place taken, by occupancy (pupils over capacity): DfE applications and offers by school
/// 2019 and 2020 against capacities of 2022, non-selective schools. Secondary 0.80 at 0.8, 1.10 at 1.0, 1.21 at 1.1;
/// primary 0.91 up to 0.85, 1.08 at 1.0.
struct PreferencesByOccupancy {
    double least, slope, from, most_more;  ///< rises by the slope from an occupancy, by so much at the most
};
constexpr PreferencesByOccupancy primary_preferences{0.91, 1.1, 0.85, 0.17},
    secondary_preferences{0.80, 1.4, 0.8, 0.45};
double first_preferences_per_place(double occupancy, bool primary) {
    const PreferencesByOccupancy& line = primary ? primary_preferences : secondary_preferences;
    return line.least + std::clamp(line.slope * (occupancy - line.from), 0.0, line.most_more);
}

/// How much first preferences differ between schools of one occupancy for good, in logarithms: the same tables, 0.18
/// and 0.30 between schools in the mean of two years, less 0.13 a year of change (0.135 and 0.129).
constexpr double spread_of_preferences(bool primary) { return primary ? 0.15 : 0.28; }

/// How much schools' plan rates differ from their authority's (coefficient of variation), the binomial chance of small
/// numbers taken out: derived from DfE, Special educational needs in England, January 2025, school level.
constexpr double spread_of_held(bool primary) { return primary ? 0.54 : 0.45; }

/// Children who would put a selective school first before they know the result of its test, for each place: assumption,
/// above the 1.4 first preferences a place that are left once it is known.
constexpr double sit_for_each_place = 2;

/// First preferences of a school over its intake, 1 in the mean for one with many places free.
double preferences_over_intake(double occupancy, bool primary, double normal) {
    const double spread = spread_of_preferences(primary);
    return first_preferences_per_place(occupancy, primary) / first_preferences_per_place(0, primary) *
           exp(spread * normal - spread * spread / 2);
}

constexpr int last_infant_ncy = 2;

/// Of children with plans in mainstream, those who are still there a year later: about one in ten comes to need a
/// special school (DfE, Education, health and care plans 2026, derived; rounded).
constexpr double stays_in_mainstream = 0.9;

/// Part of a child that chose its school as others do: a plan given since it entered does not undo that.
double entered_without_plan(const Pupils& pupils, PupilId p, int entry) {
    if (!pupils.has_plan(p)) return 1;
    const int ncy = pupils.ncy[p];
    const double entered_with_plan = mainstream_plan_rate(entry) * pow(stays_in_mainstream, ncy - entry);
    return std::max(0.0, 1 - entered_with_plan / mainstream_plan_rate(ncy));
}

bool is_primary(const School& school) { return school.high_ncy < year_7; }

/// Year groups of a phase that a school teaches: a school is sought by the children of one year, not by its roll, which
/// an infant school fills with three years and a primary school with seven.
int years_of_phase(const School& school, bool primary) {
    const int from = std::max<int>(school.low_ncy, primary ? reception : year_7);
    const int to = std::min<int>(school.high_ncy, primary ? year_7 - 1 : last_ncy_of_school_age);
    return std::max(1, to - from + 1);
}

/// Children of a zone by what decides which schools are open to them.
constexpr std::size_t school_kinds = 4;
using ByKind = std::array<double, school_kinds>;
constexpr std::size_t kind_of(bool girl, bool faith) { return (girl ? 2u : 0u) + (faith ? 1u : 0u); }
constexpr bool is_girl(std::size_t kind) { return kind >= 2; }
constexpr bool seeks_faith(std::size_t kind) { return kind % 2 == 1; }

}  // namespace

void find_choice_constants(const Map& map, const Draws& draws, const Pupils& pupils, const Families& families,
                           const FamilyParameters& parameters, const Parallel& parallel, Schools& schools) {
    for (const bool primary : {true, false}) {
        const int entry = primary ? reception : year_7;
        const double taste = primary ? parameters.taste_primary : parameters.taste_secondary;
        std::vector<Standing> standings(map.schools.size());
        std::vector<std::uint8_t> in_question(map.schools.size(), 0);
        for (std::size_t row = 0; row < map.schools.size(); ++row) {
            const School& school = map.schools[row];
            in_question[row] = school.setting == Setting::mainstream && school.teaches(entry) &&
                               is_primary(school) == primary && school.roll > 0;
            if (in_question[row] != 0) standings[row] = standing(school, schools, SchoolId(row), parameters, {});
        }
        const auto near =
            nearest_schools(map, schools, entry, map.census, SchoolKind::state, schools_considered, parallel);
        std::vector<double> factor(map.schools.size(), 1.0), target;
        // First the schools open to all, by the children in them; then the selective ones, by all children.
        for (const bool selective : {false, true}) {
            const auto counted = [&](SchoolId s) {
                return s.exists() && in_question[s.value] != 0 && (selective || !map.school(s).selective);
            };
            std::vector<ByKind> at(map.zones.size(), ByKind{});
            target.assign(map.schools.size(), 0.0);
            bool any = false;
            for (std::size_t row = 0; row < pupils.size(); ++row) {
                const PupilId p(row);
                const SchoolId s = pupils.school[p];
                if (!counted(s) || is_base(pupils.setting[p]) || pupils.ncy[p] < entry ||
                    pupils.ncy[p] > last_ncy_of_school_age)
                    continue;
                const double of_a_year =
                    entered_without_plan(pupils, p, entry) / years_of_phase(map.school(s), primary);
                at[families.zone[pupils.family[p]].value][kind_of(pupils.girl[p] != 0, pupils.faith[p] != 0)] +=
                    of_a_year;
                if (map.school(s).selective != selective) continue;
                target[s.value] += of_a_year;
                any = true;
            }
            if (!any) continue;
            for (std::size_t row = 0; row < map.schools.size(); ++row) {
                const SchoolId s(row);
                if (target[row] <= 0) continue;
                if (selective)
                    target[row] *= sit_for_each_place;
                else if (schools.capacity[s] > 0 && !map.schools[row].is_filled(Filled::capacity))
                    target[row] *= preferences_over_intake(
                        static_cast<double>(schools.roll[s]) / static_cast<double>(schools.capacity[s]), primary,
                        draws.normal(Stream::start_school_traits, s.value, map.census, luck_of_preferences));
            }
            Choices choices;
            for (std::size_t z = 0; z < map.zones.size(); ++z)
                for (std::size_t kind = 0; kind < school_kinds; ++kind) {
                    if (!(at[z][kind] > 0)) continue;
                    bool nearest = true;
                    for (const Nearby& n : near[z]) {
                        if (!counted(n.school) || !takes(map.school(n.school).sex, is_girl(kind))) continue;
                        SchoolOption option;
                        option.school = n.school;
                        option.metres = n.metres;
                        option.nearest = nearest;
                        option.faith = seeks_faith(kind);
                        option.primary = primary;
                        nearest = false;
                        choices.school.push_back(n.school.value);
                        choices.pull.push_back(
                            exp(utility(option, map.school(n.school), standings[n.school.value], 0, parameters, 0) /
                                taste));
                    }
                    choices.end_row(at[z][kind]);
                }
            if (!selective) share_children(choices, target);
            balance(choices, target, furthest_by_preferences, factor);
        }
        for (std::size_t row = 0; row < map.schools.size(); ++row)
            if (in_question[row] != 0)
                schools.choice_constant[SchoolId(row)] = static_cast<float>(log(factor[row]) * taste);
    }
}

void find_appeal_to_plans(const Map& map, const Draws& draws, const Pupils& pupils, const Families& families,
                          const PlacementParameters& parameters, Schools& schools) {
    for (std::size_t row = 0; row < map.schools.size(); ++row)
        schools.reputation_send_then[SchoolId(row)] = schools.reputation_send[SchoolId(row)];
    for (const bool primary : {true, false}) {
        const double spread = spread_of_held(primary);
        const int entry = primary ? reception : year_7;
        std::vector<ByKind> at(map.zones.size(), ByKind{});
        std::vector<double> held(map.schools.size(), 0.0);
        const auto in_question = [&](SchoolId s) {
            const School& school = map.school(s);
            return school.setting == Setting::mainstream && !school.selective && is_primary(school) == primary &&
                   school.teaches(entry) && school.roll > 0;
        };
        for (std::size_t row = 0; row < pupils.size(); ++row) {
            const PupilId p(row);
            const SchoolId s = pupils.school[p];
            if (!pupils.has_plan(p) || !s.exists() || pupils.setting[p] != Setting::mainstream) continue;
            if (in_question(s)) held[s.value] += 1;
            // Who will be named a school: those of the top primary years, who transfer, and the infants.
            const int ncy = pupils.ncy[p];
            if (primary ? ncy <= last_infant_ncy : ncy > last_infant_ncy && ncy < year_7)
                at[families.zone[pupils.family[p]].value][kind_of(pupils.girl[p] != 0, pupils.faith[p] != 0)] += 1;
        }
        Choices choices;
        constexpr auto objection =
            static_cast<std::uint16_t>(1u << static_cast<unsigned>(SchoolResponse::object_to_consultations));
        const int reach = reach_tenths(entry);
        for (std::size_t z = 0; z < map.zones.size(); ++z)
            for (std::size_t kind = 0; kind < school_kinds; ++kind) {
                if (!(at[z][kind] > 0)) continue;
                const Child child{entry, is_girl(kind), seeks_faith(kind), Need::none};
                for_each_reachable(map, map.schools.size(), ZoneId(z), [&](SchoolId s, const Journey& j) {
                    if (!in_question(s) || j.tenths > reach || !mainstream_suits(map.school(s), child)) return;
                    const bool objects = (schools.responses[s] & objection) != 0;
                    choices.school.push_back(s.value);
                    choices.pull.push_back(
                        (objects ? parameters.directed : 1.0) *
                        exp(naming_pull(map.school(s), schools, parameters, s, j, child, map.zones[z].authority)));
                });
                choices.end_row(at[z][kind]);
            }
        std::vector<double> target = expected(choices, std::vector<double>(map.schools.size(), 1.0));
        for (std::size_t row = 0; row < target.size(); ++row)
            if (target[row] > 0)
                target[row] *= drawn_ratio(held[row], target[row], spread, draws, SchoolId(row), map.census);
        share_children(choices, target);
        std::vector<double> factor(map.schools.size(), 1.0);
        balance(choices, target, furthest_by_plans, factor);
        for (std::size_t row = 0; row < map.schools.size(); ++row)
            if (in_question(SchoolId(row)))
                schools.appeal_to_plans[SchoolId(row)] = static_cast<float>(log(factor[row]));
    }
}

}  // namespace sendscape
