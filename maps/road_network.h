// SPDX-License-Identifier: MIT
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

/// Furthest a school or home may lie from the network to count as on it; beyond, it has no node.
constexpr double furthest_snap_m = 1500;

/// Finds the nearest junction of a network.
class NodeFinder {
  public:
    explicit NodeFinder(const RoadNetwork& roads);
    /// The junction nearest to a point (of equals the lower row), or none within furthest_snap_m or without roads.
    [[nodiscard]] NodeId nearest(std::int32_t x, std::int32_t y) const;

  private:
    const RoadNetwork* roads_;
    std::int32_t low_x_ = 0, low_y_ = 0;
    std::int32_t columns_ = 0, rows_ = 0;
    std::vector<std::uint32_t> first_;     ///< bins + 1 entries
    std::vector<std::uint32_t> junction_;  ///< by bin, ascending within
};

/// True if every junction can be driven to from every other.
bool strongly_connected(const RoadNetwork& roads);

}  // namespace sendscape
