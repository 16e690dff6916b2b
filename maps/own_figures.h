// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "sim/core/labels.h"

namespace sendscape {

/// What an authority pays for in the year of a child, by where the child is.
enum class CostOf : std::uint8_t {
    mainstream,
    independent_mainstream,
    base,
    state_special,
    independent_special,
    alternative_provision,
    further_education,
    eotas
};
constexpr std::size_t cost_count = 8;
inline constexpr std::array<Label, cost_count> cost_labels{{
    {"mainstream", "Mainstream with a plan: the top-up", "section 251"},
    {"independent_mainstream", "Independent mainstream", "section 251"},
    {"base", "Resourced provision and SEN units: place and top-up", "section 251"},
    {"state_special", "State special schools: place and top-up", "section 251"},
    {"independent_special", "Independent and non-maintained special", "section 251"},
    {"alternative_provision", "Alternative provision", "section 251"},
    {"further_education", "Further education and post-16", "section 251"},
    {"eotas", "Education otherwise than at school", "section 251"},
}};

/// Figures of an authority's own accounts, as they stand there; what is not given follows the parameters.
struct OwnFigures {
    std::optional<double> income;   ///< high needs income at the start, pounds a year
    std::optional<double> deficit;  ///< of the dedicated schools grant at the start, pounds; below 0 a surplus
    std::optional<double> ep_days;  ///< that its educational psychologists work in a year, statutory or not
    std::array<std::optional<double>, cost_count> unit_cost{};  ///< pounds a child in a year, at the start

    friend bool operator==(const OwnFigures&, const OwnFigures&) = default;
};

}  // namespace sendscape
