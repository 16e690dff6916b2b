#pragma once
#include <cstdint>
#include <vector>

#include "sim/core/id.h"

namespace sendscape {

/// Directed road graph in compressed rows: the arcs of node n are [first_arc[n], first_arc[n + 1]).
struct RoadNetwork {
    std::vector<std::int32_t> x, y;        ///< British National Grid metres
    std::vector<std::uint32_t> first_arc;  ///< nodes + 1 entries (empty for no roads)
    std::vector<std::uint32_t> head;       ///< node an arc leads to
    std::vector<float> metres;             ///< length
    std::vector<float> seconds;            ///< driving time; infinity where cars may not go
    std::vector<std::uint8_t> walkable;    ///< 1 where a child may walk

    [[nodiscard]] std::size_t nodes() const { return x.size(); }
    [[nodiscard]] std::size_t arcs() const { return head.size(); }
    [[nodiscard]] bool empty() const { return x.empty(); }
};

}  // namespace sendscape
