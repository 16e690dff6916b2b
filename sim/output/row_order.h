// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sendscape {

/// Rows of a CSV, each a line as it is written, in an order from which a column's type can be guessed. Programs look at
/// the first thousand rows (readr's first edition) or at a thousand at equal distances from the first on (readr's
/// second), and lose the values of a column that is blank in all of those, and words of one that holds numbers there.
/// Where that would happen, a few rows move towards the front, so that those looked at show what every column holds;
/// the others keep their order. Columns after the 64th are not looked after. Returns the rows in that order; nothing
/// where they stand so already.
std::vector<std::uint32_t> guessable_order(std::span<const std::string_view> rows);

/// Puts rows into that order.
void fill_columns_early(std::vector<std::string>& rows);

}  // namespace sendscape
