// SPDX-License-Identifier: MIT
#include "sim/studies/futures.h"

#include <utility>

namespace sendscape {

namespace {

void take_luck(Simulation& simulation, const Future& future) {
    if (future.luck != future.start) simulation.world().draws = Draws(simulation.scenario().seed, future.luck);
}

}  // namespace

Simulation begin_future(std::shared_ptr<const Map> prepared_map, std::shared_ptr<const Scenario> scenario,
                        Future future, const Parallel& parallel) {
    Simulation simulation(std::move(prepared_map), std::move(scenario), future.start, parallel);
    if (!future.branches || *future.branches <= simulation.world().month) take_luck(simulation, future);
    return simulation;
}

bool live_future(std::shared_ptr<const Map> prepared_map, std::shared_ptr<const Scenario> scenario, Future future,
                 const Parallel& parallel, Recording& recording, std::uint32_t replicate,
                 const std::function<bool()>& stop) {
    Simulation simulation = begin_future(std::move(prepared_map), std::move(scenario), future, parallel);
    recording.observe(simulation.world(), replicate, parallel);
    while (!simulation.finished()) {
        if (!simulation.step(parallel, stop)) return false;
        if (future.branches && simulation.world().month == *future.branches) take_luck(simulation, future);
        recording.observe(simulation.world(), replicate, parallel);
    }
    return true;
}

std::shared_ptr<const Run> lives_of(const std::shared_ptr<const Map>& prepared_map,
                                    const std::shared_ptr<const Scenario>& scenario, Future future,
                                    const Parallel& parallel, const std::function<bool()>& stop) {
    const Month start = scenario->start.value_or(prepared_map->census);
    Recording recording(prepared_map, start, scenario->years * 12, 1, EventsKept::plans);
    if (!live_future(prepared_map, scenario, future, parallel, recording, 0, stop)) return nullptr;
    return children_of(recording.finish(*scenario));
}

std::shared_ptr<const Run> children_of(const Run& run) {
    auto children = std::make_shared<Run>();
    children->scenario = run.scenario;
    children->title = run.title;
    children->map_digest = run.map_digest;
    children->seed = run.seed;
    children->replicates = run.replicates;
    children->start = run.start;
    children->month_count = run.month_count;
    children->map = run.map;
    children->events_kept = run.events_kept;
    children->pupils = run.pupils;
    children->events = run.events;
    children->month_ends = run.month_ends;
    return children;
}

}  // namespace sendscape
