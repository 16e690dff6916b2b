#include <algorithm>
#include <cmath>

#include "visualiser/layers/layers.h"

namespace sendscape {
namespace {

constexpr float golden_angle = 2.39996323f;
constexpr float turn = 6.28318531f;

float ease(float t) { return t * t * (3 - 2 * t); }

}  // namespace

sf::Vector2f swarm_centre(const Scene& scene, std::size_t area) {
    const Area& a = scene.film.areas[area];
    return scene.pixel(static_cast<float>(a.x), static_cast<float>(a.y));
}

void Dots::set_film(const Film* film, const RoadPaths* paths) {
    paths_ = paths;
    month_ = -1;
    home_node_.clear();
    if (!film) return;
    now_.reserve(film->children.size());
    next_.reserve(film->children.size());
    way_.reserve(4096);
    points_.reserve(4096);
    if (paths && !paths->empty()) {
        home_node_.reserve(film->children.size());
        for (const FilmChild& child : film->children) home_node_.push_back(paths->nearest_node(child.x, child.y));
    }
}

void Dots::fill(const Film& film, int month, std::vector<Anchor>& anchors, std::vector<int>& waiting) const {
    anchors.resize(film.children.size());
    waiting.assign(film.areas.size(), 0);
    for (std::size_t c = 0; c < film.children.size(); ++c) {
        const FilmChild& child = film.children[c];
        Anchor& anchor = anchors[c];
        anchor = {};
        const Stay* stay = film.stay_at(child, month);
        if (!stay || stay->setting == Setting::gone) continue;
        anchor.shown = true;
        anchor.need = static_cast<std::uint8_t>(stay->need);
        const std::uint32_t mixed = child.pupil * 2246822519u + 374761393u;
        const float angle = static_cast<float>(mixed >> 16) / 65536.0f * turn;
        const float reach = std::sqrt(static_cast<float>(mixed & 0xFFFF) / 65536.0f);
        anchor.dx = std::cos(angle) * reach;
        anchor.dy = std::sin(angle) * reach;
        anchor.school = stay->school;
        if ((stay->waiting || stay->setting == Setting::awaiting) && child.area < film.areas.size()) {
            anchor.swarm = static_cast<std::int16_t>(std::min(waiting[child.area]++, 30'000));
            anchor.x = static_cast<float>(film.areas[child.area].x);
            anchor.y = static_cast<float>(film.areas[child.area].y);
        } else if (stay->school < film.schools.size()) {
            anchor.x = static_cast<float>(film.schools[stay->school].x);
            anchor.y = static_cast<float>(film.schools[stay->school].y);
        } else {
            anchor.x = child.x;
            anchor.y = child.y;
        }
    }
}

void Dots::prepare(const Film& film, int month, int next) {
    if (month_ == month && now_.size() == film.children.size()) return;
    if (month_ + 1 == month && next_.size() == film.children.size()) {
        std::swap(now_, next_);
        std::swap(waiting_now_, waiting_next_);
    } else {
        fill(film, month, now_, waiting_now_);
    }
    fill(film, next, next_, waiting_next_);
    month_ = month;
}

sf::Vector2f Dots::place(const Scene& scene, const Anchor& anchor, int month) const {
    const sf::Vector2f centre = scene.pixel(anchor.x, anchor.y);
    const float u = scene.u();
    if (anchor.swarm >= 0) {
        const auto n = static_cast<float>(anchor.swarm);
        const float reach = 5.2f * u * std::sqrt(n + 0.5f);
        return {centre.x + reach * std::cos(n * golden_angle), centre.y + reach * std::sin(n * golden_angle)};
    }
    if (anchor.school < scene.film.schools.size()) {
        const float spread =
            scene.disc_radius(scene.film.at(month, anchor.school)) + 13 * u * std::sqrt(scene.camera.zoom());
        return {centre.x + anchor.dx * spread, centre.y + anchor.dy * spread};
    }
    return centre;
}

void Dots::draw(Scene& scene) {
    const float u = scene.u();
    const float zoom = std::pow(scene.camera.zoom(), 0.35f);
    // Crowds get smaller dots.
    const float crowd = scene.film.children.size() > 12'000 ? 0.7f : 1.0f;
    const float size = 2.5f * u * zoom * crowd;
    const float t = ease(std::clamp(scene.fraction, 0.0f, 1.0f));
    for (std::size_t c = 0; c < now_.size(); ++c) {
        const Anchor& a = now_[c];
        const Anchor& b = next_[c];
        if (!a.shown && !b.shown) continue;
        const sf::Color colour = scene.theme().need[a.shown ? a.need : b.need];
        if (!a.shown || !b.shown) {  // appears or leaves: fades at its place
            const sf::Vector2f at = place(scene, a.shown ? a : b, scene.month);
            if (scene.on_map(at)) scene.canvas.disc(at, size, with_alpha(colour, a.shown ? 1 - t : t));
            continue;
        }
        const sf::Vector2f from = place(scene, a, scene.month);
        const bool moves = a.school != b.school || (a.swarm >= 0) != (b.swarm >= 0);
        if (!moves) {
            sf::Vector2f at = from;
            if (a.swarm != b.swarm) {
                const sf::Vector2f to = place(scene, b, scene.month);
                at = from + (to - from) * t;
            }
            if (!scene.on_map(at)) continue;
            const bool placed = a.swarm >= 0 || a.school < scene.film.schools.size();
            scene.canvas.disc(at, size, placed ? colour : with_alpha(colour, 0.55f));
            continue;
        }
        const sf::Vector2f to = place(scene, b, scene.next_month());
        // Along the roads where there are any: from home (or where it was) to the new school.
        points_.clear();
        points_.push_back(from);
        if (paths_ && !paths_->empty() && b.swarm < 0 && b.school < scene.film.schools.size()) {
            way_.clear();
            const std::uint32_t start = a.school < scene.film.schools.size() && a.swarm < 0
                                            ? scene.film.schools[a.school].node.value
                                            : home_node_[c];
            paths_->way(scene.film, start, b.school, way_);
            for (const std::uint32_t node : way_)
                points_.push_back(scene.pixel(static_cast<float>(scene.film.roads.x[node]),
                                              static_cast<float>(scene.film.roads.y[node])));
        }
        points_.push_back(to);
        float length = 0;
        for (std::size_t i = 1; i < points_.size(); ++i)
            length += std::hypot(points_[i].x - points_[i - 1].x, points_[i].y - points_[i - 1].y);
        float left = length * t;
        sf::Vector2f at = points_.front();
        const sf::Color trail = with_alpha(colour, 0.45f * (1 - 0.6f * t));
        const bool trails = scene.view.shows(Layer::flows) && t > 0;
        for (std::size_t i = 1; i < points_.size(); ++i) {
            const sf::Vector2f step = points_[i] - points_[i - 1];
            const float part = std::hypot(step.x, step.y);
            const float share = part > 0 ? std::min(1.0f, left / part) : 1.0f;
            at = points_[i - 1] + step * share;
            if (trails && (scene.on_map(points_[i - 1]) || scene.on_map(at)))
                scene.canvas.line(points_[i - 1], at, 1.6f * u, trail);
            if (share < 1) break;
            left -= part;
        }
        if (scene.on_map(at)) scene.canvas.disc(at, size * 1.35f, colour);
    }
}

std::uint32_t Dots::pick(const Scene& scene, sf::Vector2f pixel, float reach) const {
    std::uint32_t best = 0xFFFFFFFFu;
    float best_distance = reach * reach;
    for (std::size_t c = 0; c < now_.size(); ++c) {
        if (!now_[c].shown) continue;
        const sf::Vector2f at = place(scene, now_[c], scene.month);
        const float dx = at.x - pixel.x, dy = at.y - pixel.y;
        if (dx * dx + dy * dy < best_distance) best_distance = dx * dx + dy * dy, best = static_cast<std::uint32_t>(c);
    }
    return best;
}

void draw_swarms(Scene& scene, const Dots& dots, LabelSpace& labels) {
    const float u = scene.u();
    const Theme& theme = scene.theme();
    for (std::size_t area = 0; area < scene.film.areas.size() && area < dots.waiting().size(); ++area) {
        const int waiting = dots.waiting()[area];
        if (waiting == 0) continue;
        const sf::Vector2f centre = swarm_centre(scene, area);
        if (!scene.on_map(centre)) continue;
        const float radius = 5.2f * u * std::sqrt(static_cast<float>(waiting)) + 10 * u;
        scene.canvas.disc(centre, radius, with_alpha(theme.map_ground, 0.82f));
        constexpr int dashes = 40;
        for (int i = 0; i < dashes; ++i)
            scene.canvas.ring(centre, radius, 1.8f * u, with_alpha(theme.text, 0.8f), static_cast<float>(i) / dashes,
                              0.5f / dashes);
        const std::string words = std::to_string(waiting) + " waiting";
        const float width = scene.canvas.width(words, 24, true);
        for (const float side : {1.0f, -1.0f}) {
            const float left = side > 0 ? centre.x + radius + 8 * u : centre.x - radius - 8 * u - width;
            const sf::FloatRect box{left, centre.y - 16 * u, width, 32 * u};
            if (!scene.on_map({box.left, box.top}, -2) || !scene.on_map({box.left + width, box.top}, -2)) continue;
            if (!labels.claim(box)) continue;
            scene.canvas.text(words, {box.left, box.top}, 24, theme.text, Align::left, true);
            break;
        }
        labels.block({centre.x - radius, centre.y - radius, 2 * radius, 2 * radius});
    }
}

}  // namespace sendscape
