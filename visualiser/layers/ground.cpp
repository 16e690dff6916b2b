#include <algorithm>
#include <cmath>

#include "visualiser/layers/layers.h"

namespace sendscape {
namespace {

/// Special places within reach for each child who might need one: two-step floating catchment over 12 km (Luo and Wang
/// 2003), children standing for demand. 1 is the area's own mean.
std::vector<float> accessibility(const Film& film) {
    constexpr float reach = 12'000;
    std::vector<float> score(film.zones.size(), 0);
    const auto children = [](const Zone& zone) {
        float sum = 0;
        for (std::size_t age = 4; age < 16; ++age) sum += static_cast<float>(zone.residents[age]);
        return sum;
    };
    for (const School& school : film.schools) {
        if (school.setting != Setting::state_special || school.commissioned_places <= 0) continue;
        float demand = 0;
        const auto weight = [&](const Zone& zone) {
            const float dx = static_cast<float>(zone.x - school.x), dy = static_cast<float>(zone.y - school.y);
            return std::max(0.0f, 1 - std::sqrt(dx * dx + dy * dy) / reach);
        };
        for (const Zone& zone : film.zones) demand += weight(zone) * children(zone);
        if (demand <= 0) continue;
        for (std::size_t z = 0; z < film.zones.size(); ++z)
            score[z] += weight(film.zones[z]) * static_cast<float>(school.commissioned_places) / demand;
    }
    float total = 0;
    for (const float s : score) total += s;
    if (total > 0)
        for (float& s : score) s *= static_cast<float>(score.size()) / total;
    return score;
}

using Ring = std::vector<std::pair<std::int32_t, std::int32_t>>;

/// Fills an outline by cutting ears off it.
void fill_outline(Scene& scene, const Ring& ring, sf::Color colour) {
    std::vector<sf::Vector2f> points;
    for (const auto& [x, y] : ring) {
        const sf::Vector2f p{static_cast<float>(x), static_cast<float>(y)};
        if (points.empty() || p != points.back()) points.push_back(p);
    }
    if (points.size() > 1 && points.front() == points.back()) points.pop_back();
    const auto cross = [](sf::Vector2f a, sf::Vector2f b, sf::Vector2f c) {
        return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    };
    float turn = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const sf::Vector2f a = points[i] - points[0], b = points[(i + 1) % points.size()] - points[0];
        turn += a.x * b.y - b.x * a.y;
    }
    if (turn < 0) std::reverse(points.begin(), points.end());
    const auto emit = [&](sf::Vector2f a, sf::Vector2f b, sf::Vector2f c) {
        const sf::Vector2f p = scene.pixel(a.x, a.y), q = scene.pixel(b.x, b.y), r = scene.pixel(c.x, c.y);
        scene.canvas.quad(p, q, r, r, colour);
    };
    std::size_t at = 0, misses = 0;
    while (points.size() > 3 && misses <= points.size()) {
        const std::size_t n = points.size();
        const std::size_t i = at % n, before = (i + n - 1) % n, after = (i + 1) % n;
        const sf::Vector2f a = points[before], b = points[i], c = points[after];
        bool ear = cross(a, b, c) > 0;
        for (std::size_t k = 0; ear && k < n; ++k) {
            if (k == i || k == before || k == after) continue;
            const sf::Vector2f p = points[k];
            if (cross(a, b, p) >= 0 && cross(b, c, p) >= 0 && cross(c, a, p) >= 0) ear = false;
        }
        if (ear) {
            emit(a, b, c);
            points.erase(points.begin() + static_cast<std::ptrdiff_t>(i));
            misses = 0;
        } else {
            ++at, ++misses;
        }
    }
    if (points.size() == 3) emit(points[0], points[1], points[2]);
}

void draw_homes(Scene& scene) {
    const Theme& theme = scene.theme();
    for (const Zone& zone : scene.film.zones) {
        const sf::Vector2f at = scene.pixel(static_cast<float>(zone.x), static_cast<float>(zone.y));
        const float radius =
            std::max(static_cast<float>(zone.radius_m) * 3.2f * scene.camera.scale(), 22.0f * scene.u());
        if (scene.on_map(at, radius))
            scene.canvas.glow(at, radius, with_alpha(theme.home, zone.area.exists() ? 0.30f : 0.12f));
    }
}

void draw_zones(Scene& scene) {
    const Film& film = scene.film;
    const bool access = scene.view.shows(Layer::accessibility);
    // The ground is painted once per camera, so this is not done again for every frame.
    const std::vector<float> score = access ? accessibility(film) : std::vector<float>{};
    for (std::size_t z = 0; z < film.zones.size(); ++z) {
        const Zone& zone = film.zones[z];
        const sf::Vector2f at = scene.pixel(static_cast<float>(zone.x), static_cast<float>(zone.y));
        if (!scene.on_map(at, 200)) continue;
        const float radius =
            std::max(static_cast<float>(zone.radius_m) * 1.5f * scene.camera.scale(), 14.0f * scene.u());
        sf::Color colour;
        if (access) {
            const float low = std::clamp(1.0f - score[z], 0.0f, 1.0f), high = std::clamp(score[z] - 1.0f, 0.0f, 1.0f);
            colour = low > 0 ? with_alpha(scene.theme().high, 0.15f + 0.40f * low)
                             : with_alpha(scene.theme().low, 0.12f + 0.35f * high);
        } else {
            const float deprived = static_cast<float>(10 - zone.decile) / 9.0f;
            colour = with_alpha(scene.theme().need[3], 0.06f + 0.50f * deprived);
        }
        scene.canvas.glow(at, radius * 1.6f, colour);
    }
}

}  // namespace

