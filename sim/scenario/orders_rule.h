// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/entries.h"

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
/// By its code; blanks and underscores stand for hyphens ("as reference").
std::optional<Orders> orders_named(std::string_view code);
std::vector<std::string> codes_of_orders();

/// What a scenario or policy file says of it: `orders = "own"`. Comparisons heed it; whoever lives a scenario by itself
/// heeds `none` alone (read_scenario.h).
struct OrdersEntry : EntryOrigin {
    Orders rule = Orders::as_reference;
    bool operator==(const OrdersEntry&) const = default;
};
/// One file says it once, and so do all the policies laid side by side.
bool contradict(const OrdersEntry& one, const OrdersEntry& other);
std::string entry_words(const OrdersEntry& entry);

}  // namespace sendscape
