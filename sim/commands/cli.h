// SPDX-License-Identifier: MIT
#pragma once
#include <iosfwd>
#include <string>
#include <vector>

namespace sendscape {

/// The `sendscape` program: reads its command line and runs the command. Returns the exit status (0 done, 2 wrong input
/// or command line, 3 the machine could not, 130 interrupted); anything else that escapes is a defect of ours.
int run_command_line(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);

}  // namespace sendscape