void draw_ground(Scene& scene) {
    const Theme& theme = scene.theme();
    Canvas& canvas = scene.canvas;
    canvas.rectangle(scene.boxes.map, theme.beyond);
    const float u = scene.u();
    for (const Area& area : scene.film.areas)
        for (const Ring& ring : area.outline)
            if (ring.size() >= 3) fill_outline(scene, ring, theme.map_ground);
    if (scene.view.shows(Layer::deprivation) || scene.view.shows(Layer::accessibility))
        draw_zones(scene);
    else
        draw_homes(scene);
    for (const Area& area : scene.film.areas) {
        for (const Ring& ring : area.outline) {
            for (std::size_t i = 0; i < ring.size(); ++i) {
                const auto& [ax, ay] = ring[i];
                const auto& [bx, by] = ring[(i + 1) % ring.size()];
                canvas.line(scene.pixel(static_cast<float>(ax), static_cast<float>(ay)),
                            scene.pixel(static_cast<float>(bx), static_cast<float>(by)), 1.6f * u, theme.area_line);
            }
        }
    }
    const RoadNetwork& roads = scene.film.roads;
    const float widen = std::min(2.5f, std::sqrt(scene.camera.zoom())) * u;
    for (std::uint32_t n = 0; n < roads.nodes(); ++n) {
        const sf::Vector2f a = scene.pixel(static_cast<float>(roads.x[n]), static_cast<float>(roads.y[n]));
        for (std::uint32_t arc = roads.first_arc[n]; arc < roads.first_arc[n + 1]; ++arc) {
            const std::uint32_t head = roads.head[arc];
            if (head < n) continue;  // the way back is the same line
            const sf::Vector2f b = scene.pixel(static_cast<float>(roads.x[head]), static_cast<float>(roads.y[head]));
            if (!scene.on_map(a, 50) && !scene.on_map(b, 50)) continue;
            const float speed = std::isfinite(roads.seconds[arc]) && roads.seconds[arc] > 0
                                    ? roads.metres[arc] / roads.seconds[arc]
                                    : 5.0f;
            const bool main_road = speed > 17;  // above 60 km/h
            canvas.line(a, b, (main_road ? 2.0f : 1.0f) * widen, with_alpha(theme.road, main_road ? 1.0f : 0.55f));
        }
        if (canvas.vertices_waiting() > 200'000) canvas.flush(scene.target);
    }
}

}  // namespace sendscape
