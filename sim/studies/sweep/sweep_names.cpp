// SPDX-License-Identifier: MIT
#include "sim/studies/sweep/sweep_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "sim/output/measures.h"

namespace sendscape {
namespace {

/// Variables and columns every sweep has.
constexpr std::array<std::string_view, 12> taken{"point",   "replicate", "status", "digest", "message", "census",
                                                 "january", "measure",   "unit",   "month",  "value",   "sweep"};

bool may_stand(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

}  // namespace

std::string not_a_factor_name(std::string_view name) {
    constexpr std::size_t longest = 60;
    if (name.empty() || name.size() > longest || !std::all_of(name.begin(), name.end(), may_stand) ||
        (name[0] >= '0' && name[0] <= '9') || name[0] == '_')
        return fmt::format(
            "'{}': a factor's name is of letters, digits and underscores, begins with a letter and has {} at the most; "
            "give name = \"...\"",
            name, longest);
    bool used = std::find(taken.begin(), taken.end(), name) != taken.end() || find_measure(name) != nullptr;
    for (std::size_t axis = 0; axis < axis_count; ++axis) used = used || axis_name(static_cast<Axis>(axis)) == name;
    used = used || name.ends_with("_name") || name.ends_with("_kind");
    if (used) return fmt::format("a factor may not be called '{}': the result file has that name already", name);
    return {};
}

}  // namespace sendscape
