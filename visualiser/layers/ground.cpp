// SPDX-License-Identifier: MIT
// Areas, homes or what a layer colours them by, and roads.
#include <algorithm>
#include <cmath>

#include "visualiser/layers/layers.h"
#include "visualiser/outline.h"
#include "visualiser/territory.h"

namespace sendscape {
namespace {

void fill_ground(Scene& scene, sf::Color colour) {
    for (const Slab& slab : scene.arrangement.ground)
        scene.canvas.quad(scene.pixel(slab.left_below, slab.bottom), scene.pixel(slab.right_below, slab.bottom),
                          scene.pixel(slab.right_above, slab.top), scene.pixel(slab.left_above, slab.top), colour);
}

void draw_border(Scene& scene, const Outline& outline, float width, sf::Color colour) {
    for (const auto& ring : outline) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const auto& [ax, ay] = ring[i];
            const auto& [bx, by] = ring[(i + 1) % ring.size()];
            const sf::Vector2f a = scene.pixel(static_cast<float>(ax), static_cast<float>(ay));
            const sf::Vector2f b = scene.pixel(static_cast<float>(bx), static_cast<float>(by));
            if (scene.on_map(a, 50) || scene.on_map(b, 50)) scene.canvas.line(a, b, width, colour);
        }
    }
}

/// The ground of a country, each place in its colour, with borders where one ends and the next begins.
void draw_territory(Scene& scene) {
    const Film& film = scene.film;
    const Theme& theme = scene.theme();
    const int side = std::max(2, static_cast<int>(std::lround(3 * scene.unit())));
    Land once;
    const Territory& land =
        (scene.land ? *scene.land : once).seen(film, scene.arrangement.reach, scene.camera, scene.boxes.map, side);
    const bool by_area = scene.detail > Detail::authorities;
    const bool coloured = !scene.shows_schools() && !scene.ground && scene.view.shows(Layer::shortfall);
    const std::span<const float> values = scene.ground_values;
    std::vector<sf::Color> of_place;
    if (coloured)
        for (const float rate : scene.short_rates) of_place.push_back(shortfall_colour(theme, rate));
    const std::vector<std::uint32_t>& place = by_area ? land.area : land.authority;
    const sf::Color between_authorities = blend(theme.area_line, theme.quiet, by_area ? 0.75f : 0.15f);
    std::vector<std::uint8_t> pixels(land.zone.size() * 4);
    for (int row = 0; row < land.height; ++row)
        for (int column = 0; column < land.width; ++column) {
            const std::size_t here =
                static_cast<std::size_t>(row) * static_cast<std::size_t>(land.width) + static_cast<std::size_t>(column);
            const std::uint32_t zone = land.zone[here];
            sf::Color colour = theme.beyond;
            if (zone != Territory::nobody)
                colour = zone < values.size()            ? scene.ground->colour(theme, values[zone])
                         : place[here] < of_place.size() ? of_place[place[here]]
                                                         : theme.map_ground;
            const std::size_t right = column + 1 < land.width ? here + 1 : here;
            const std::size_t below = row + 1 < land.height ? here + static_cast<std::size_t>(land.width) : here;
            const auto ends = [&](const std::vector<std::uint32_t>& of) {
                return of[here] != of[right] || of[here] != of[below];
            };
            if (ends(land.authority))
                colour = between_authorities;
            else if (by_area && ends(land.area))
                colour = theme.area_line;
            pixels[4 * here] = colour.r, pixels[4 * here + 1] = colour.g, pixels[4 * here + 2] = colour.b;
            pixels[4 * here + 3] = 255;
        }
    scene.canvas.flush(scene.target);
    const Canvas::Drawing drawing(scene.canvas);
    sf::Texture texture;
    if (!texture.create(static_cast<unsigned>(land.width), static_cast<unsigned>(land.height))) return;
    texture.update(pixels.data());
    texture.setSmooth(true);
    sf::Sprite sprite(texture);
    sprite.setPosition(scene.boxes.map.left, scene.boxes.map.top);
    sprite.setScale(static_cast<float>(side), static_cast<float>(side));
    scene.target.draw(sprite, sf::RenderStates(sf::BlendNone));
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
void draw_cells(Scene& scene, std::span<const float> value, const GroundColouring& ground) {
    const Film& film = scene.film;
    float left = 1e9f, right = -1e9f, bottom = 1e9f, top = -1e9f;
    for (const Area& area : film.areas)
        for (const auto& ring : area.outline)
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
    const std::span<const float> value = scene.ground_values;
    if (value.size() < film.zones.size()) return;
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

namespace {

void draw_borders(Scene& scene) {
    const Theme& theme = scene.theme();
    const float unit = scene.unit();
    for (const Authority& authority : scene.film.authorities)
        if (!authority.in_area) draw_border(scene, authority.outline, 1.2f * unit, with_alpha(theme.area_line, 0.55f));
    // Where the true border is known, so are those within it.
    const sf::Color within = scene.film.true_borders() ? blend(theme.area_line, theme.quiet, 0.35f) : theme.area_line;
    for (const Area& area : scene.film.areas) draw_border(scene, area.outline, 1.6f * unit, within);
    for (const Authority& authority : scene.film.authorities)
        if (authority.in_area) draw_border(scene, authority.outline, 3.0f * unit, theme.quiet);
}

}  // namespace

void draw_ground(Scene& scene) {
    const Theme& theme = scene.theme();
    Canvas& canvas = scene.canvas;
    canvas.rectangle(scene.boxes.map, theme.beyond);
    const float unit = scene.unit();
    if (!scene.arrangement.reach.empty()) {
        draw_territory(scene);
    } else {
        fill_ground(scene, theme.map_ground);
        if (scene.ground)
            draw_zones(scene, *scene.ground);
        else
            draw_homes(scene);
        draw_borders(scene);
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
