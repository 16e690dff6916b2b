// SPDX-License-Identifier: MIT
// Areas, homes or what a layer colours them by, and roads.
#include <algorithm>
#include <cmath>

#include "visualiser/layers/layers.h"
#include "visualiser/outline.h"

namespace sendscape {
namespace {

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
            std::max(static_cast<float>(zone.radius_m) * 3.2f * scene.camera.scale(), 22.0f * scene.unit());
        if (scene.on_map(at, radius))
            scene.canvas.glow(at, radius, with_alpha(theme.home, zone.area.exists() ? 0.30f : 0.12f));
    }
}

constexpr std::size_t most_zones = 2'500;  // beyond: a country, whose zones are told apart without cells

/// The authority's ground in cells of six sides, each coloured by the zones about it, the nearest most.
void draw_cells(Scene& scene, const std::vector<float>& value, const GroundColouring& ground) {
    const Film& film = scene.film;
    float left = 1e9f, right = -1e9f, bottom = 1e9f, top = -1e9f;
    for (const Area& area : film.areas)
        for (const Ring& ring : area.outline)
            for (const auto& [x, y] : ring) {
                left = std::min(left, static_cast<float>(x)), right = std::max(right, static_cast<float>(x));
                bottom = std::min(bottom, static_cast<float>(y)), top = std::max(top, static_cast<float>(y));
            }
    if (left >= right || bottom >= top) return;
    const float radius = std::max(right - left, top - bottom) / 84, across = radius * 1.7320508f;
    for (int row = 0; static_cast<float>(row) * 1.5f * radius < top - bottom + radius; ++row) {
        for (float x = left + (row % 2 ? across / 2 : 0); x < right + across; x += across) {
            const float y = bottom + static_cast<float>(row) * 1.5f * radius;
            if (!scene.on_map(scene.pixel(x, y), 2 * radius * scene.camera.scale())) continue;
            if (std::none_of(film.areas.begin(), film.areas.end(),
                             [&](const Area& area) { return contains(area, x, y); }))
                continue;
            float sum = 0, weights = 0;
            for (std::size_t z = 0; z < film.zones.size(); ++z) {
                const auto dx = static_cast<float>(film.zones[z].x) - x, dy = static_cast<float>(film.zones[z].y) - y;
                const float near = 1 / (dx * dx + dy * dy + radius * radius);
                sum += near * near * near * value[z], weights += near * near * near;
            }
            if (weights <= 0) continue;
            const sf::Color colour = ground.colour(scene.theme(), sum / weights);
            sf::Vector2f corner[6];
            for (int k = 0; k < 6; ++k) {
                const float angle = 6.28318531f * (static_cast<float>(k) + 0.5f) / 6;
                corner[k] = scene.pixel(x + 0.97f * radius * std::cos(angle), y + 0.97f * radius * std::sin(angle));
            }
            scene.canvas.quad(corner[0], corner[1], corner[2], corner[3], colour);
            scene.canvas.quad(corner[3], corner[4], corner[5], corner[0], colour);
        }
    }
}

void draw_zones(Scene& scene, const GroundColouring& ground) {
    const Film& film = scene.film;
    // The ground is painted once per camera, so this is not done again for every frame.
    const std::vector<float> value = ground.values(film, scene.month);
    if (!film.areas.empty() && film.zones.size() <= most_zones) return draw_cells(scene, value, ground);
    for (std::size_t z = 0; z < film.zones.size(); ++z) {
        const Zone& zone = film.zones[z];
        const sf::Vector2f at = scene.pixel(static_cast<float>(zone.x), static_cast<float>(zone.y));
        if (!scene.on_map(at, 200)) continue;
        const float radius =
            std::max(static_cast<float>(zone.radius_m) * 1.5f * scene.camera.scale(), 14.0f * scene.unit());
        scene.canvas.glow(at, radius * 1.6f, with_alpha(ground.colour(scene.theme(), value[z]), 0.6f));
    }
}

}  // namespace

void draw_ground(Scene& scene) {
    const Theme& theme = scene.theme();
    Canvas& canvas = scene.canvas;
    canvas.rectangle(scene.boxes.map, theme.beyond);
    const float unit = scene.unit();
    for (const Area& area : scene.film.areas)
        for (const Ring& ring : area.outline)
            if (ring.size() >= 3) fill_outline(scene, ring, theme.map_ground);
    if (scene.ground)
        draw_zones(scene, *scene.ground);
    else
        draw_homes(scene);
    for (const Area& area : scene.film.areas) {
        for (const Ring& ring : area.outline) {
            for (std::size_t i = 0; i < ring.size(); ++i) {
                const auto& [ax, ay] = ring[i];
                const auto& [bx, by] = ring[(i + 1) % ring.size()];
                canvas.line(scene.pixel(static_cast<float>(ax), static_cast<float>(ay)),
                            scene.pixel(static_cast<float>(bx), static_cast<float>(by)), 1.6f * unit, theme.area_line);
            }
        }
    }
    const RoadNetwork& roads = scene.film.roads;
    const float widen = std::min(2.5f, std::sqrt(scene.camera.zoom())) * unit;
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
