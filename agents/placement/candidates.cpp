// SPDX-License-Identifier: MIT
#include "agents/placement/candidates.h"

#include <algorithm>
#include <array>

#include "agents/families/preferences.h"
#include "agents/schools/year_places.h"
#include "sim/core/elementary.h"

namespace sendscape {
namespace {

constexpr std::size_t most_over_border = 3;  ///< of the list's end: where the authority may be used to send children

/// The best, and behind them the best of those over the border.
void keep_best(const Map& map, AuthorityId authority, std::vector<Candidate>& found, std::size_t most) {
    std::sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) {
        return a.utility != b.utility ? a.utility > b.utility : a.school < b.school;
    });
    if (found.size() <= most) return;
    std::size_t over = 0;
    const auto left_out = [&](const Candidate& c) {
        return map.school(c.school).authority == authority || ++over > most_over_border;
    };
    const auto rest = found.begin() + static_cast<std::ptrdiff_t>(most);
    found.erase(std::remove_if(rest, found.end(), left_out), found.end());
}

std::uint16_t as_tenths(const Journey& j) { return static_cast<std::uint16_t>(std::min(j.tenths, 65535)); }

// Minutes of travel that a weaker fit of designation and another authority's school weigh as much as: assumptions.
constexpr float near_fit_minutes = 12, other_authority_minutes = 15;

// What weighs in the naming of a mainstream school, in units of the choice's own luck: assumptions.
constexpr double loss_at_faith_school = 1.0;  ///< for a family that does not seek one
/// At another authority's school: as much as homes keep to the border at the start, of 10 that distance says 4.
constexpr double loss_over_border = 0.92;
constexpr double loss_when_over_full = 1.0;  ///< where the year group is a tenth over the admission number
constexpr std::int32_t part_over_full = 10;
constexpr double pull_of_own_school = 3.0;
/// Under balanced naming, lost where a whole roll has plans: 3 in a hundred more weigh as ten minutes of travel do at
/// the default (assumption).
constexpr double loss_per_share_of_plans = 40;
constexpr double nearest_over_all = 1000;  ///< utility of a minute nearer where the nearest school is named

/// What the authority's policy adds to the pull of a mainstream school.
double policy_pull(const Schools& schools, const PlacementParameters& parameters, SchoolId s, const Journey& j) {
    switch (static_cast<NamingPolicy>(static_cast<int>(parameters.naming_policy))) {
        case NamingPolicy::nearest:
            return -nearest_over_all * static_cast<double>(j.tenths);
        case NamingPolicy::balanced:
            return schools.roll[s] > 0 ? -loss_per_share_of_plans * schools.plans[s] / schools.roll[s] : 0.0;
        case NamingPolicy::preference:
            break;
    }
    return 0;
}

bool at_cap(const Schools& schools, const PlacementParameters& parameters, SchoolId s) {
    return parameters.plans_cap < 1 && schools.plans[s] >= parameters.plans_cap * schools.roll[s];
}

/// A uniform number away from both ends, where the logarithm of a logarithm is not finite.
double inside_ends(double u) {
    constexpr double margin = 1e-6;
    return u * (1 - 2 * margin) + margin;
}

/// Logarithm of a school's places, in hundreds; those of small numbers, which come up most, are worked out once.
double log_of_places(std::int32_t places) {
    constexpr double hundred = 100.0;
    constexpr std::int32_t least = 10;            // smaller schools draw as one of ten places does: assumption
    constexpr std::size_t worked_out_once = 500;  // few schools are larger
    const auto work_out = [](std::size_t n) { return log(static_cast<double>(n) / hundred); };
    static const auto known = [&] {
        std::array<double, worked_out_once> logs{};
        for (std::size_t n = 1; n < logs.size(); ++n) logs[n] = work_out(n);
        return logs;
    }();
    const auto n = static_cast<std::size_t>(std::max(places, least));
    return n < known.size() ? known[n] : work_out(n);
}

