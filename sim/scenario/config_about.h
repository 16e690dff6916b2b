// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <vector>

#include "sim/scenario/config_entries.h"
#include "sim/scenario/policy_about.h"

namespace sendscape {

/// The keys of a file that only tell about it.
std::vector<std::string> about_keys();

/// Reads them; what is wrong is added to the mistakes. Whether the measures exist is for whoever knows measures
/// (sim/output/aims.h).
PolicyAbout read_about(ConfigEntries& entries, const toml::table& table, const std::string& name,
                       const std::string& where);

}  // namespace sendscape
