// SPDX-License-Identifier: MIT
#pragma once
#include <string_view>

namespace sendscape {

/// The line of the first key in a TOML text of more parts (a.b.c ...) than any config has, or 0. Each part is a table
/// within a table, and the parser leaves them by calling itself: enough of them overrun the stack.
int line_of_deep_key(std::string_view toml);

}  // namespace sendscape
