// SPDX-License-Identifier: MIT
#include "visualiser/road_paths.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace sendscape {
namespace {
constexpr std::uint32_t none = 0xFFFFFFFFu;
constexpr std::size_t most_tree_entries = 40'000'000;  // 160 MB
}  // namespace

void RoadPaths::adapt(const Film& film) {
    const RoadNetwork& roads = film.roads;
    const bool same = roads_.x == roads.x && roads_.y == roads.y && roads_.first_arc == roads.first_arc &&
                      roads_.head == roads.head && roads_.seconds == roads.seconds && roads_.metres == roads.metres;
    if (!same) take_roads(roads);
    tree_.assign(film.schools.size(), none);
    if (roads_.empty()) return;
    std::vector<std::uint8_t> used(film.schools.size(), 0);
    for (const Stay& stay : film.stays)
        if (stay.school < used.size()) used[stay.school] = 1;
    std::vector<std::uint32_t> roots;
    for (std::size_t s = 0; s < film.schools.size(); ++s) {
        const NodeId node = film.schools[s].node;
        if (used[s] && node.exists() && node.value < nodes_ && tree_at_[node.value] == none)
            roots.push_back(node.value);
    }
    std::sort(roots.begin(), roots.end());
    roots.erase(std::unique(roots.begin(), roots.end()), roots.end());
    if (next_.size() + roots.size() * nodes_ > most_tree_entries) {
        next_.clear();
        std::fill(tree_at_.begin(), tree_at_.end(), none);
        return;
    }
    next_.reserve(next_.size() + roots.size() * nodes_);
    for (const std::uint32_t root : roots) grow_tree(root);
    for (std::size_t s = 0; s < film.schools.size(); ++s) {
        const NodeId node = film.schools[s].node;
        if (used[s] && node.exists() && node.value < nodes_) tree_[s] = tree_at_[node.value];
    }
}

void RoadPaths::take_roads(const RoadNetwork& roads) {
    roads_ = roads;
    nodes_ = roads.nodes();
    next_.clear();
    tree_at_.assign(nodes_, none);
    if (roads_.empty()) return;
    arrivals_.assign(nodes_ + 1, 0);
    tail_.resize(roads.arcs());
    cost_.resize(roads.arcs());
    for (const std::uint32_t head : roads.head) ++arrivals_[head + 1];
    for (std::size_t n = 0; n < nodes_; ++n) arrivals_[n + 1] += arrivals_[n];
    std::vector<std::uint32_t> at(arrivals_.begin(), arrivals_.end() - 1);
    for (std::uint32_t n = 0; n < nodes_; ++n) {
        for (std::uint32_t arc = roads.first_arc[n]; arc < roads.first_arc[n + 1]; ++arc) {
            const std::uint32_t slot = at[roads.head[arc]]++;
            tail_[slot] = n;
            cost_[slot] = std::isfinite(roads.seconds[arc]) ? roads.seconds[arc] : roads.metres[arc];
        }
    }
    const auto [left, right] = std::minmax_element(roads.x.begin(), roads.x.end());
    const auto [bottom, top] = std::minmax_element(roads.y.begin(), roads.y.end());
    min_x_ = static_cast<float>(*left), min_y_ = static_cast<float>(*bottom);
    across_ = static_cast<std::size_t>((static_cast<float>(*right) - min_x_) / cell_) + 1;
    up_ = static_cast<std::size_t>((static_cast<float>(*top) - min_y_) / cell_) + 1;
    const auto cell_of = [&](std::size_t n) {
        return static_cast<std::size_t>((static_cast<float>(roads.y[n]) - min_y_) / cell_) * across_ +
               static_cast<std::size_t>((static_cast<float>(roads.x[n]) - min_x_) / cell_);
    };
    cell_first_.assign(across_ * up_ + 1, 0);
    for (std::size_t n = 0; n < nodes_; ++n) ++cell_first_[cell_of(n) + 1];
    for (std::size_t c = 0; c + 1 < cell_first_.size(); ++c) cell_first_[c + 1] += cell_first_[c];
    cell_nodes_.resize(nodes_);
    std::vector<std::uint32_t> fill(cell_first_.begin(), cell_first_.end() - 1);
    for (std::size_t n = 0; n < nodes_; ++n) cell_nodes_[fill[cell_of(n)]++] = static_cast<std::uint32_t>(n);
}

