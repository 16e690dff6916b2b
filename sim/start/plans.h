// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <vector>

#include "agents/pupils/national_tables.h"
#include "agents/pupils/parameters.h"
#include "agents/pupils/pupils.h"
#include "maps/map.h"
#include "sim/core/draws.h"
#include "sim/core/parallel.h"
#include "sim/start/published_plans.h"
#include "sim/start/rolls.h"

namespace sendscape {

/// Young people of 19 to 25 with plans, found when plans are shared out: appended after everyone else.
struct OlderHolder {
    ZoneId zone;
    std::int8_t ncy;
    Setting setting;
};

/// Says who on each school's roll holds a plan, who is in its base and who is on SEN Support, so that every school's
/// counts equal the census: plans by the published ages of plans in that kind of setting, bases filled, SEN Support by
/// age and month of birth. Where SEN2 tells an authority's plans in mainstream by age, its residents hold so many of
/// its and its neighbours' schools' plans, as far as pupils cross the border. Sets setting, provision, school. Rows
/// hold their school, ncy and birth month already.
void share_out_provision(const Map& map, const PupilParameters& parameters, const PublishedPlans& published,
                         const StartResidents& residents, const Draws& draws, const Parallel& parallel, Pupils& pupils);

/// Plans of residents outside schools (early years, further education, EOTAS, home, NEET, none, and independent special
/// schools beyond the map): England's by age and setting, scaled to each authority's children and to its own level of
/// plans, or what its SEN2 return has beyond the children in the map's schools. Then settings of children without a
/// plan on no roll. Residents of 16 to 18 not found on no roll, and all of 19 to 25, come back to be appended.
std::vector<OlderHolder> share_out_plans_elsewhere(const Map& map, const PublishedPlans& published,
                                                   const StartResidents& residents, const Draws& draws, Pupils& pupils);

/// Children of an age in England.
constexpr double children_in_england(int age) { return children_thousands[national_index(age)] * 1000; }

/// Plans of an age in a January before 2025, over what the table of 2025 would have beside those of the youngest of the
/// age's band. From 5 to 10 plans began later then: 2.4, 3.8 and 4.0% of pupils of 5, 10 and 15 had one in January 2020
/// (DfE, Special educational needs in England 2020), 4.9, 6.0 and 6.4% in 2025 (derived, as plan_share_2025); a
/// straight line between ages and between 2020 and 2025. From 16 on a cohort is as large as what it came from: those of
/// 16 + k were of 11 to 15 k + 1 years before, those of 20 + k of 20 and over k years before, whose plans are published
/// (SEN2, 2015 to 2022). Plans went on to 25 from 2014, so that in 2019 next to nobody over 22 had one (derived).
double earlier_share(int january, int age);

/// England's plans at an age in a column of plans_by_age on the map's census date, per child of that age, unrecorded
/// placements spread over the others.
double national_rate(const Map& map, int age, std::size_t column);

}  // namespace sendscape
