#include "sim/simulation.h"

#include "sim/build_world.h"
#include "sim/policies.h"
#include "sim/school_year.h"

namespace sendscape {

Simulation::Simulation(std::shared_ptr<const Map> prepared_map, std::shared_ptr<const Scenario> scenario,
                       std::uint32_t replicate, const Parallel& parallel)
    : scenario_(std::move(scenario)),
      world_(build_world(std::move(prepared_map), Parameters{}, scenario_->seed, replicate, parallel)) {
    if (scenario_->start) world_.start = world_.month = *scenario_->start;
    apply_dated(world_, scenario_->changes, scenario_->openings);
}

void Simulation::step(const Parallel& parallel) {
    ++world_.month;
    world_.events.clear();
    apply_dated(world_, scenario_->changes, scenario_->openings);
    const Step step{*world_.map, world_.month, world_.draws, parallel, world_.events};
    for (const Process& process : school_year())
        if (process.when & in(world_.month.month_of_year())) process.run(world_, step);
}

}  // namespace sendscape
