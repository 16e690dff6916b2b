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

bool LabelSpace::free(const sf::FloatRect& box, bool over_shapes) const {
    if (box.left < map_.left + 3 || box.top < map_.top + 3 || box.left + box.width > map_.left + map_.width - 3 ||
        box.top + box.height > map_.top + map_.height - 3)
        return false;
    for (const sf::FloatRect& other : taken_)
        if (other.intersects(box)) return false;
    if (over_shapes) return true;
    for (const Shape& shape : shapes_) {
        const float dx = shape.centre.x - std::clamp(shape.centre.x, box.left, box.left + box.width);
        const float dy = shape.centre.y - std::clamp(shape.centre.y, box.top, box.top + box.height);
        if (dx * dx + dy * dy < shape.radius * shape.radius) return false;
    }
    return true;
}

bool LabelSpace::place(std::uint8_t key, sf::Vector2f at, float reach, sf::Vector2f size, bool yielding,
                       sf::FloatRect& box, int rounds) {
    std::uint8_t& before = remembered_[key];
    const auto take = [&](int n) {
        before = static_cast<std::uint8_t>(n);
        taken_.push_back(box);
        return true;
    };
    if (before < directions * rounds) {
        box = candidate(before, at, reach, size);
        if (free(box, false)) return take(before);
    }
    for (int n = 0; n < directions * rounds; ++n) {
        box = candidate(n, at, reach, size);
        if (free(box, false)) return take(n);
    }
    if (yielding) return false;
    for (int n = 0; n < directions * rounds; ++n) {
        box = candidate(n, at, reach, size);
        if (free(box, true)) return take(n);
    }
    return false;
}

}  // namespace sendscape
