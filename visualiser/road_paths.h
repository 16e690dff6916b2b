#pragma once
#include <cstdint>
#include <vector>

#include "visualiser/film.h"

namespace sendscape {

/// Ways along the roads to every school, as one tree of next nodes a school, so that a child's way is followed and
/// never searched for. Empty (straight lines) for maps without roads or too large for trees in memory.
class RoadPaths {
  public:
    explicit RoadPaths(const Film& film);

    [[nodiscard]] bool empty() const { return next_.empty(); }
    /// Nodes from the node nearest (x, y) to the school, appended to `nodes`; nothing when there is no way.
    void way(const Film& film, std::uint32_t from_node, std::uint32_t school, std::vector<std::uint32_t>& nodes) const;
    [[nodiscard]] std::uint32_t nearest_node(float x, float y) const;

  private:
    std::size_t nodes_ = 0;
    std::vector<std::uint32_t> next_;  ///< tree * nodes + node: the next node towards that tree's school
    std::vector<std::uint32_t> tree_;  ///< by school: its tree, none for schools no child goes to
    std::vector<std::uint32_t> cell_first_, cell_nodes_;  ///< grid for nearest_node
    float min_x_ = 0, min_y_ = 0, cell_ = 500;
    std::size_t across_ = 0, up_ = 0;
    const RoadNetwork* roads_ = nullptr;
};

}  // namespace sendscape
