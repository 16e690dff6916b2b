// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <string_view>

namespace sendscape {

/// Why a factor may not be called so; empty where it may. Its name is that of a variable of the result file and of a
/// column of the table: letters, digits and underscores, and none that the file has already.
std::string not_a_factor_name(std::string_view name);

}  // namespace sendscape
