// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "maps/map.h"

namespace sendscape {

/// Square metres within an outline: in an odd number of its rings.
double square_metres(const Outline& outline);

/// The union of outlines, each with its own holes: one outline of small areas that lie side by side. Slivers narrower
/// than about two metres, left where neighbours do not quite meet, are closed.
Outline dissolve(const std::vector<Outline>& parts);

/// A place of one of several groups.
struct GroupedPoint {
    std::int32_t x = 0, y = 0;
    std::size_t group = 0;
};

/// Cuts an outline into what lies nearest to the points of each group: by group, `groups` of them, empty for a group to
/// whose points nothing of it is nearest. Points may lie outside.
std::vector<Outline> divide(const Outline& whole, const std::vector<GroupedPoint>& points, std::size_t groups);

}  // namespace sendscape
