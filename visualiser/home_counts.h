// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "sim/core/calendar.h"

namespace sendscape {

struct World;

/// Children of one zone in one school year, wherever they go to school.
struct YearGroup {
    std::uint16_t children = 0, sen_support = 0, plans = 0;
};

/// Who lives where at one census, of one run: what a catchment covers is counted of it.
struct HomeCounts {
    static constexpr int years = 14;  ///< Reception, 0, to Year 13
    Month month{0};
    std::vector<std::array<YearGroup, years>> by_zone;  ///< by row of the map
};

/// Children at home in each zone of a world, by school year.
std::shared_ptr<const HomeCounts> count_homes(const World& world);

}  // namespace sendscape
