// SPDX-License-Identifier: MIT
#pragma once
#include "maps/map.h"

namespace sendscape {

/// Whether a point lies inside an area's outline; a ring inside a ring is a hole.
inline bool contains(const Area& area, float x, float y) {
    bool in = false;
    for (const auto& ring : area.outline) {
        for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
            const auto ax = static_cast<float>(ring[i].first), ay = static_cast<float>(ring[i].second);
            const auto bx = static_cast<float>(ring[j].first), by = static_cast<float>(ring[j].second);
            if ((ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax) in = !in;
        }
    }
    return in;
}

}  // namespace sendscape
