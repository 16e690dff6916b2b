// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "agents/authority/authorities.h"
#include "sim/core/calendar.h"
#include "sim/core/parallel.h"
#include "sim/scenario/scenario.h"
#include "sim/simulation.h"

namespace sendscape {

/// What the simulated authority orders of itself (bases, expansions, new special schools each June) where options are
/// compared. An authority that sees a school being built orders less of its own, and part of the option's effect is
/// then what the authority leaves undone.
enum class Orders : std::uint8_t {
    as_reference,  ///< what it orders in the reference, replicate by replicate, opens in every option too
    own,           ///< each option's authority reacts to what it sees
    none           ///< nothing is ordered, in the reference neither; what is on order at the start opens
};
std::string_view code(Orders orders);   ///< "as-reference", "own", "none"
std::string_view words(Orders orders);  ///< a sentence for pages
std::optional<Orders> orders_named(std::string_view code);

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