/// for_each_reachable() of some schools, in order of row: many schools are within reach of each child, and few suit.
template <class Visit>
void for_each_reachable_of(const Map& map, std::span<const SchoolId> some, std::size_t rows, ZoneId zone,
                           Visit&& visit) {
    const TravelTable& table = map.travel;
    const bool listed = zone.value + 1 < table.first.size() && table.first[zone.value] < table.first[zone.value + 1];
    const std::uint32_t begin = listed ? table.first[zone.value] : 0, end = listed ? table.first[zone.value + 1] : 0;
    if (listed && end - begin <= some.size()) {
        for_each_reachable(map, rows, zone, visit);
        return;
    }
    for (const SchoolId s : some) {
        if (!listed) {
            visit(s, journey(map, zone, s));
            continue;
        }
        std::uint32_t k = begin + std::min(s.value, end - begin - 1);  // where a row lists every school
        if (table.school[k] != s.value)
            k = static_cast<std::uint32_t>(
                std::lower_bound(table.school.begin() + begin, table.school.begin() + k, s.value) -
                table.school.begin());
        if (table.school[k] == s.value)
            visit(s, Journey{static_cast<std::int32_t>(table.metres[k]), static_cast<std::int32_t>(table.tenths[k])});
    }
}

/// Whether for_each_reachable() visits the school.
bool in_travel_row(const Map& map, ZoneId zone, SchoolId s) {
    const TravelTable& table = map.travel;
    if (zone.value + 1 >= table.first.size() || table.first[zone.value] == table.first[zone.value + 1]) return true;
    return std::binary_search(table.school.begin() + table.first[zone.value],
                              table.school.begin() + table.first[zone.value + 1], s.value);
}

/// Of the zone's travel row and of its authority's own provision beyond it those that suit. `provision`, if given, has
/// all that can.
template <class Suits>
std::vector<Candidate> gather(const Map& map, const Schools& schools, const OwnProvision* provision, Month month,
                              ZoneId home, std::size_t most, Suits&& suits) {
    std::vector<Candidate> found;
    const AuthorityId authority = map.zone(home).authority;
    const auto look_at = [&](SchoolId s, const Journey& j) {
        const Fit fit = suits(map.school(s), s, j);
        if (fit == Fit::none || !schools.open(s, month)) return;
        float minutes = static_cast<float>(j.tenths) / 10.0f;
        if (fit == Fit::near) minutes += near_fit_minutes;
        if (map.school(s).authority != authority) minutes += other_authority_minutes;
        found.push_back({s, -minutes, as_tenths(j)});
    };
    const std::size_t rows = std::min(schools.size(), map.schools.size());
    if (provision) {
        for_each_reachable_of(map, provision->everywhere(), rows, home, look_at);
        for (const SchoolId s : provision->of(authority))
            if (!in_travel_row(map, home, s)) look_at(s, journey(map, home, s));
    } else {
        for_each_reachable(map, rows, home, look_at);
    }
    keep_best(map, authority, found, most);
    return found;
}

}  // namespace

namespace {
std::vector<Candidate> special_of(const Map& map, const Schools& schools, const OwnProvision* provision, Month month,
                                  ZoneId home, const Child& child, std::size_t most) {
    const int reach = reach_tenths(child.ncy);
    return gather(map, schools, provision, month, home, most, [&](const School& school, SchoolId, const Journey& j) {
        if (school.setting != Setting::state_special || j.tenths > reach) return Fit::none;
        return special_suits(school, child);
    });
}
}  // namespace

std::vector<Candidate> special_candidates(const Map& map, const Schools& schools, const OwnProvision& own, Month month,
                                          ZoneId home, const Child& child, std::size_t most) {
    return special_of(map, schools, &own, month, home, child, most);
}

SchoolId nearest_special(const Map& map, const Schools& schools, Month month, ZoneId home, const Child& child) {
    const auto found = special_of(map, schools, nullptr, month, home, child, 1);
    return found.empty() ? SchoolId{} : found.front().school;
}

