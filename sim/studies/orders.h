// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "agents/authority/authorities.h"
#include "sim/core/calendar.h"
#include "sim/core/parallel.h"
#include "sim/scenario/orders_rule.h"
#include "sim/scenario/scenario.h"
#include "sim/simulation.h"

namespace sendscape {

/// Places an authority ordered of itself.
struct Order {
    Month on;           ///< June in which it was ordered
    PipelineItem item;  ///< `school`: row of the map of the run in which it was ordered
};

/// The scenario with no orders of the authority's own: what `orders = none` compares.
Scenario without_orders(Scenario scenario);

/// Whether the two differ in a parameter by which the authority orders: such an option is about that, and orders for
/// itself under `as_reference` too.
bool differ_in_ordering(const Scenario& a, const Scenario& b);

/// Lives through the next month, and adds what the authority orders of itself in it. Throws Interrupted when a stop is
/// asked for.
void step_and_watch(Simulation& simulation, const Parallel& parallel, std::vector<Order>& ordered);

/// Lives through the next month with `given` ordered in place of what the authority would order of itself; of those
/// only the orders of that month count. `site`: by row of the map they were ordered on, the row of this one, or none. A
/// place whose school is not there or will be closed when it opens is not built. Returns places not built. Throws
/// Interrupted.
std::int64_t step_with_orders(Simulation& simulation, const Parallel& parallel, const std::vector<Order>& given,
                              const std::vector<SchoolId>& site, std::vector<Order>& ordered);

/// By row of one prepared map, the row of the school of the same URN on another.
std::vector<SchoolId> same_sites_on(const Map& from, const Map& to);

}  // namespace sendscape
