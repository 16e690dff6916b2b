// SPDX-License-Identifier: MIT
#pragma once
#include <string_view>

namespace sendscape {

/// Whether `word` is `meant` but for a slip: a letter wrong, missing, too many or changed for its neighbour; two in
/// words of nine letters and more. Stricter than nearest_spelling, for words that need not be known at all, such as the
/// heading of a column.
bool is_slip_of(std::string_view word, std::string_view meant);

}  // namespace sendscape
