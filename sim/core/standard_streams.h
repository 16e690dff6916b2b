// SPDX-License-Identifier: MIT
#pragma once
#include <string_view>

namespace sendscape {

/// Standard input, output and error exist from now on: one that was closed would give its number to the next file
/// opened, and messages would land in a result.
void open_standard_streams();

/// A message for people on standard error. One that cannot be written, on a full disk say, harms nothing.
void say(std::string_view message) noexcept;

}  // namespace sendscape
