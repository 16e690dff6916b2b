// SPDX-License-Identifier: MIT
#include "visualiser/outline.h"

#include <algorithm>

namespace sendscape {
namespace {

struct Edge {
    float bottom, top, x_below, x_above;
    [[nodiscard]] float at(float y) const { return x_below + (x_above - x_below) * (y - bottom) / (top - bottom); }
};

std::vector<Edge> edges_of(const Outline& outline) {
    std::vector<Edge> edges;
    for (const auto& ring : outline)
        for (std::size_t i = 0; i < ring.size(); ++i) {
            auto low = ring[i], high = ring[(i + 1) % ring.size()];
            if (low.second == high.second) continue;
            if (low.second > high.second) std::swap(low, high);
            edges.push_back({static_cast<float>(low.second), static_cast<float>(high.second),
                             static_cast<float>(low.first), static_cast<float>(high.first)});
        }
    std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) { return a.bottom < b.bottom; });
    return edges;
}

}  // namespace

std::vector<Slab> slabs_of(const Outline& outline) {
    const std::vector<Edge> edges = edges_of(outline);
    std::vector<float> levels;
    for (const Edge& edge : edges) levels.push_back(edge.bottom), levels.push_back(edge.top);
    std::sort(levels.begin(), levels.end());
    levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
    std::vector<Slab> slabs;
    std::vector<const Edge*> open, crossing;
    std::size_t next = 0;
    for (std::size_t level = 0; level + 1 < levels.size(); ++level) {
        const float bottom = levels[level], top = levels[level + 1], middle = (bottom + top) / 2;
        for (; next < edges.size() && edges[next].bottom <= bottom; ++next) open.push_back(&edges[next]);
        std::erase_if(open, [&](const Edge* edge) { return edge->top <= bottom; });
        crossing = open;
        std::sort(crossing.begin(), crossing.end(),
                  [&](const Edge* a, const Edge* b) { return a->at(middle) < b->at(middle); });
        for (std::size_t i = 0; i + 1 < crossing.size(); i += 2)
            slabs.push_back({bottom, top, crossing[i]->at(bottom), crossing[i + 1]->at(bottom), crossing[i]->at(top),
                             crossing[i + 1]->at(top)});
    }
    return slabs;
}

}  // namespace sendscape
