// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

#include "sim/core/labels.h"

namespace sendscape {

/// What a dated change of a scenario does.
enum class ChangeKind : std::uint8_t {
    parameter,
    school_opens,
    base_opens,
    grows,  ///< a school or its base
    school_closes,
    base_closes,
    admission_number,
    homes,
    criteria,
};
constexpr std::size_t change_kind_count = 9;
inline constexpr std::array<Label, change_kind_count> change_kind_labels{{
    {"parameter", "a parameter takes another value", "a scenario's [[change]]"},
    {"school_opens", "a school opens", "a scenario's [[open]]"},
    {"base_opens", "a base opens", "a scenario's [[open]]"},
    {"grows", "a school or base grows", "a scenario's [[grow]]"},
    {"school_closes", "a school closes", "a scenario's [[close]]"},
    {"base_closes", "a base closes", "a scenario's [[close]]"},
    {"admission_number", "a school admits another number", "a scenario's [[pan]]"},
    {"homes", "homes are built", "a scenario's [[homes]]"},
    {"criteria", "an admission authority puts its criteria in another order or draws a catchment",
     "a scenario's [[criteria]] and [[catchments]]"},
}};
constexpr const Label& label(ChangeKind kind) { return change_kind_labels[static_cast<std::size_t>(kind)]; }

/// True of what happens at a school; the rest is policy and housing.
constexpr bool is_at_a_school(ChangeKind kind) {
    return kind != ChangeKind::parameter && kind != ChangeKind::homes && kind != ChangeKind::criteria;
}
constexpr bool is_opening(ChangeKind kind) {
    return kind == ChangeKind::school_opens || kind == ChangeKind::base_opens;
}

}  // namespace sendscape
