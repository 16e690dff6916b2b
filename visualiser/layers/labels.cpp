// SPDX-License-Identifier: MIT
#include "visualiser/layers/labels.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace sendscape {
namespace {

constexpr int directions = 16;
constexpr float rings[LabelSpace::most_rounds] = {0,  7,  15,  24,  35,
                                                  48, 68, 100, 150, 220};  // pixels at 1080p, for 64 of height

constexpr int around = directions * LabelSpace::most_rounds;  // candidates about the subject; then those of a grid
constexpr int columns = 32, lines = 27;                       // of places anywhere on the map
constexpr float near_enough = 3;  // cost of a place about the subject with which no other is looked for

/// Candidate box number `n`: right and left first, then round and further out.
sf::FloatRect beside(int n, sf::Vector2f at, float reach, sf::Vector2f size) {
    constexpr int order[directions] = {0, 8, 12, 4, 14, 2, 10, 6, 15, 1, 9, 7, 13, 3, 11, 5};
    const float angle = 6.28318531f * static_cast<float>(order[n % directions]) / directions;
    // Small labels stay closer than tall ones.
    const float out = reach + rings[n / directions] * std::clamp(size.y / 64, 0.0f, 4.0f);
    const float dx = std::cos(angle), dy = std::sin(angle);
    // Far enough that the box's near side, not its middle, is outside the circle.
    const float half_x = size.x / 2 * std::clamp(dx * 2.4f, -1.0f, 1.0f);
    const float half_y = size.y / 2 * std::clamp(dy * 2.4f, -1.0f, 1.0f);
    return {at.x + dx * out + half_x - size.x / 2, at.y + dy * out + half_y - size.y / 2, size.x, size.y};
}

// A line across half a town is followed by nobody: from so many pixels at 1080p each so many more cost as much as to
// stand a height of the words further off.
constexpr float long_line = 170, next_of_line = 30;
constexpr float mistaken = 3.5f;                  // to stand nearer to what others' words are of than to the subject
constexpr float slanted = 0.5f;                   // what it costs to touch the subject with no more than a corner
constexpr float beads_cost = 0.4f, rim_cost = 1;  // of what is covered; a whole shape costs 4 to 7
// Beyond this share of a disc's radius lies a twentieth of it (the segment that a straight edge cuts off).
constexpr float rim_from = 0.8f;
// A line that comes so near to the middle of a disc, in shares of its radius, crosses it; further out it touches it.
constexpr float crossed_from = 0.4f;

/// Whether the segment passes through the box.
bool crosses(sf::Vector2f a, sf::Vector2f b, const sf::FloatRect& box) {
    float enter = 0, leave = 1;
    const sf::Vector2f way = b - a;
    const auto slab = [&](float from, float step, float low, float high) {
        if (std::abs(step) < 1e-6f) return from >= low && from <= high;
        const float one = (low - from) / step, other = (high - from) / step;
        enter = std::max(enter, std::min(one, other));
        leave = std::min(leave, std::max(one, other));
        return enter <= leave;
    };
    return slab(a.x, way.x, box.left, box.left + box.width) && slab(a.y, way.y, box.top, box.top + box.height);
}

/// Whether two segments cross.
bool meet(sf::Vector2f a, sf::Vector2f b, sf::Vector2f c, sf::Vector2f d) {
    const auto side = [](sf::Vector2f p, sf::Vector2f q, sf::Vector2f r) {
        return (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
    };
    return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

/// The point of the segment nearest to `of`.
sf::Vector2f near_on(sf::Vector2f a, sf::Vector2f b, sf::Vector2f of) {
    const sf::Vector2f way = b - a, to = of - a;
    const float square = way.x * way.x + way.y * way.y;
    return square > 0 ? a + way * std::clamp((to.x * way.x + to.y * way.y) / square, 0.0f, 1.0f) : a;
}

bool holds(sf::Vector2f centre, float radius, sf::Vector2f point) {
    const sf::Vector2f to = point - centre;
    return to.x * to.x + to.y * to.y < radius * radius;
}

}  // namespace

sf::Vector2f nearest_point(const sf::FloatRect& box, sf::Vector2f at) {
    return {std::clamp(at.x, box.left, box.left + box.width), std::clamp(at.y, box.top, box.top + box.height)};
}

float slant(sf::Vector2f way) {
    const float length = std::sqrt(way.x * way.x + way.y * way.y);
    return length > 0 ? std::min(std::abs(way.x), std::abs(way.y)) / length : 0.0f;
}

sf::FloatRect LabelSpace::candidate(int n, sf::Vector2f at, float reach, sf::Vector2f size) const {
    if (n < around) return beside(n, at, reach, size);
    constexpr float edge = 4;
    const auto share = [](int i, int of) { return static_cast<float>(i) / static_cast<float>(of - 1); };
    return {map_.left + edge + share((n - around) % columns, columns) * (map_.width - 2 * edge - size.x),
            map_.top + edge + share((n - around) / columns, lines) * (map_.height - 2 * edge - size.y), size.x, size.y};
}

void BoxGrid::begin(sf::FloatRect map) {
    map_ = map;
    across_ = std::max(1, static_cast<int>(map.width / side) + 1),
    down_ = std::max(1, static_cast<int>(map.height / side) + 1);
    first_.assign(static_cast<std::size_t>(across_) * static_cast<std::size_t>(down_), -1);
    entries_.clear();
    boxes_.clear();
}

BoxGrid::Squares BoxGrid::squares(const sf::FloatRect& box) const {
    const auto column = [&](float x) { return std::clamp(static_cast<int>((x - map_.left) / side), 0, across_ - 1); };
    const auto row = [&](float y) { return std::clamp(static_cast<int>((y - map_.top) / side), 0, down_ - 1); };
    return {column(box.left), row(box.top), column(box.left + box.width), row(box.top + box.height)};
}

void BoxGrid::add(const sf::FloatRect& box) {
    const Squares of = squares(box);
    for (int row = of.top; row <= of.bottom; ++row)
        for (int column = of.left; column <= of.right; ++column) {
            std::int32_t& first = first_[static_cast<std::size_t>(row * across_ + column)];
            entries_.push_back({static_cast<std::uint32_t>(boxes_.size()), first});
            first = static_cast<std::int32_t>(entries_.size() - 1);
        }
    boxes_.push_back(box);
}

void LabelSpace::sort_shapes() {
    if (sorted_ == shapes_.size()) return;
    // Two at one place in an order of their own, so that costs add up alike in every frame.
    std::sort(shapes_.begin(), shapes_.end(), [](const Shape& a, const Shape& b) {
        return std::tie(a.centre.x, a.centre.y, a.radius, a.beads) <
               std::tie(b.centre.x, b.centre.y, b.radius, b.beads);
    });
    sorted_ = shapes_.size();
    widest_ = 0;
    for (const Shape& shape : shapes_) widest_ = std::max({widest_, shape.radius, shape.beads});
}

std::span<const LabelSpace::Shape> LabelSpace::shapes_between(float left, float right) const {
    const auto first = std::lower_bound(shapes_.begin(), shapes_.end(), left - widest_,
                                        [](const Shape& shape, float x) { return shape.centre.x < x; });
    const auto past = std::upper_bound(first, shapes_.end(), right + widest_,
                                       [](float x, const Shape& shape) { return x < shape.centre.x; });
    return {first, past};
}

float LabelSpace::cost_of(const sf::FloatRect& box, sf::Vector2f at, float reach, Over over, float enough,
                          bool& covers) const {
    covers = false;
    if (box.left < map_.left + 3 || box.top < map_.top + 3 || box.left + box.width > map_.left + map_.width - 3 ||
        box.top + box.height > map_.top + map_.height - 3)
        return -1;
    const sf::Vector2f near = nearest_point(box, at), way = near - at;
    const float away = std::sqrt(way.x * way.x + way.y * way.y), distance = std::max(away - reach, 0.0f);
    float cost = distance / std::max(box.height, 1.0f) * 2 + slant(way) * slanted +
                 std::max(distance - long_line * unit_, 0.0f) / (next_of_line * unit_);
    if (cost >= enough) return -1;
    if (away < 0.7f * reach) return -1;  // over its own subject
    if (taken_.any(box, [&](const sf::FloatRect& other) { return other.intersects(box); })) return -1;
    for (const Placed& other : placed_)
        if (other.from != other.to && crosses(other.from, other.to, box)) return -1;
    for (const sf::Vector2f& rival : rivals_) {
        const sf::Vector2f to = nearest_point(box, rival) - rival;
        if (rival != at && to.x * to.x + to.y * to.y < 1.7f * away * away) cost += mistaken;
    }
    if (cost >= enough) return -1;  // it only grows
    if (distance > 0) {             // a line will lead here: neither through other words nor over other lines
        const sf::Vector2f from = at + way * (reach / away);
        const sf::FloatRect about{std::min(from.x, near.x), std::min(from.y, near.y), std::abs(from.x - near.x),
                                  std::abs(from.y - near.y)};
        if (taken_.any(about,
                       [&](const sf::FloatRect& other) { return !other.contains(at) && crosses(from, near, other); }))
            return -1;
        for (const Placed& other : placed_)
            if (other.from != other.to && meet(from, near, other.from, other.to)) return -1;
        for (const Shape& shape : shapes_between(std::min(from.x, near.x), std::max(from.x, near.x))) {
            if (holds(shape.centre, shape.radius, at)) continue;
            const sf::Vector2f nearest = near_on(from, near, shape.centre);
            if (over != Over::shapes && holds(shape.centre, crossed_from * shape.radius, nearest)) return -1;
            if (holds(shape.centre, shape.radius, nearest))
                cost += 2.5f + 2.0f * std::min(shape.radius / (18 * unit_), 1.0f);
        }
        if (cost >= enough) return -1;
    }
    for (const Shape& shape : shapes_between(box.left, box.left + box.width)) {
        const sf::Vector2f to = nearest_point(box, shape.centre) - shape.centre;
        const float square = to.x * to.x + to.y * to.y;
        if (square >= shape.beads * shape.beads) continue;
        const bool touched = square < shape.radius * shape.radius;
        const bool hidden = square < rim_from * rim_from * shape.radius * shape.radius;
        if ((touched && over == Over::nothing) || (hidden && over == Over::rims)) return -1;
        // A village school is less of a loss than one the whole town looks at.
        cost += hidden ? 4.0f + 3.0f * std::min(shape.radius / (18 * unit_), 1.0f) : touched ? rim_cost : beads_cost;
        covers = true;
    }
    return cost;
}

bool LabelSpace::touches_shape(const sf::FloatRect& box) {
    sort_shapes();
    const auto near = shapes_between(box.left, box.left + box.width);
    return std::any_of(near.begin(), near.end(), [&](const Shape& shape) {
        return holds(shape.centre, shape.radius, nearest_point(box, shape.centre));
    });
}

LabelSpace::Spot LabelSpace::find(std::uint16_t key, sf::Vector2f at, float reach, sf::Vector2f size, Over over,
                                  int rounds) {
    sort_shapes();
    Spot best;
    best.reach = reach;
    const bool anywhere = rounds >= most_rounds;
    const int about = directions * std::min(rounds, most_rounds);
    const int candidates = anywhere ? around + columns * lines : about;
    const Memory& before = remembered_[key];
    if (before.candidate < candidates) {
        const sf::FloatRect box = candidate(before.candidate, at, reach, size);
        bool covers = false;
        const float cost = cost_of(box, at, reach, over, 1e9f, covers);
        if (cost >= 0 && cost <= before.cost + 0.7f) return {box, before.candidate, cost, covers, reach};
    }
    for (int n = 0; n < candidates; ++n) {
        if (n == about && best.cost <= near_enough) break;
        const sf::FloatRect box = candidate(n, at, reach, size);
        bool covers = false;
        const float cost = cost_of(box, at, reach, over, best.cost, covers);
        if (cost >= 0 && cost < best.cost - 0.01f) best = {box, static_cast<std::uint16_t>(n), cost, covers, reach};
        if (best.cost <= 0) break;
    }
    return best;
}

void LabelSpace::take(std::uint16_t key, const Spot& spot, sf::Vector2f at) {
    // A label is compared with what its place cost at first, so that it cannot get worse step by step.
    Memory& before = remembered_[key];
    before = {spot.candidate, before.candidate == spot.candidate ? std::min(before.cost, spot.cost) : spot.cost};
    taken_.add(spot.box);
    sort_shapes();
    for (const Shape& shape : shapes_between(spot.box.left, spot.box.left + spot.box.width)) {
        const sf::Vector2f to = nearest_point(spot.box, shape.centre) - shape.centre;
        covered_ += to.x * to.x + to.y * to.y < rim_from * rim_from * shape.radius * shape.radius ? 1 : 0;
    }
    const sf::Vector2f near = nearest_point(spot.box, at), way = near - at;
    const float away = std::sqrt(way.x * way.x + way.y * way.y);
    placed_.push_back({spot.box, at, spot.reach, away > spot.reach ? at + way * (spot.reach / away) : near, near});
}

}  // namespace sendscape