/// The way from everywhere to one node: a search from it against the arcs' direction.
void RoadPaths::grow_tree(std::uint32_t root) {
    const auto tree = static_cast<std::uint32_t>(next_.size() / nodes_);
    next_.resize(next_.size() + nodes_, none);
    std::uint32_t* const next = next_.data() + tree * nodes_;
    distance_.assign(nodes_, std::numeric_limits<float>::infinity());
    distance_[root] = 0;
    heap_.assign(1, {0, root});
    while (!heap_.empty()) {
        std::pop_heap(heap_.begin(), heap_.end(), std::greater<>{});
        const auto [reached, n] = heap_.back();
        heap_.pop_back();
        if (reached > distance_[n]) continue;
        for (std::uint32_t slot = arrivals_[n]; slot < arrivals_[n + 1]; ++slot) {
            const float through = reached + cost_[slot];
            if (through < distance_[tail_[slot]]) {
                distance_[tail_[slot]] = through;
                next[tail_[slot]] = n;
                heap_.emplace_back(through, tail_[slot]);
                std::push_heap(heap_.begin(), heap_.end(), std::greater<>{});
            }
        }
    }
    tree_at_[root] = tree;
}

std::uint32_t RoadPaths::nearest_node(float x, float y) const {
    if (empty()) return none;
    const auto limit = [](float v, std::size_t n) {
        return static_cast<std::size_t>(std::clamp(v, 0.0f, static_cast<float>(n - 1)));
    };
    const std::size_t cx = limit((x - min_x_) / cell_, across_), cy = limit((y - min_y_) / cell_, up_);
    std::uint32_t best = none;
    float best_distance = std::numeric_limits<float>::infinity();
    for (std::size_t ring = 0; ring < std::max(across_, up_); ++ring) {
        // Anything in a further ring is at least (ring - 1) cells away.
        if (best != none && static_cast<float>(ring) * cell_ - cell_ > best_distance) break;
        const std::size_t x0 = cx >= ring ? cx - ring : 0, x1 = std::min(cx + ring, across_ - 1);
        const std::size_t y0 = cy >= ring ? cy - ring : 0, y1 = std::min(cy + ring, up_ - 1);
        for (std::size_t j = y0; j <= y1; ++j) {
            for (std::size_t i = x0; i <= x1; ++i) {
                const bool on_ring = j + ring == cy || j == cy + ring || i + ring == cx || i == cx + ring;
                if (!on_ring) continue;
                for (std::uint32_t k = cell_first_[j * across_ + i]; k < cell_first_[j * across_ + i + 1]; ++k) {
                    const std::uint32_t n = cell_nodes_[k];
                    const float dx = static_cast<float>(roads_.x[n]) - x, dy = static_cast<float>(roads_.y[n]) - y;
                    const float distance = std::sqrt(dx * dx + dy * dy);
                    if (distance < best_distance) best_distance = distance, best = n;
                }
            }
        }
    }
    return best;
}

void RoadPaths::way(const Film& film, std::uint32_t from, std::uint32_t school,
                    std::vector<std::uint32_t>& nodes) const {
    if (empty() || school >= tree_.size() || tree_[school] == none || from == none) return;
    const std::uint32_t* const next = next_.data() + tree_[school] * nodes_;
    const std::uint32_t goal = film.schools[school].node.value;
    for (std::uint32_t n = from; n != none && nodes.size() < 4000; n = next[n]) {
        nodes.push_back(n);
        if (n == goal) return;
    }
    if (nodes.empty() || nodes.back() != goal) nodes.clear();
}

}  // namespace sendscape
