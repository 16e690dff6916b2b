// SPDX-License-Identifier: MIT
#include "sim/simulation.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "sim/core/error.h"
#include "sim/dated_changes.h"
#include "sim/scenario/admission_authorities.h"
#include "sim/scenario/prepare_map.h"
#include "sim/school_year.h"
#include "sim/start/build_world.h"

namespace sendscape {
namespace {
constexpr std::size_t many_events = 1'000'000;
constexpr int month_of_most_events = 9;  ///< when about every other child moves, comes or leaves

/// A list that grows is for a moment there twice: room for all of a month's events at once, of which no more is held
/// than is written to.
void set_room_aside(EventLog& log, std::size_t events) {
    const Parallel alone(1);  // which writes into the log's own list
    log.gather(alone, 1, [&](std::size_t, std::size_t, std::vector<Event>& list) { list.reserve(events); });
}
}  // namespace

Parameters starting_parameters(const Scenario& scenario) {
    Parameters parameters;
    for (const ParameterChange& change : scenario.changes) {
        const ParameterRow* const row = find_parameter(change.key);
        if (change.from != Month(0) || !row || !shapes_start(row->shapes)) continue;
        const std::span<double> field = row->field(parameters);
        std::copy_n(change.values.begin(), std::min(change.values.size(), field.size()), field.begin());
    }
    return parameters;
}

World starting_world(std::shared_ptr<const Map> prepared_map, const Scenario& scenario, std::uint32_t replicate,
                     const Parallel& parallel) {
    return build_world(std::move(prepared_map), starting_parameters(scenario), scenario.seed, replicate, parallel,
                       scenario.years);
}

namespace {
Simulation begun(std::shared_ptr<const Map> prepared_map, std::shared_ptr<const Scenario> scenario,
                 std::uint32_t replicate, const Parallel& parallel) {
    World starting = starting_world(std::move(prepared_map), *scenario, replicate, parallel);
    return Simulation::begin(std::move(starting), std::move(scenario));
}
}  // namespace

Simulation::Simulation(std::shared_ptr<const Map> prepared_map, std::shared_ptr<const Scenario> scenario,
                       std::uint32_t replicate, const Parallel& parallel)
    : Simulation(begun(std::move(prepared_map), std::move(scenario), replicate, parallel)) {}

Simulation Simulation::begin(World starting, std::shared_ptr<const Scenario> scenario) {
    if (scenario->start) starting.start = starting.month = *scenario->start;
    starting.developments = make_developments(*starting.map, scenario->homes, starting.start);
    apply_dated(starting, scenario->changes, scenario->provision, scenario->criteria);
    return {std::move(starting), std::move(scenario)};
}

Simulation::Simulation(World world, std::shared_ptr<const Scenario> scenario)
    : scenario_(std::move(scenario)), world_(std::move(world)) {
    world_.criteria =
        determined_criteria(*world_.map, scenario_->changes, scenario_->criteria, world_.month, scenario_->provision);
}

std::size_t schedule_rows() { return school_year().size(); }

bool Simulation::step(const Parallel& parallel, const std::function<bool()>& stop) {
    const auto stopped = [&] { return stop && stop(); };
    if (stopped()) return false;
    if (world_.rows_done == month_complete) {
        ++world_.month;
        world_.rows_done = 0;
        if (world_.events.events().size() > many_events)
            world_.events = EventLog();  // a country's September needs room that no other month does
        else
            world_.events.clear();
        if (world_.month.month_of_year() == month_of_most_events)
            set_room_aside(world_.events, world_.pupils.size() / 2);
        apply_dated(world_, scenario_->changes, scenario_->provision, scenario_->criteria);
    }
    const Step step{*world_.map, world_.month, world_.draws, parallel, world_.events};
    const std::span<const Process> rows = school_year();
    while (world_.rows_done < rows.size()) {
        const Process& process = rows[world_.rows_done];
        if (process.when & in(world_.month.month_of_year())) {
            try {
                process.run(world_, step);
            } catch (const Interrupted&) {
                if (!stop) throw;  // nobody here reckons with half a month
                return false;
            }
            if (++world_.rows_done < rows.size() && stopped()) return false;
        } else {
            ++world_.rows_done;
        }
    }
    world_.rows_done = month_complete;
    return true;
}

}  // namespace sendscape
