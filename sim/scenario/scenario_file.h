// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/config_problems.h"
#include "sim/scenario/scenario.h"

namespace sendscape {

/// Lays a scenario or policy file, its base and its policies over what `scenario` holds. `from` dates the file's own
/// [set] and moves its dated entries with it: the first of them falls on `from`, the others keep their distance.
/// `open_files` are those being read, so that none contains itself. Returns the file's title.
std::string read_scenario_file(Scenario& scenario, ConfigProblems& problems, const std::filesystem::path& path,
                               std::optional<Month> from, bool policy, std::vector<std::filesystem::path>& open_files);

/// The same of a scenario that is in memory; `where` stands for its file in messages.
void read_scenario_text(Scenario& scenario, ConfigProblems& problems, const std::string& text,
                        const std::string& where);

/// Whether a file's text can be a policy: it has none of the keys that only a scenario has, such as `base` and `years`.
bool is_policy_text(const std::string& text);

/// The date of an opening that gives none or a faulty one: after any run.
inline constexpr Month no_date{std::numeric_limits<std::int32_t>::max()};

/// "; did you mean 'plans.agree_school'? ...": the end of a message about an unknown parameter.
std::string unknown_parameter(std::string_view name);

}  // namespace sendscape
