// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <utility>
#include <vector>

#include "visualiser/film.h"

namespace sendscape {

/// Ways along the roads to every school, as one tree of next nodes a school, so that a child's way is followed and
/// never searched for. Empty (straight lines) for maps without roads or too large for trees in memory.
class RoadPaths {
  public:
    explicit RoadPaths(const Film& film) { adapt(film); }

    /// Takes up another film. Ways over the same roads, as in every film of a live run, are not searched for again.
    void adapt(const Film& film);
    [[nodiscard]] bool empty() const { return next_.empty(); }
    /// Nodes from the node nearest (x, y) to the school, appended to `nodes`; nothing when there is no way.
    void way(const Film& film, std::uint32_t from_node, std::uint32_t school, std::vector<std::uint32_t>& nodes) const;
    [[nodiscard]] std::uint32_t nearest_node(float x, float y) const;

  private:
    void take_roads(const RoadNetwork& roads);
    void grow_tree(std::uint32_t root);

    std::size_t nodes_ = 0;
    RoadNetwork roads_;                           ///< a film's life may be shorter
    std::vector<std::uint32_t> arrivals_, tail_;  ///< arcs by the node they lead to
    std::vector<float> cost_;                     ///< of the same
    std::vector<std::uint32_t> next_;             ///< tree * nodes + node: the next node towards that tree's root
    std::vector<std::uint32_t> tree_at_;          ///< by node: the tree with its root there; none
    std::vector<std::uint32_t> tree_;             ///< by school: its tree, none for schools no child goes to
    std::vector<std::uint32_t> cell_first_, cell_nodes_;  ///< grid for nearest_node
    float min_x_ = 0, min_y_ = 0, cell_ = 500;
    std::size_t across_ = 0, up_ = 0;
    // Kept between searches, so that none allocates.
    std::vector<float> distance_;
    std::vector<std::pair<float, std::uint32_t>> heap_;
};

}  // namespace sendscape
