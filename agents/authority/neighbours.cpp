// SPDX-License-Identifier: MIT
#include "agents/authority/neighbours.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

#include "agents/families/residence.h"
#include "agents/pupils/plan_holders.h"
#include "sim/core/elementary.h"

namespace sendscape {
namespace {

/// Children in state special schools over plans, January 2019 to 2026: log(171,219 / 119,098) over log(718,838 /
/// 353,995) (DfE, Education, health and care plans; derived). New schools are in it: beyond the area the old ones stand
/// for them.
constexpr double state_elasticity = 0.51;
/// Independent special schools that were there in January 2019 had 1.55 times as many pupils six years later, while
/// plans in schools grew by 1.80: log over log (derived: DfE school census 2019 and 2025, by school). New ones are not
/// in it: children at those stand as placed beyond the map.
constexpr double independent_elasticity_on_site = 0.75;
constexpr std::int32_t class_of_independent = 8, part_a_year = 10;  ///< a year a class more, or a tenth (assumption)
constexpr std::int32_t full_in_twentieths = 19;  ///< of its places in 20: full enough to grow (assumption)
constexpr std::int32_t twentieths = 20;

}  // namespace

void grow_places_nobody_orders(const Step& step, const Pupils& pupils, const Families& families, Schools& schools,
                               const Authorities& authorities) {
    std::vector<double> plans(authorities.size(), 0.0), at_start(authorities.size(), 0.0);
    for_each_plan_holder(pupils, 0, pupils.size(), [&](PupilId p) {
        const AuthorityId a = authority_of(pupils, families, step.map, p);
        if (pupils.ncy[p] >= reception && pupils.ncy[p] < first_post16_ncy && a.value < plans.size())
            plans[a.value] += 1;
    });
    for (std::size_t row = 0; row < at_start.size(); ++row)
        at_start[row] = static_cast<double>(authorities.at_start[AuthorityId(row)].plans);
    const auto growth = [](double now, double then) { return then > 0 ? std::max(1.0, now / then) : 1.0; };
    const double on_the_map = growth(std::accumulate(plans.begin(), plans.end(), 0.0),
                                     std::accumulate(at_start.begin(), at_start.end(), 0.0));
    for (std::size_t row = 0; row < schools.size() && row < step.map.schools.size(); ++row) {
        const SchoolId s(row);
        const School& school = step.map.school(s);
        if (!schools.open(s, step.month) || school.authority.value >= plans.size()) continue;
        const std::int32_t first = school.commissioned_places > 0 ? school.commissioned_places : school.capacity;
        const std::int32_t places = std::max(schools.commissioned_places[s], first);
        const auto grown = [&](double by, double elasticity) {
            return static_cast<std::int32_t>(static_cast<double>(first) * pow(by, elasticity));
        };
        std::int32_t target = places;
        if (school.setting == Setting::state_special) {
            if (step.map.authorities[school.authority.value].in_area) continue;  // its authority orders places
            const std::size_t a = school.authority.value;
            target = grown(growth(plans[a], at_start[a]), state_elasticity);
        } else if (group_of(school.setting) == SettingGroup::independent_special) {
            if (schools.roll[s] * twentieths < places * full_in_twentieths) continue;
            target = std::min(grown(on_the_map, independent_elasticity_on_site),
                              places + std::max(class_of_independent, places / part_a_year));
        } else {
            continue;
        }
        if (target <= places) continue;
        schools.ceiling[s] += target - places;
        schools.commissioned_places[s] = target;
    }
}

}  // namespace sendscape
