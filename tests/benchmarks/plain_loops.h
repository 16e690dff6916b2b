// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <queue>
#include <utility>
#include <vector>

#include "agents/admissions/allocation.h"
#include "maps/road_network.h"

// What parts of the program are held against: the same work as a few plain loops, without bands, bounds or rounding.
namespace sendscape::plain {

/// Deferred acceptance: a heap for each school with its worst holder on top. Schools by applicant, or `unplaced`.
inline std::vector<std::int32_t> deferred_acceptance(const AllocationProblem& problem) {
    std::vector<std::int32_t> offer(problem.applicants(), unplaced);
    std::vector<std::uint32_t> next(problem.applicants(), 0), open;
    using Holder = std::pair<std::uint64_t, std::uint32_t>;
    std::vector<std::priority_queue<Holder>> held(problem.places.size());
    for (std::uint32_t a = 0; a < problem.applicants(); ++a) open.push_back(a);
    while (!open.empty()) {
        const std::uint32_t applicant = open.back();
        open.pop_back();
        const std::uint32_t choice = problem.first[applicant] + next[applicant];
        if (choice == problem.first[applicant + 1]) continue;
        ++next[applicant];
        const std::uint32_t school = problem.school[choice];
        held[school].push({problem.priority[choice], applicant});
        offer[applicant] = static_cast<std::int32_t>(school);
        if (held[school].size() <= static_cast<std::size_t>(problem.places[school])) continue;
        const std::uint32_t worst = held[school].top().second;
        held[school].pop();
        offer[worst] = unplaced;
        open.push_back(worst);
    }
    return offer;
}

/// Dijkstra's algorithm with a heap over the arcs as they lie: `cost` of each arc, from one node to all others.
inline void ways_from(const RoadNetwork& roads, const std::vector<float>& cost, std::uint32_t from,
                      std::vector<float>& way) {
    way.assign(roads.nodes(), std::numeric_limits<float>::infinity());
    using Open = std::pair<float, std::uint32_t>;
    std::priority_queue<Open, std::vector<Open>, std::greater<>> open;
    way[from] = 0;
    open.push({0, from});
    while (!open.empty()) {
        const auto [so_far, node] = open.top();
        open.pop();
        if (so_far > way[node]) continue;
        for (std::uint32_t arc = roads.first_arc[node]; arc < roads.first_arc[node + 1]; ++arc) {
            const float further = so_far + cost[arc];
            if (further >= way[roads.head[arc]]) continue;
            way[roads.head[arc]] = further;
            open.push({further, roads.head[arc]});
        }
    }
}

/// A hash in place of the engine's draws: splitmix64's finaliser.
inline std::uint64_t mixed(std::uint64_t z) {
    z += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

}  // namespace sendscape::plain
