// SPDX-License-Identifier: MIT
// Children who change schools between this month and the next, along the roads where there are any.
#include <algorithm>
#include <array>
#include <cmath>

#include "visualiser/layers/layers.h"

namespace sendscape {
namespace {

constexpr std::size_t most_trails = 4'000;  // of more at once none can be told from another
constexpr float trail = 90;                 // pixels at 1080p
constexpr float least_way = 130;            // of a child with a trail, pixels at 1080p
constexpr std::size_t most_arrivals = 5;    // schools whose arrivals are counted on the map
constexpr int least_arrivals = 3;
constexpr float child_reach = 9;  // pixels at 1080p from a dot within which a click means it

std::optional<std::uint32_t> child_near(const Scene& scene, const Dots& dots, sf::Vector2f pixel) {
    if (scene.detail < Detail::children) return std::nullopt;
    return dots.pick(scene, pixel, child_reach * scene.unit());
}

/// Who moves into the next month; of the last month nothing.
Phrase moves_under_way(const Scene& scene) {
    if (scene.next_month() == scene.month || scene.film.of_differences()) return {};
    const Month next = scene.film.first + scene.next_month();
    const std::size_t moving = scene.changing_school;
    const Phrase of = scene.film.replicates > 1 ? Phrase(", run 1 of {}", scene.film.replicates) : Phrase("");
    if (moving == 0) return Phrase("No child with a plan changes school into {}{}", long_name(next), of);
    return Phrase("{} of {} moves into {} are to special places{}",
                  thousands(static_cast<double>(scene.entering_special)), thousands(static_cast<double>(moving)),
                  long_name(next), of);
}

}  // namespace

constinit const LayerDrawing moves_layer{
    .above = [](LayerScene& map) { map.dots.draw_arrivals(map.scene, map.labels); },
    .children = true,
    .along_roads = true,
    .child_at = child_near,
    .finding = moves_under_way,
    .picture = {.see = "September's moves under way along the roads, each with its trail",
                .beside = {Layer::schools},
                .between_months = true},
    .lacks =
        [](const Film& film) {
            return film.children.empty() ? std::string("This run follows no children: there is nobody to draw.")
                                         : std::string();
        },
};

void Dots::draw_arrivals(Scene& scene, LabelSpace& labels) const {
    if (scene.fraction <= 0 || scene.next_month() == scene.month || finding_layer(scene) != &moves_layer) return;
    std::array<std::uint32_t, most_arrivals> schools{};
    std::size_t count = 0;
    for (const std::uint32_t s : scene.near) {
        if (s >= arrivals_.size() || arrivals_[s] < least_arrivals || !scene.film.schools[s].in_area) continue;
        std::size_t at = count;
        while (at > 0 && arrivals_[schools[at - 1]] < arrivals_[s]) --at;
        if (at >= most_arrivals) continue;
        if (count < most_arrivals) ++count;
        for (std::size_t i = count - 1; i > at; --i) schools[i] = schools[i - 1];
        schools[at] = s;
    }
    const float unit = scene.unit();
    for (std::size_t i = 0; i < count; ++i) {
        const sf::Vector2f at = scene.school_pixel(schools[i]);
        if (!scene.on_map(at) || scene.beneath_cards(at)) continue;
        const float reach = scene.radius_of(schools[i]) + 6 * unit;
        const Phrase words("{} come{}", arrivals_[schools[i]], i == 0 ? " here" : "");
        const sf::Vector2f size{scene.canvas.width(words, 22, true) + 16 * unit, 34 * unit};
        const auto key = LabelSpace::key_of(LabelSpace::Kind::school, schools[i]);
        const LabelSpace::Spot spot = labels.find(key, at, reach, size, LabelSpace::Over::rims);
        if (!spot.found()) continue;
        labels.take(key, spot, at);
        const LabelSpace::Placed& placed = labels.placed().back();
        if (placed.from != placed.to) scene.canvas.line(placed.from, placed.to, 2 * unit, scene.theme().special);
        scene.canvas.panel(spot.box, 6 * unit, with_alpha(scene.theme().panel, 0.9f), scene.theme().special);
        scene.canvas.text(words, {spot.box.left + 8 * unit, spot.box.top + 3 * unit}, 22, scene.theme().text,
                          Align::left, true);
    }
}

/// Where the roads come nearest to the swarm of an area.
std::uint32_t Dots::swarm_node(const Scene& scene, std::size_t area) {
    const sf::Vector2f at =
        area < scene.arrangement.swarm.size()
            ? scene.arrangement.swarm[area]
            : sf::Vector2f{static_cast<float>(scene.film.areas[area].x), static_cast<float>(scene.film.areas[area].y)};
    SwarmNode& known = swarm_nodes_[area];
    if (known.node == unknown_node || known.at != at) known = {at, paths_->nearest_node(at.x, at.y)};
    return known.node;
}

/// Fills `points_` with the child's way to where it is next month: along the roads, from home or where it was, to a new
/// school; else straight.
void Dots::find_way(const Scene& scene, std::size_t child, sf::Vector2f from, sf::Vector2f to) {
    const Anchor& before = now_.anchors[child];
    const Anchor& after = next_.anchors[child];
    points_.clear();
    points_.push_back(from);
    if (paths_ && !paths_->empty() && after.swarm < 0 && after.school < scene.film.schools.size()) {
        way_.clear();
        std::uint32_t start = 0xFFFFFFFFu;
        if (before.school < scene.film.schools.size() && before.swarm < 0) {
            start = scene.film.schools[before.school].node.value;
        } else if (before.swarm >= 0 && scene.view.shows(Layer::shortfall)) {
            start = swarm_node(scene, static_cast<std::size_t>(before.area));
        } else if (child < home_node_.size()) {
            if (home_node_[child] == unknown_node)
                home_node_[child] = paths_->nearest_node(scene.film.children[child].x, scene.film.children[child].y);
            start = home_node_[child];
        }
        paths_->way(scene.film, start, after.school, way_);
        // Bends closer together than this are one on the screen.
        const float apart = 5 * scene.unit(), least = apart * apart;
        for (const std::uint32_t node : way_) {
            const sf::Vector2f bend =
                scene.pixel(static_cast<float>(scene.film.roads.x[node]), static_cast<float>(scene.film.roads.y[node]));
            const sf::Vector2f step = bend - points_.back();
            if (step.x * step.x + step.y * step.y >= least) points_.push_back(bend);
        }
    }
    points_.push_back(to);
}

/// The child's way, found once for the month and kept while the map stays as it is: children are drawn in the order of
/// their rows.
std::span<const sf::Vector2f> Dots::way_of(const Scene& scene, std::size_t child, sf::Vector2f from, sf::Vector2f to) {
    const Places here = places_of(scene);
    if (!ways_of_ || !ways_of_->same_as(here)) {
        ways_.clear(), way_points_.clear();
        ways_of_ = here;
    }
    const auto row = static_cast<std::uint32_t>(child);
    const auto known = std::lower_bound(ways_.begin(), ways_.end(), row,
                                        [](const Way& way, std::uint32_t wanted) { return way.child < wanted; });
    if (known != ways_.end() && known->child == row)
        return std::span<const sf::Vector2f>(way_points_).subspan(known->first, known->count);
    find_way(scene, child, from, to);
    if (known == ways_.end()) {
        ways_.push_back(
            {row, static_cast<std::uint32_t>(way_points_.size()), static_cast<std::uint32_t>(points_.size())});
        way_points_.insert(way_points_.end(), points_.begin(), points_.end());
    }
    return points_;
}

/// Where the child is after that share of its way, with the trail behind it drawn.
sf::Vector2f Dots::travel(const Scene& scene, std::size_t child, sf::Vector2f from, sf::Vector2f to, float share,
                          sf::Color colour) {
    const std::span<const sf::Vector2f> points = way_of(scene, child, from, to);
    float length = 0;
    for (std::size_t i = 1; i < points.size(); ++i)
        length += std::hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y);
    float left = length * share;
    sf::Vector2f at = points.front();
    const float unit = scene.unit();
    // All moves at once are a tangle: what is followed are those the title counts, from one place to another. Within
    // a town the dot, which is larger, is enough.
    const bool trails = scene.view.shows(Layer::moves) && share > 0 && length >= least_way * unit &&
                        enters_special(now_.anchors[child], next_.anchors[child]) &&
                        movers_ <= (now_.anchors.size() > crowd ? most_trails / 10 : most_trails);
    float gone = 0;
    for (std::size_t i = 1; i < points.size(); ++i) {
        const sf::Vector2f step = points[i] - points[i - 1];
        const float part = std::hypot(step.x, step.y);
        const float along = part > 0 ? std::min(1.0f, left / part) : 1.0f;
        at = points[i - 1] + step * along;
        if (trails && (scene.on_map(points[i - 1]) || scene.on_map(at))) {
            // A short trail, that fades towards where it began: whole ways are a tangle.
            const float head = length * share, tail = head - trail * unit;
            const float newer = std::min(gone + part, head);
            if (newer > tail) {
                const float older = std::max(gone, tail);
                const sf::Vector2f back = part > 0 ? points[i - 1] + step * ((older - gone) / part) : points[i - 1];
                const auto strength = [&](float where) { return 0.85f * (where - tail) / (trail * unit); };
                scene.canvas.streak(back, at, 2.8f * unit, with_alpha(colour, strength(older)),
                                    with_alpha(colour, strength(newer)));
            }
        }
        if (along < 1) break;
        left -= part;
        gone += part;
    }
    return at;
}

}  // namespace sendscape
