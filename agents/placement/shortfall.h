// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "agents/families/families.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/schools.h"
#include "maps/map.h"
#include "sim/core/labels.h"

namespace sendscape {

/// How a child with a plan lacks what its plan requires: one category each, the first that applies.
enum class Unmet : std::uint8_t {
    none,
    no_setting,
    ap_or_home_for_want,
    mainstream_while_waiting,
    independent_for_want
};
constexpr std::size_t unmet_count = 5;
inline constexpr std::array<Label, unmet_count> unmet_labels{{
    {"none", "has what is required", "this model"},
    {"no_setting", "no setting", "SEN2: neet_other_csa"},
    {"ap_or_home_for_want", "alternative provision or at home for want of a place", "this model"},
    {"mainstream_while_waiting", "in mainstream while a specialist place is required", "this model"},
    {"independent_for_want", "independent or distant for want of a state place", "this model"},
}};

/// The child's category of unmet requirement; `none` without a plan, outside compulsory school age (Reception to Year
/// 11), for parents' own choices, and where a transfer decided for the coming September has its place named (a child
/// who waits already goes on waiting until it begins).
Unmet unmet_kind(const Pupils& pupils, PupilId pupil);

/// Children and places of one planning area and phase, for the planning gap in places:
/// requiring + net imports - places. Index [area][phase], phases primary and secondary (the SCAP return's two).
struct PlanningCount {
    std::array<std::int32_t, 2>
        requiring_special{};  ///< residents whose plan requires a special school, or who have one
    std::array<std::int32_t, 2> requiring_base{};
    std::array<std::int32_t, 2> special_places{};  ///< commissioned at state special schools of the area, by phase
    std::array<std::int32_t, 2> base_places{};
    std::array<std::int32_t, 2> imports{};  ///< children of other areas' authorities in its specialist places
    std::array<std::int32_t, 2> exports{};  ///< residents in state special schools and bases of other authorities
};

/// One row per planning area of the map (children and schools of the halo, which has none, are left out). A special
/// school for both phases has its places split as its roll is.
std::vector<PlanningCount> planning_counts(const Map& map, const Pupils& pupils, const Families& families,
                                           const Schools& schools, Month month);

}  // namespace sendscape
