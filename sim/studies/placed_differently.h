// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "sim/core/setting.h"
#include "sim/world.h"

namespace sendscape {

/// What a child placed differently is told by.
enum class ToldBy : std::uint8_t { need, phase, area, decile };
constexpr std::size_t told_by_count = 4;

/// Where a child with a plan is: the group of its setting, or that in this run it has no plan.
constexpr std::size_t without_plan = setting_group_count;
std::string placed_words(std::size_t where);  ///< "State special", "No plan"

/// Children who stand elsewhere in one world than in another that shares their luck, in one month, child by child.
struct PlacedDifferently {
    /// Children with a plan in either, by what they are told by, its position, where they are in the reference and
    /// where in the option. Equal places: another school of the same group.
    std::map<std::tuple<ToldBy, std::size_t, std::size_t, std::size_t>, std::int64_t> with_plan;
    /// Children without a plan in both who attend another school, by phase.
    std::array<std::int64_t, phase_count> without{};
};

/// Of residents of the area, told by what they are in the reference. A child is the same in both by its row, since both
/// worlds lived the same years or were born alike; rows that are not the same child are left out. The worlds must be of
/// the same month.
PlacedDifferently placed_differently(const World& reference, const World& option);

}  // namespace sendscape
