// SPDX-License-Identifier: MIT
#pragma once
#include <string_view>

namespace sendscape {

/// Version and commit this program was built from, as outputs carry them; "unknown" outside a checkout.
std::string_view program_version();
std::string_view program_commit();

}  // namespace sendscape