SchoolId nearest_independent(const Map& map, const Schools& schools, Month month, ZoneId home, const Child& child) {
    const int reach = reach_tenths(child.ncy);
    const auto found =
        gather(map, schools, nullptr, month, home, 1, [&](const School& school, SchoolId, const Journey& j) {
            if (school.setting != Setting::independent_mainstream || j.tenths > reach) return Fit::none;
            return mainstream_suits(school, child) ? Fit::exact : Fit::none;
        });
    return found.empty() ? SchoolId{} : found.front().school;
}

std::vector<Candidate> base_candidates(const Map& map, const Schools& schools, const OwnProvision& own, Month month,
                                       ZoneId home, const Child& child, std::size_t most) {
    const int reach = reach_tenths(child.ncy);
    const std::size_t phase = child.ncy < year_7 ? 0 : 1;
    return gather(map, schools, &own, month, home, most, [&](const School& school, SchoolId s, const Journey& j) {
        if (schools.base_places[s][phase] <= 0 || j.tenths > reach || !mainstream_suits(school, child))
            return Fit::none;
        return designation_fit(schools.base_needs[s], child.need);
    });
}

std::vector<Candidate> independent_candidates(const Map& map, const Schools& schools, Month month, ZoneId home,
                                              const Child& child, std::size_t most) {
    return gather(map, schools, nullptr, month, home, most, [&](const School& school, SchoolId, const Journey&) {
        if (school.setting != Setting::independent_special && school.setting != Setting::non_maintained_special)
            return Fit::none;
        return special_suits(school, child);
    });
}

std::vector<Candidate> alternative_candidates(const Map& map, const Schools& schools, const OwnProvision& own,
                                              Month month, ZoneId home, const Child& child, std::size_t most) {
    return gather(map, schools, &own, month, home, most, [&](const School& school, SchoolId, const Journey&) {
        return school.setting == Setting::alternative_provision && school.teaches(child.ncy) ? Fit::exact : Fit::none;
    });
}

std::vector<std::vector<Candidate>> candidates_in_advance(const Step& step, const Schools& schools,
                                                          const OwnProvision& own, const std::vector<Sought>& sought) {
    constexpr std::size_t children_at_once = 128;
    std::vector<std::vector<Candidate>> candidates;
    if (step.parallel.threads() <= 1) return candidates;
    candidates.resize(sought.size());
    step.parallel.for_blocks(
        sought.size(),
        [&](std::size_t, std::size_t first, std::size_t end) {
            for (std::size_t i = first; i < end; ++i) {
                const auto& [home, child, required] = sought[i];
                if (required == RequiredProvision::special)
                    candidates[i] = special_candidates(step.map, schools, own, step.month, home, child);
                else if (required == RequiredProvision::base)
                    candidates[i] = base_candidates(step.map, schools, own, step.month, home, child);
            }
        },
        children_at_once);
    return candidates;
}

double naming_pull(const Map& map, const Schools& schools, const PlacementParameters& parameters, SchoolId s,
                   const Journey& j, const Child& child, AuthorityId home) {
    // Of two schools alike the larger takes more children, in proportion to its places.
    const School& place = map.school(s);
    const std::int32_t places = year_places(map, schools, s, child.ncy);
    double pull = log_of_places(places) - parameters.distance_weight * static_cast<double>(j.tenths) / 10.0;
    if (place.faith && !child.faith) pull -= loss_at_faith_school;
    if (place.authority != home) pull -= loss_over_border;
    if (child.ncy <= last_school_ncy && places > 0 &&
        schools.roll_by_year[s][year_index(child.ncy)] > places + places / part_over_full)
        pull -= loss_when_over_full;
    return pull;
}

