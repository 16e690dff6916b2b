// SPDX-License-Identifier: MIT
#pragma once
#include <functional>
#include <memory>

#include "sim/core/parallel.h"
#include "sim/scenario/scenario.h"
#include "sim/world.h"

namespace sendscape {

/// What the starting state is made with: the defaults, and of the scenario's undated values only those that describe
/// the start. All others are policies, and the same seed must give the same children whatever the policies.
Parameters starting_parameters(const Scenario& scenario);

/// The starting state of a replicate, as yet without what the scenario enters: one and the same for all scenarios of
/// equal seed, prepared map and starting_parameters.
World starting_world(std::shared_ptr<const Map> prepared_map, const Scenario& scenario, std::uint32_t replicate,
                     const Parallel& parallel);

/// Rows of the schedule (school_year.h).
std::size_t schedule_rows();

/// One run of one replicate: a world, its scenario, a month at a time.
class Simulation {
  public:
    Simulation(std::shared_ptr<const Map> prepared_map, std::shared_ptr<const Scenario> scenario,
               std::uint32_t replicate, const Parallel& parallel);
    /// Begins from a starting_world of the scenario's own or an equal one.
    static Simulation begin(World starting, std::shared_ptr<const Scenario> scenario);
    /// Goes on from a world that lived the same past (same_past.h).
    Simulation(World world, std::shared_ptr<const Scenario> scenario);

    /// Lives through the next month: world().month moves on by one, that month's processes run, and world().events
    /// holds what happened in it. From a start in January 2026 the first step is February 2026. `stop` is asked before
    /// the month and between rows of the schedule: where it says so, or a row throws Interrupted, the world stays as it
    /// is between those two rows, and the next step goes on from there to the same month, bit by bit. Returns whether
    /// the month is complete; without `stop` it always is, or Interrupted is thrown.
    bool step(const Parallel& parallel, const std::function<bool()>& stop = {});

    [[nodiscard]] const World& world() const { return world_; }
    [[nodiscard]] World& world() { return world_; }  ///< for levers pulled while it runs
    [[nodiscard]] const Scenario& scenario() const { return *scenario_; }
    [[nodiscard]] Month end() const { return world_.start + scenario_->years * 12; }
    [[nodiscard]] bool finished() const { return world_.month >= end() && world_.rows_done == month_complete; }

  private:
    std::shared_ptr<const Scenario> scenario_;
    World world_;
};

}  // namespace sendscape
