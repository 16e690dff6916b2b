#include "sim/scenario_on_map.h"

#include "sim/opening_rules.h"
#include "sim/scenario_dates.h"

namespace sendscape {

void add_map_problems(const Scenario& scenario, const Map& map, ConfigProblems& problems) {
    add_start_problem(scenario, map.census, problems);
    add_date_problems(scenario, scenario.start.value_or(map.census), problems);
    add_opening_problems(map, scenario.openings, problems);
    for (const HomesBuilt& homes : scenario.homes)
        if (!homes.near.empty()) problems.gather(homes.where, [&] { zones_of(map, {homes}); });
}

}  // namespace sendscape