SchoolId name_mainstream(const Step& step, const Schools& schools, const PlacementParameters& parameters,
                         const LoopSwitches& loops, ZoneId home, PupilId pupil, const Child& child, SchoolId present,
                         const std::function<OverBorder(SchoolId)>& over_border) {
    const AuthorityId authority = step.map.zone(home).authority;
    SchoolId best, nearest;
    double best_utility = 0;
    std::int32_t nearest_tenths = 0;
    const bool independent_now =
        present.exists() && step.map.school(present).setting == Setting::independent_mainstream;
    constexpr auto objects =
        static_cast<std::uint16_t>(1u << static_cast<unsigned>(SchoolResponse::object_to_consultations));
    for_each_reachable(
        step.map, std::min(schools.size(), step.map.schools.size()), home, [&](SchoolId s, const Journey& j) {
            const School& school = step.map.school(s);
            const bool independent = school.setting == Setting::independent_mainstream && independent_now;
            if ((school.setting != Setting::mainstream && !independent) || !schools.open(s, step.month)) return;
            if (!mainstream_suits(school, child)) return;
            if (!nearest.exists() || j.tenths < nearest_tenths) {
                nearest = s;
                nearest_tenths = j.tenths;
            }
            if (j.tenths > reach_tenths(child.ncy) || (s != present && at_cap(schools, parameters, s))) return;
            const OverBorder border =
                over_border && s != present && school.authority != authority ? over_border(s) : OverBorder::open;
            if (border == OverBorder::closed) return;
            // What the draw is keyed by does not depend on which other schools there are.
            const double u =
                inside_ends(step.draws.uniform(Stream::placement_choice, pupil.value, step.month, s.value));
            double utility = naming_pull(step.map, schools, parameters, s, j, child, authority) +
                             static_cast<double>(schools.appeal_to_plans[s]) +
                             (s == present ? 0.0 : policy_pull(schools, parameters, s, j)) +
                             (border == OverBorder::agreed ? 2 * loss_over_border : 0.0);
            const double familiar = s == present || independent ? pull_of_own_school : 0.0;
            const double fame =
                loops.magnets > 0
                    ? loops.magnets * parameters.reputation_weight *
                          static_cast<double>(schools.reputation_send[s] - schools.reputation_send_then[s])
                    : 0.0;
            // The luck of a choice takes time to work out: it is, where the school could still be the best.
            const auto most_luck = gumbel_bounds(static_cast<std::uint32_t>(u * 0x1p32)).most;
            if (best.exists() && utility + most_luck + familiar + fame < best_utility) return;
            utility -= log(-log(u));
            utility += familiar;
            utility += fame;
            if ((schools.responses[s] & objects) && s != present &&
                !step.draws.happens(parameters.directed, Stream::placement_consultation, pupil.value, step.month,
                                    s.value))
                return;
            if (!best.exists() || utility > best_utility) {
                best = s;
                best_utility = utility;
            }
        });
    return best.exists() ? best : nearest;  // the authority directs the nearest when all object
}

SchoolId name_sixth_form(const Step& step, const Schools& schools, const PlacementParameters& parameters, ZoneId home,
                         PupilId pupil, const Child& child) {
    SchoolId best;
    double best_utility = 0;
    for_each_reachable(
        step.map, std::min(schools.size(), step.map.schools.size()), home, [&](SchoolId s, const Journey& j) {
            const School& school = step.map.school(s);
            if (school.setting != Setting::mainstream || !schools.open(s, step.month) ||
                j.tenths > reach_tenths(child.ncy) || !mainstream_suits(school, child))
                return;
            const double u =
                inside_ends(step.draws.uniform(Stream::placement_choice, pupil.value, step.month, s.value));
            // In proportion to who stayed on a year ago: in September Year 12 still holds all who were in Year 11.
            const std::int32_t year_group = std::max(1, schools.roll_by_year[s][year_index(first_post16_ncy + 1)]);
            const double utility = log(static_cast<double>(year_group)) -
                                   parameters.distance_weight * static_cast<double>(j.tenths) / 10.0 - log(-log(u));
            if (!best.exists() || utility > best_utility) {
                best = s;
                best_utility = utility;
            }
        });
    return best;
}

}  // namespace sendscape
