#include "visualiser/layers/labels.h"

#include <algorithm>
#include <cmath>

namespace sendscape {
namespace {

constexpr int directions = 12;

/// Candidate box number `n`: right and left first, then round and further out.
sf::FloatRect candidate(int n, sf::Vector2f at, float reach, sf::Vector2f size) {
    constexpr int order[directions] = {0, 6, 9, 3, 11, 1, 5, 7, 10, 2, 8, 4};
    const float angle = 6.28318531f * static_cast<float>(order[n % directions]) / directions;
    const auto ring = static_cast<float>(n / directions);
    const float out = reach + ring * ring * 0.16f * size.y + ring * 0.42f * size.y;
    const float dx = std::cos(angle), dy = std::sin(angle);
    // Far enough that the box's near side, not its middle, is outside the circle.
    const float half_x = size.x / 2 * std::clamp(dx * 2.4f, -1.0f, 1.0f);
    const float half_y = size.y / 2 * std::clamp(dy * 2.4f, -1.0f, 1.0f);
    return {at.x + dx * out + half_x - size.x / 2, at.y + dy * out + half_y - size.y / 2, size.x, size.y};
}

}  // namespace

int LabelSpace::covered(const sf::FloatRect& box) const {
    if (box.left < map_.left + 3 || box.top < map_.top + 3 || box.left + box.width > map_.left + map_.width - 3 ||
        box.top + box.height > map_.top + map_.height - 3)
        return -1;
    for (const sf::FloatRect& other : taken_)
        if (other.intersects(box)) return -1;
    int count = 0;
    for (const Shape& shape : shapes_) {
        const float dx = shape.centre.x - std::clamp(shape.centre.x, box.left, box.left + box.width);
        const float dy = shape.centre.y - std::clamp(shape.centre.y, box.top, box.top + box.height);
        if (dx * dx + dy * dy < shape.radius * shape.radius) ++count;
    }
    return count;
}

bool LabelSpace::place(std::uint8_t key, sf::Vector2f at, float reach, sf::Vector2f size, bool yielding,
                       sf::FloatRect& box, int rounds) {
    Memory& before = remembered_[key];
    if (before.candidate < directions * rounds) {
        box = candidate(before.candidate, at, reach, size);
        if (const int count = covered(box); count >= 0 && count <= before.covered) {
            taken_.push_back(box);
            return true;
        }
    }
    // Two shapes covered are as bad as a place a round further out.
    int best = -1, best_cost = 1'000'000, best_covered = 0;
    for (int n = 0; n < directions * rounds && 2 * (n / directions) < best_cost; ++n) {
        const int count = covered(candidate(n, at, reach, size));
        if (count < 0 || (yielding && count > 0)) continue;
        const int cost = 2 * (n / directions) + count;
        if (cost < best_cost) best = n, best_cost = cost, best_covered = count;
    }
    if (best < 0) return false;
    box = candidate(best, at, reach, size);
    before = {static_cast<std::uint8_t>(best), static_cast<std::uint8_t>(std::min(best_covered, 255))};
    taken_.push_back(box);
    return true;
}

}  // namespace sendscape
