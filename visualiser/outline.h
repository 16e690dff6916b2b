// SPDX-License-Identifier: MIT
#pragma once
#include <vector>

#include "maps/map.h"

namespace sendscape {

/// Whether a point lies inside an outline; a ring inside a ring is a hole.
inline bool contains(const Outline& outline, float x, float y) {
    bool in = false;
    for (const auto& ring : outline) {
        for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
            const auto ax = static_cast<float>(ring[i].first), ay = static_cast<float>(ring[i].second);
            const auto bx = static_cast<float>(ring[j].first), by = static_cast<float>(ring[j].second);
            if ((ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax) in = !in;
        }
    }
    return in;
}
inline bool contains(const Area& area, float x, float y) { return contains(area.outline, x, y); }

/// Ground between two levels: from `left` to `right` at its foot and at its top.
struct Slab {
    float bottom = 0, top = 0;
    float left_below = 0, right_below = 0, left_above = 0, right_above = 0;
};
/// An outline as slabs that fill it, holes left out: what lies within an odd number of its rings.
std::vector<Slab> slabs_of(const Outline& outline);

}  // namespace sendscape
