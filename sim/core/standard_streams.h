// SPDX-License-Identifier: MIT
#pragma once
#include <string_view>

namespace sendscape {

/// Standard input, output and error exist from now on: one that was closed would give its number to the next file
/// opened, and messages would land in a result. What is written to an output that was closed counts as lost.
void open_standard_streams();

/// A message for people on standard error. One that cannot be written, on a full disk say, harms nothing.
void say(std::string_view message) noexcept;

/// Whether all that was printed to standard output has arrived: a full disk shows only when the last of it is flushed.
/// A reader that went away (`| head`) has what it wanted. If not, says so on standard error in the program's name.
bool all_was_printed(std::string_view program);

}  // namespace sendscape
