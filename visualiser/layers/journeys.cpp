// SPDX-License-Identifier: MIT
// A line from home to school for every child at a special school or in a base.
#include <cmath>

#include "visualiser/layers/layers.h"

namespace sendscape {
namespace {

void draw_journeys(LayerScene& map) {
    Scene& scene = map.scene;
    const Theme& theme = scene.theme();
    for (const FilmChild& child : scene.film.children) {
        const Stay* stay = scene.film.stay_at(child, scene.month);
        if (!scene.film.is_own(child)) continue;
        if (!stay || stay->setting == Setting::gone || stay->school >= scene.film.schools.size()) continue;
        if (!is_special(stay->setting) && !is_base(stay->setting)) continue;
        const School& school = scene.film.schools[stay->school];
        const sf::Vector2f home = scene.pixel(child.x, child.y);
        const sf::Vector2f there = scene.school_pixel(stay->school);
        if (!scene.on_map(home) && !scene.on_map(there)) continue;
        const float metres = std::hypot(child.x - static_cast<float>(school.x), child.y - static_cast<float>(school.y));
        const bool far = metres > far_journey_metres;
        scene.canvas.line(home, there, scene.unit(), with_alpha(far ? theme.text : theme.accent, far ? 0.20f : 0.11f));
    }
}

void journeys_legend(LegendKey& key) {
    Scene& scene = key.scene();
    const float unit = scene.unit();
    const auto line = [&](sf::Color colour) {
        return [&scene, unit, colour](sf::Vector2f at) {
            scene.canvas.line({at.x - 15 * unit, at.y}, {at.x + 15 * unit, at.y}, 3 * unit, colour);
        };
    };
    key.entry("journey over 12 km", 30, line(scene.theme().text));
    key.entry("nearer", 30, line(scene.theme().accent));
}

Phrase mean_journey_words(const Scene& scene) {
    const float minutes = scene.number_now("journey");
    return minutes == minutes ? Phrase("The average journey takes {:.0f} minutes", minutes) : Phrase();
}

}  // namespace

constinit const LayerDrawing journeys_layer{
    .beneath = draw_journeys,
    .legend = journeys_legend,
    .finding = mean_journey_words,
    .picture = {.see = "homes to special schools and bases: long ways bright", .beside = {Layer::schools}},
    .lacks =
        [](const Film& film) {
            return film.children.empty() ? std::string("This run follows no children: there is nobody to draw.")
                                         : std::string();
        },
};

}  // namespace sendscape
