// SPDX-License-Identifier: MIT
#include "sim/start/school_constants.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <tuple>
#include <utility>
#include <vector>

#include "agents/admissions/nearby.h"
#include "agents/families/beyond_map.h"
#include "agents/families/preferences.h"
#include "agents/placement/candidates.h"
#include "agents/pupils/demography.h"
#include "agents/schools/year_places.h"
#include "sim/core/elementary.h"
#include "sim/start/expected_choice.h"
#include "sim/start/plan_rates.h"
#include "sim/start/schools.h"

namespace sendscape {
namespace {

constexpr double furthest_by_intake = 9;          ///< logarithm of a factor from intakes (assumption)
constexpr double furthest_by_refused = 1.0;       ///< ... from more first preferences than places (assumption)
constexpr double furthest_by_plans = 1.5;         ///< ... from plans held (assumption)
constexpr std::uint32_t luck_of_preferences = 4;  ///< counter of draws from the stream start_school_traits
constexpr std::size_t schools_considered = 12;    ///< nearest of a zone

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

/// Children who would put a selective school first before they know the result of its test, for each place: assumption,
/// above the 1.4 first preferences a place that are left once it is known.
constexpr double sit_for_each_place = 2;

constexpr int rounds_of_tests =
    5;  ///< in which open and selective schools settle by each other: nearer than `balanced`

/// Children of each row of choice who do not go to a selective school. Of those who put one first as many pass as its
/// places and those who sit for each allow, and of these the nearest fill the places.
std::vector<double> left_by_selective(const Map& map, const Choices& all, const std::vector<double>& factor,
                                      const std::vector<double>& tested, double qualifying) {
    struct Sitting {
        std::uint32_t school, metres;
        std::size_t row;
        double children;
    };
    std::vector<Sitting> sitting;
    for (std::size_t row = 0; row < all.children.size(); ++row) {
        double sum = 0;
        for (std::size_t k = all.first[row]; k < all.first[row + 1]; ++k) sum += all.pull[k] * factor[all.school[k]];
        if (!(sum > 0)) continue;
        for (std::size_t k = all.first[row]; k < all.first[row + 1]; ++k)
            if (map.schools[all.school[k]].selective)
                sitting.push_back(
                    {all.school[k], all.metres[k], row, all.children[row] * all.pull[k] * factor[all.school[k]] / sum});
    }
    std::sort(sitting.begin(), sitting.end(), [](const Sitting& a, const Sitting& b) {
        return std::tie(a.school, a.metres, a.row) < std::tie(b.school, b.metres, b.row);
    });
    const double pass = std::min(1.0, qualifying / sit_for_each_place);
    std::vector<double> left = all.children, places(tested);
    for (double& of_school : places) of_school /= sit_for_each_place;
    for (const Sitting& who : sitting) {
        const double admitted = std::min(who.children * pass, places[who.school]);
        places[who.school] -= admitted;
        left[who.row] = std::max(0.0, left[who.row] - admitted);
    }
    return left;
}

/// A school that takes so much of what it may admit a year turns children away, and more of them may put it first than
/// it takes; whoever puts another first, comes (assumption).
constexpr double full_from = 0.95;

/// First preferences of a full school over its intake, 1 at the least: one that has places free takes whoever asks.
double preferences_over_intake(double occupancy, bool primary, double normal) {
    const double spread = spread_of_preferences(primary);
    return std::max(1.0, first_preferences_per_place(occupancy, primary) / first_preferences_per_place(0, primary) *
                             exp(spread * normal - spread * spread / 2));
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

/// Children of a zone by what decides which schools are open to them and what they make of each.
constexpr std::size_t school_kinds = 8;
using ByKind = std::array<double, school_kinds>;
constexpr std::size_t kind_of(bool girl, bool faith, bool send = false) {
    return (send ? 4u : 0u) + (girl ? 2u : 0u) + (faith ? 1u : 0u);
}
constexpr bool has_send(std::size_t kind) { return kind >= 4; }
constexpr bool is_girl(std::size_t kind) { return kind % 4 >= 2; }
constexpr bool seeks_faith(std::size_t kind) { return kind % 2 == 1; }

/// The choice of schools on entry to Reception or to Year 7 as the rounds to come will meet it.
class EntryChoice {
  public:
    EntryChoice(const Map& map, const Pupils& pupils, const Families& families, const FamilyParameters& parameters,
                const Schools& schools, bool primary, const Parallel& parallel)
        : map_(map),
          pupils_(pupils),
          families_(families),
          parameters_(parameters),
          schools_(schools),
          primary_(primary),
          entry_(primary ? reception : year_7),
          taste_(primary ? parameters.taste_primary : parameters.taste_secondary),
          near_(nearest_schools(map, schools, entry_, map.census, SchoolKind::state, schools_considered, parallel)) {
        for (std::size_t row = 0; row < map.schools.size(); ++row)
            standings_.push_back(standing(map.schools[row], schools, SchoolId(row), primary, parameters, {}));
    }

    [[nodiscard]] double taste() const { return taste_; }
    [[nodiscard]] bool in_question(SchoolId s) const {
        const School& school = map_.school(s);
        return school.setting == Setting::mainstream && school.teaches(entry_) && school.roll > 0;
    }

    /// Children of a year who will choose, by zone and kind: into Reception as many as there are of two to eight, whom
    /// births follow, at school or not; into Year 7 those of Years 3 to 6 but for whoever goes on beyond the map. Of
    /// both as many as the zone's children of that phase are not in independent schools.
    [[nodiscard]] std::vector<ByKind> who_choose() const {
        if (primary_)
            return times(count(first_ncy, last_ncy_of_young_families), not_independent(reception, year_7 - 1), {});
        std::vector<ByKind> at =
            times(count(first_junior_ncy, year_7 - 1), not_independent(year_7, last_ncy_of_school_age),
                  not_independent(first_junior_ncy, year_7 - 1));
        const bool any = std::any_of(at.begin(), at.end(), [](const ByKind& kinds) {
            return std::any_of(kinds.begin(), kinds.end(), [](double children) { return children > 0; });
        });
        return any ? at : count(year_7, last_ncy_of_school_age);  // a map of secondary schools alone
    }

    /// Children a year that each school takes at the entry, from those of all its years: who was in it before stays.
    [[nodiscard]] std::vector<double> intakes() const {
        std::vector<double> sum(map_.schools.size(), 0.0);
        for (std::size_t row = 0; row < pupils_.size(); ++row) {
            const PupilId p(row);
            const SchoolId s = pupils_.school[p];
            const int ncy = pupils_.ncy[p];
            if (!s.exists() || !in_question(s) || is_base(pupils_.setting[p]) || ncy < reception ||
                ncy > last_ncy_of_school_age)
                continue;
            const School& school = map_.school(s);
            if (ncy >= entry_ && (!primary_ || ncy < year_7))
                sum[s.value] += entered_without_plan(pupils_, p, entry_) / years_of_phase(school, primary_);
            else if (!primary_ && school.low_ncy < year_7)
                sum[s.value] -= entered_without_plan(pupils_, p, reception) / years_of_phase(school, true);
        }
        constexpr double least = 1;  // so that a school that takes hardly any is sought by hardly any
        for (std::size_t row = 0; row < sum.size(); ++row)
            if (in_question(SchoolId(row))) sum[row] = std::max(sum[row], least);
        return sum;
    }

    /// Whether a school turns children away: of a secondary school a capacity that was made up does not tell.
    [[nodiscard]] bool is_full(SchoolId s, double intake) const {
        return schools_.capacity[s] > 0 && (primary_ || !map_.school(s).is_filled(Filled::capacity)) &&
               intake >= full_from * year_places(map_, schools_, s, entry_);
    }

    /// What they choose among; selective schools only if asked for.
    [[nodiscard]] Choices choices(const std::vector<ByKind>& at, bool selective) const {
        Choices choices;
        for (std::size_t z = 0; z < map_.zones.size(); ++z)
            for (std::size_t kind = 0; kind < school_kinds; ++kind) {
                if (!(at[z][kind] > 0)) continue;
                bool nearest = true;
                for (const Nearby& n : near_[z]) {
                    const School& place = map_.school(n.school);
                    if (!takes(place.sex, is_girl(kind))) continue;
                    SchoolOption option;
                    option.school = n.school;
                    option.metres = n.metres;
                    option.nearest = nearest;
                    option.send = has_send(kind);
                    option.faith = seeks_faith(kind);
                    option.primary = primary_;
                    nearest = false;
                    if (!in_question(n.school) || (place.selective && !selective)) continue;
                    choices.school.push_back(n.school.value);
                    choices.metres.push_back(n.metres);
                    choices.pull.push_back(exp(utility(option, place, standings_[n.school.value],
                                                       schools_.last_admitted_m[n.school], parameters_, 0) /
                                               taste_));
                }
                choices.end_row(at[z][kind]);
            }
        return choices;
    }

  private:
    static constexpr int first_junior_ncy = 3;

    /// By zone, the share of its children of some year groups who are not in an independent school; 1 where none are.
    [[nodiscard]] std::vector<double> not_independent(int first, int last) const {
        std::vector<double> all(map_.zones.size(), 0.0), independent(map_.zones.size(), 0.0);
        for (std::size_t row = 0; row < pupils_.size(); ++row) {
            const PupilId p(row);
            if (pupils_.ncy[p] < first || pupils_.ncy[p] > last || !pupils_.present(p) || pupils_.has_plan(p)) continue;
            const ZoneId home = families_.zone[pupils_.family[p]];
            all[home.value] += 1;
            if (pupils_.setting[p] == Setting::independent_mainstream) independent[home.value] += 1;
        }
        for (std::size_t z = 0; z < all.size(); ++z) all[z] = all[z] > 0 ? 1 - independent[z] / all[z] : 1;
        return all;
    }

    /// Children times one share and, where given, over another.
    static std::vector<ByKind> times(std::vector<ByKind> at, const std::vector<double>& share,
                                     const std::vector<double>& over) {
        for (std::size_t z = 0; z < at.size(); ++z)
            for (double& children : at[z]) {
                children *= share[z];
                if (z < over.size() && over[z] > 0) children /= over[z];
            }
        return at;
    }

    /// Children of some year groups who have no plan, by zone and kind, to a year group.
    [[nodiscard]] std::vector<ByKind> count(int first, int last) const {
        std::vector<double> within(map_.authorities.size(), 1.0);
        for (std::size_t a = 0; a < within.size() && !primary_; ++a)
            within[a] = share_going_on_within(map_, AuthorityId(a));
        std::vector<ByKind> at(map_.zones.size(), ByKind{});
        for (std::size_t row = 0; row < pupils_.size(); ++row) {
            const PupilId p(row);
            const int ncy = pupils_.ncy[p];
            if (ncy < first || ncy > last || !pupils_.present(p) || pupils_.has_plan(p)) continue;
            if (!primary_ && pupils_.setting[p] != Setting::mainstream) continue;
            const ZoneId home = families_.zone[pupils_.family[p]];
            const AuthorityId authority = map_.zone(home).authority;
            const bool send = !primary_ && pupils_.provision[p] == Provision::sen_support;
            at[home.value][kind_of(pupils_.girl[p] != 0, pupils_.faith[p] != 0, send)] +=
                (authority.exists() ? within[authority.value] : 1.0) / (last - first + 1);
        }
        return at;
    }

    const Map& map_;
    const Pupils& pupils_;
    const Families& families_;
    const FamilyParameters& parameters_;
    const Schools& schools_;
    bool primary_;
    int entry_;
    double taste_;
    std::vector<std::vector<Nearby>> near_;
    std::vector<Standing> standings_;
};

}  // namespace

void find_choice_constants(const Map& map, const Draws& draws, const Pupils& pupils, const Families& families,
                           const FamilyParameters& parameters, double qualifying, const Parallel& parallel,
                           Schools& schools) {
    for (const bool primary : {true, false}) {
        for (auto& constant : schools.choice_constant.values()) constant[choice_row(primary)] = 0;
        const EntryChoice entry(map, pupils, families, parameters, schools, primary, parallel);
        const std::vector<ByKind> at = entry.who_choose();
        const std::vector<double> intake = entry.intakes();
        std::vector<double> factor(map.schools.size(), 1.0), target(intake);
        const Choices all = entry.choices(at, true);
        Choices open = entry.choices(at, false);
        share_children(all, target);
        std::vector<double> tested(target.size(), 0.0);
        for (std::size_t row = 0; row < target.size(); ++row)
            if (map.schools[row].selective) std::swap(target[row], tested[row]);
        Expectation of_open(open, factor.size(), parallel), of_all(all, factor.size(), parallel);
        const bool any_selective = std::any_of(tested.begin(), tested.end(), [](double t) { return t > 0; });
        for (double& t : tested) t *= sit_for_each_place;
        const std::vector<double> unmoved(factor);
        // Who goes to a selective school does not fill the others round it, and how many seek it hangs on those.
        for (int round = 0; round < (any_selective ? rounds_of_tests : 1); ++round) {
            if (round > 0) open.children = left_by_selective(map, all, factor, tested, qualifying);
            share_children(open, target);
            balance(of_open, target, furthest_by_intake, unmoved, factor);
            if (any_selective) balance(of_all, tested, furthest_by_intake, unmoved, factor);
        }
        // A full school is put first by more than it takes, and one that has places free by fewer: it takes those
        // whom the others turn away.
        for (std::size_t row = 0; row < target.size(); ++row) {
            const SchoolId s(row);
            if (entry.in_question(s) && !map.schools[row].selective && entry.is_full(s, intake[row]))
                target[row] *= preferences_over_intake(
                    static_cast<double>(schools.roll[s]) / static_cast<double>(schools.capacity[s]), primary,
                    draws.normal(Stream::start_school_traits, s.value, map.census, luck_of_preferences));
        }
        share_children(open, target);
        const std::vector<double> by_intake(factor);
        balance(of_open, target, furthest_by_refused, by_intake, factor);
        for (std::size_t row = 0; row < map.schools.size(); ++row) {
            const SchoolId s(row);
            if (!entry.in_question(s)) continue;
            schools.choice_constant[s][choice_row(primary)] = static_cast<float>(log(factor[row]) * entry.taste());
        }
    }
}

void find_appeal_to_plans(const Map& map, const Draws& draws, const Pupils& pupils, const Families& families,
                          const PlacementParameters& parameters, const Parallel& parallel, Schools& schools) {
    for (std::size_t row = 0; row < map.schools.size(); ++row)
        schools.reputation_send_then[SchoolId(row)] = schools.reputation_send[SchoolId(row)];
    for (const bool primary : {true, false}) {
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
                        exp(naming_pull(map, schools, parameters, s, j, child, map.zones[z].authority)));
                });
                choices.end_row(at[z][kind]);
            }
        Expectation expectation(choices, map.schools.size(), parallel);
        std::vector<double> target = expectation.at(std::vector<double>(map.schools.size(), 1.0), expectation.all());
        // Who will be named a school is a part of who holds a place there: of an authority's all, and of a school that
        // teaches three years as many as three years hold.
        std::vector<double> held_in(map.authorities.size(), 0.0), expected_in(map.authorities.size(), 0.0);
        std::vector<double> years(map.schools.size(), 0.0);  // rates of plans in those taught, by their size, summed
        for (std::size_t row = 0; row < years.size(); ++row) {
            const SchoolId s(row);
            if (!in_question(s)) continue;
            const double at_entry = year_places(map, schools, s, entry);
            for (int ncy = reception; ncy <= last_ncy_of_school_age; ++ncy)
                if (map.schools[row].teaches(ncy))
                    years[row] +=
                        mainstream_plan_rate(ncy) * (at_entry > 0 ? year_places(map, schools, s, ncy) / at_entry : 1.0);
        }
        for (std::size_t row = 0; row < target.size(); ++row) {
            const AuthorityId a = map.schools[row].authority;
            if (!(target[row] > 0) || !a.exists()) continue;
            held_in[a.value] += held[row];
            expected_in[a.value] += target[row] * years[row];
        }
        for (std::size_t row = 0; row < target.size(); ++row) {
            const AuthorityId a = map.schools[row].authority;
            if (!(target[row] > 0) || !a.exists() || !(held_in[a.value] > 0)) continue;
            target[row] *= drawn_ratio(held[row], target[row] * years[row] * held_in[a.value] / expected_in[a.value],
                                       rates_of_schools(primary), draws, SchoolId(row), map.census);
        }
        share_children(choices, target);
        std::vector<double> factor(map.schools.size(), 1.0);
        balance(expectation, target, furthest_by_plans, std::vector<double>(factor), factor);
        for (std::size_t row = 0; row < map.schools.size(); ++row)
            if (in_question(SchoolId(row)))
                schools.appeal_to_plans[SchoolId(row)] = static_cast<float>(log(factor[row]));
    }
}

}  // namespace sendscape
