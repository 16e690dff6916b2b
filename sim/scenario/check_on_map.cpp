// SPDX-License-Identifier: MIT
#include "sim/scenario/check_on_map.h"

#include "sim/scenario/admission_authorities.h"
#include "sim/scenario/authority_figures.h"
#include "sim/scenario/check_dates.h"
#include "sim/scenario/check_provision.h"

namespace sendscape {

void add_map_problems(const Scenario& scenario, const Map& map, ConfigProblems& problems) {
    add_start_problem(scenario, map.census, problems);
    add_date_problems(scenario, scenario.start.value_or(map.census), problems);
    add_provision_problems(map, scenario.provision, problems);
    add_figures_problems(map, scenario.authorities, problems);
    add_criteria_problems(map, scenario.provision, scenario.criteria, problems);
    for (const HomesBuilt& homes : scenario.homes)
        if (!homes.near.empty()) problems.gather(homes.where, [&] { zones_of(map, {homes}); });
}

}  // namespace sendscape
