// SPDX-License-Identifier: MIT
#pragma once
#include <toml++/toml.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/config_problems.h"
#include "sim/scenario/entries.h"

namespace sendscape {

/// Entries about provision, in the order in which a file is read.
inline constexpr std::array<std::string_view, 4> provision_keys{"open", "grow", "close", "pan"};

/// Reads the table of one [[open]], [[grow]], [[close]] or [[pan]], its `key`, into a change that has its place, label,
/// date and URN already. `before`: the changes read before it, whose schools it may not open again. Mistakes are added
/// with their line in the file `where`.
void read_provision_entry(std::string_view key, const toml::table& entry, const std::vector<ProvisionChange>& before,
                          ConfigProblems& problems, const std::string& where, ProvisionChange& change);

}  // namespace sendscape
