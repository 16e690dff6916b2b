// SPDX-License-Identifier: MIT
#include "tests/images/county_films.h"

#include "sim/scenario/read_scenario.h"
#include "sim/scenario/scenario_map.h"

#include "sim/commands/run_command.h"
#include "sim/output/recording.h"
#include "sim/simulation.h"
#include "visualiser/film_from_run.h"
#include "visualiser/home_counts.h"

namespace sendscape::testing {
namespace {

constexpr int years = 5;

std::shared_ptr<const Film> film_of(Scenario scenario, const Map& bare, const Parallel& parallel) {
    scenario.years = years;
    scenario.replicates = 1;
    const auto kept = std::make_shared<const Scenario>(std::move(scenario));
    const auto map = std::make_shared<const Map>(prepare_map(bare, kept->provision, parallel));
    Recording recording(map, map->census, years * 12, 1, EventsKept::plans);
    Simulation simulation(map, kept, 0, parallel);
    recording.observe(simulation.world(), 0);
    std::vector<std::shared_ptr<const HomeCounts>> homes{count_homes(simulation.world())};
    while (!simulation.finished()) {
        simulation.step(parallel);
        recording.observe(simulation.world(), 0);
        if (simulation.world().month.month_of_year() == 1) homes.push_back(count_homes(simulation.world()));
    }
    return film_from_run(recording.finish(*kept), 0, std::move(homes));
}

}  // namespace

const ModeFilms& county_films() {
    static const ModeFilms films = [] {
        const Parallel parallel(2);
        ModeFilms made;
        const Scenario county = read_scenario("county");
        const Map map = scenario_map(county, {}, parallel);
        made.a = film_of(county, map, parallel);
        made.b = film_of(read_scenario("two-new-bases"), map, parallel);
        const Month september(2029, 9);
        made.time = static_cast<float>(september - made.a->first);
        made.levers.emplace(county, read_policy_levers("county", county));
        made.levers->open_special(made.a->areas.front(), september + 1);
        made.live = sketch(*made.a, county, made.levers->scenario());
        made.ghost = made.b;
        return made;
    }();
    return films;
}

}  // namespace sendscape::testing
