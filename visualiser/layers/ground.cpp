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

void draw_zones(Scene& scene) {
    const Film& film = scene.film;
    const bool access = scene.view.shows(Layer::accessibility);
    static thread_local std::vector<float> score;
    static thread_local const Film* scored = nullptr;
    if (access && scored != &film) score = accessibility(film), scored = &film;
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
    canvas.rectangle(scene.boxes.map, theme.map_ground);
    const float u = scene.u();
    for (const Area& area : scene.film.areas) {
        for (const auto& ring : area.outline) {
            for (std::size_t i = 0; i < ring.size(); ++i) {
                const auto& [ax, ay] = ring[i];
                const auto& [bx, by] = ring[(i + 1) % ring.size()];
                canvas.line(scene.pixel(static_cast<float>(ax), static_cast<float>(ay)),
                            scene.pixel(static_cast<float>(bx), static_cast<float>(by)), 1.5f * u, theme.area_line);
            }
        }
    }
    if (scene.view.shows(Layer::deprivation) || scene.view.shows(Layer::accessibility)) draw_zones(scene);
    const RoadNetwork& roads = scene.film.roads;
    if (roads.empty()) {
        // No roads in the file: a quiet glow of homes still gives the place a shape.
        for (const Zone& zone : scene.film.zones) {
            const sf::Vector2f at = scene.pixel(static_cast<float>(zone.x), static_cast<float>(zone.y));
            if (scene.on_map(at, 60)) canvas.glow(at, 26 * u, with_alpha(theme.road, 0.5f));
        }
        return;
    }
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
            canvas.line(a, b, (main_road ? 2.0f : 1.0f) * u * std::min(2.5f, std::pow(scene.camera.zoom(), 0.5f)),
                        with_alpha(theme.road, main_road ? 1.0f : 0.75f));
        }
        if (canvas.vertices_waiting() > 200'000) canvas.flush(scene.target);
    }
}

void draw_area_names(Scene& scene, LabelSpace& labels) {
    const Theme& theme = scene.theme();
    const float u = scene.u();
    for (const Area& area : scene.film.areas) {
        std::string name;
        for (const char c : area.name) name += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
        const sf::Vector2f at = scene.pixel(static_cast<float>(area.x), static_cast<float>(area.y));
        const float width = scene.canvas.width(name, 22);
        for (const float shift : {-70.0f, 60.0f, -110.0f, 100.0f, -150.0f}) {
            sf::FloatRect box{at.x - width / 2 - 6, at.y + shift * u, width + 12, 30 * u};
            if (!scene.on_map({box.left, box.top}, -4) ||
                !scene.on_map({box.left + box.width, box.top + box.height}, -4))
                continue;
            if (!labels.claim(box)) continue;
            scene.canvas.text(name, {box.left + 6, box.top}, 22, theme.quiet);
            break;
        }
    }
}

}  // namespace sendscape
