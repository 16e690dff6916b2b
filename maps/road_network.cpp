// SPDX-License-Identifier: MIT
#include "maps/road_network.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sendscape {

namespace {

constexpr std::int32_t bin_side = 500;  // metres

}  // namespace

NodeFinder::NodeFinder(const RoadNetwork& roads) : roads_(&roads) {
    if (roads.empty()) return;
    low_x_ = *std::min_element(roads.x.begin(), roads.x.end());
    low_y_ = *std::min_element(roads.y.begin(), roads.y.end());
    columns_ = (*std::max_element(roads.x.begin(), roads.x.end()) - low_x_) / bin_side + 1;
    rows_ = (*std::max_element(roads.y.begin(), roads.y.end()) - low_y_) / bin_side + 1;
    const auto bin_of = [&](std::size_t node) {
        return static_cast<std::size_t>((roads.y[node] - low_y_) / bin_side) * static_cast<std::size_t>(columns_) +
               static_cast<std::size_t>((roads.x[node] - low_x_) / bin_side);
    };
    first_.assign(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_) + 1, 0);
    for (std::size_t node = 0; node < roads.nodes(); ++node) ++first_[bin_of(node) + 1];
    for (std::size_t bin = 1; bin < first_.size(); ++bin) first_[bin] += first_[bin - 1];
    junction_.resize(roads.nodes());
    std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
    for (std::size_t node = 0; node < roads.nodes(); ++node)
        junction_[next[bin_of(node)]++] = static_cast<std::uint32_t>(node);
}

NodeId NodeFinder::nearest(std::int32_t x, std::int32_t y) const {
    NodeId best;
    if (first_.empty()) return best;
    double least = furthest_snap_m * furthest_snap_m;
    const auto column = static_cast<std::int32_t>(std::floor(static_cast<double>(x - low_x_) / bin_side));
    const auto row = static_cast<std::int32_t>(std::floor(static_cast<double>(y - low_y_) / bin_side));
    const auto last_ring = static_cast<std::int32_t>(furthest_snap_m / bin_side) + 1;
    for (std::int32_t ring = 0; ring <= last_ring; ++ring) {
        // What lies `ring` bins off is at least (ring - 1) bins away.
        const double nearest_possible = std::max(0, ring - 1) * static_cast<double>(bin_side);
        if (nearest_possible * nearest_possible > least) break;
        for (std::int32_t j = row - ring; j <= row + ring; ++j) {
            if (j < 0 || j >= rows_) continue;
            for (std::int32_t i = column - ring; i <= column + ring; ++i) {
                const bool on_ring = j == row - ring || j == row + ring || i == column - ring || i == column + ring;
                if (!on_ring || i < 0 || i >= columns_) continue;
                const std::size_t bin =
                    static_cast<std::size_t>(j) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(i);
                for (std::uint32_t at = first_[bin]; at < first_[bin + 1]; ++at) {
                    const std::uint32_t node = junction_[at];
                    const double dx = roads_->x[node] - x;
                    const double dy = roads_->y[node] - y;
                    const double squared = dx * dx + dy * dy;
                    if (squared < least || (squared == least && node < best.value)) {
                        least = squared;
                        best = NodeId(node);
                    }
                }
            }
        }
    }
    return best;
}

bool strongly_connected(const RoadNetwork& roads) {
    if (roads.nodes() < 2) return true;
    // Everything is reached from node 0, and node 0 from everything: along the arcs and against them.
    std::vector<std::vector<std::uint32_t>> against(roads.nodes());
    for (std::uint32_t node = 0; node < roads.nodes(); ++node)
        for (std::uint32_t arc = roads.first_arc[node]; arc < roads.first_arc[node + 1]; ++arc)
            if (std::isfinite(roads.seconds[arc])) against[roads.head[arc]].push_back(node);
    for (const bool forward : {true, false}) {
        std::vector<bool> seen(roads.nodes(), false);
        std::vector<std::uint32_t> open{0};
        seen[0] = true;
        std::size_t reached = 1;
        while (!open.empty()) {
            const std::uint32_t node = open.back();
            open.pop_back();
            const auto visit = [&](std::uint32_t to) {
                if (seen[to]) return;
                seen[to] = true;
                ++reached;
                open.push_back(to);
            };
            if (forward) {
                for (std::uint32_t arc = roads.first_arc[node]; arc < roads.first_arc[node + 1]; ++arc)
                    if (std::isfinite(roads.seconds[arc])) visit(roads.head[arc]);
            } else {
                for (const std::uint32_t to : against[node]) visit(to);
            }
        }
        if (reached != roads.nodes()) return false;
    }
    return true;
}

}  // namespace sendscape
