// SPDX-License-Identifier: MIT
#include "sim/output/program.h"

namespace sendscape {

std::string_view program_version() { return SENDSCAPE_VERSION; }
std::string_view program_commit() { return SENDSCAPE_COMMIT; }

}  // namespace sendscape
