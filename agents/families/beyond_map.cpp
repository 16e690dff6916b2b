// SPDX-License-Identifier: MIT
#include "agents/families/beyond_map.h"

#include <algorithm>
#include <vector>

#include "agents/pupils/demography.h"
#include "maps/birth_cohorts.h"

namespace sendscape {
namespace {

// Ages on 31 August of the primary years and of the secondary years to Year 11.
constexpr int primary_from = age_of_ncy(reception), primary_to = age_of_ncy(year_7) - 1;
constexpr int secondary_from = age_of_ncy(year_7), secondary_to = 15;

}  // namespace

double share_going_on_within(const Map& map, AuthorityId authority) {
    const bool by_rolls = std::any_of(map.zones.begin(), map.zones.end(), [&](const Zone& zone) {
        return zone.authority == authority && zone.residents_from == ResidentsFrom::rolls;
    });
    if (map.authorities[authority.value].in_area && !by_rolls) return 1;
    const auto over_england = [&](int first, int last) {
        double here = 0, england = 0;
        for (const Zone& zone : map.zones)
            if (zone.authority == authority)
                for (int age = first; age <= last; ++age) here += zone.residents[static_cast<std::size_t>(age)];
        for (int age = first; age <= last; ++age) england += cohort_over(age, primary_from, map.census.year());
        return here / england;
    };
    const double primary = over_england(primary_from, primary_to);
    return primary > 0 ? std::min(1.0, over_england(secondary_from, secondary_to) / primary) : 1;
}

void go_on_beyond_the_map(const Step& step, const Families& families, Pupils& pupils) {
    std::vector<double> within(step.map.authorities.size());
    bool any = false;
    for (std::size_t a = 0; a < within.size(); ++a) {
        within[a] = share_going_on_within(step.map, AuthorityId(a));
        any = any || within[a] < 1;
    }
    if (!any) return;
    for (std::size_t row = 0; row < pupils.size(); ++row) {
        const PupilId p(row);
        if (pupils.ncy[p] != year_7 - 1 || !pupils.present(p)) continue;
        const ZoneId home = families.zone[pupils.family[p]];
        const AuthorityId authority = step.map.zone(home).authority;
        // A plan of the area stays its authority's, whose plans the start has whole.
        if (!authority.exists() || (pupils.has_plan(p) && step.map.authorities[authority.value].in_area) ||
            !step.draws.happens(1 - within[authority.value], Stream::beyond_the_map, p.value, step.month))
            continue;
        const auto record = [&](EventKind kind) {
            Event event{.month = step.month, .pupil = p, .kind = kind};
            event.from = home.value;
            event.to = SchoolId::none_value;
            step.events.add(event);
        };
        record(EventKind::moved_out);
        if (pupils.has_plan(p)) record(EventKind::plan_moved_out);
        leave(p, pupils);
    }
}

}  // namespace sendscape
