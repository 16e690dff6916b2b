// SPDX-License-Identifier: MIT
#include "sim/scenario/orders_rule.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "sim/core/label_codes.h"

namespace sendscape {
namespace {

constexpr std::array<Label, 3> order_labels{{
    {"as-reference", "What the authority orders of itself in the reference opens in every option too, run by run.",
     "this model"},
    {"own", "Each option's authority orders for itself, by what it sees.", "this model"},
    {"none", "The authority orders nothing of itself; what is on order at the start opens.", "this model"},
}};

}  // namespace

std::string_view code(Orders orders) { return order_labels[static_cast<std::size_t>(orders)].code; }
std::string_view words(Orders orders) { return order_labels[static_cast<std::size_t>(orders)].words; }

std::optional<Orders> orders_named(std::string_view code) {
    std::string hyphened(code);
    std::replace_if(
        hyphened.begin(), hyphened.end(), [](char c) { return c == ' ' || c == '_'; }, '-');
    return from_code<Orders>(order_labels, hyphened);
}

std::vector<std::string> codes_of_orders() { return codes_of(order_labels); }

bool contradict(const OrdersEntry& /*one*/, const OrdersEntry& /*other*/) { return true; }
std::string entry_words(const OrdersEntry& entry) { return fmt::format("orders = \"{}\"", code(entry.rule)); }

}  // namespace sendscape
