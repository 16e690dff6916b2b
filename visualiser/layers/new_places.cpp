// SPDX-License-Identifier: MIT
// Where B has specialist places that A has not: what the two maps differ by, before anything follows from it.
#include <algorithm>
#include <array>
#include <cmath>

#include "visualiser/layers/layers.h"

namespace sendscape {
namespace {

constexpr float fewest_more = 5;      // places: those that one run of several opens are not the scenario's. Assumption.
constexpr std::size_t most_told = 6;  // of more, the largest

/// Places of a special school or AP, or of a school's base; none of a school that is shut.
float places_of(const Film& film, int month, std::size_t school) {
    const SchoolMonth& now = film.at(month, school);
    if (!now.open) return 0;
    return drawn_as_disc(film.schools[school]) ? now.base_places : now.places;
}

struct More {
    std::uint32_t school = 0;
    float places = 0;
};

}  // namespace

float places_more(const Film& a, const Film& b, int month, std::uint32_t school) {
    if (month >= std::min(a.months, b.months)) return 0;
    const bool in_both = school < a.schools.size() && a.schools[school].urn == b.schools[school].urn;
    return places_of(b, month, school) - (in_both ? places_of(a, month, school) : 0);
}

void draw_new_places(Scene& scene, LabelSpace& labels) {
    if (!scene.against) return;
    std::array<More, most_told> most{};
    std::size_t count = 0;
    for (const std::uint32_t s : scene.near) {
        const float places =
            scene.film.schools[s].in_area ? places_more(*scene.against, scene.film, scene.month, s) : 0;
        if (places < fewest_more) continue;
        std::size_t at = count;
        while (at > 0 && most[at - 1].places < places) --at;
        if (at >= most.size()) continue;
        if (count < most.size()) ++count;
        for (std::size_t i = count - 1; i > at; --i) most[i] = most[i - 1];
        most[at] = {s, places};
    }
    const Theme& theme = scene.theme();
    Canvas& canvas = scene.canvas;
    const float unit = scene.unit();
    for (std::size_t i = 0; i < count; ++i) {  // neither words nor lines of others over what is ringed
        const sf::Vector2f at = scene.school_pixel(most[i].school);
        const float radius = scene.radius_of(most[i].school) + 4 * unit;
        labels.block({at.x - radius, at.y - radius, 2 * radius, 2 * radius});
    }
    for (std::size_t i = 0; i < count; ++i) {
        const sf::Vector2f at = scene.school_pixel(most[i].school);
        if (!scene.on_map(at) || scene.beneath_cards(at)) continue;
        const float reach = scene.radius_of(most[i].school) + 9 * unit;
        canvas.ring(at, reach, 6 * unit, with_alpha(theme.map_ground, 0.85f));
        canvas.ring(at, reach - 1 * unit, 3 * unit, theme.accent);
        const Phrase words("+{:.0f} places", std::round(most[i].places));
        const sf::Vector2f size{canvas.width(words, 20, true) + 16 * unit, 32 * unit};
        const auto key = LabelSpace::key_of(LabelSpace::Kind::school, most[i].school);
        const LabelSpace::Spot spot = labels.find(key, at, reach, size, LabelSpace::Over::rims);
        // Where every line would cross others' discs the ring tells alone.
        if (!spot.found()) continue;
        labels.take(key, spot, at);
        const LabelSpace::Placed& placed = labels.placed().back();
        if (placed.from != placed.to) {
            canvas.line(placed.from, placed.to, 6 * unit, with_alpha(theme.map_ground, 0.8f));
            canvas.line(placed.from, placed.to, 2 * unit, theme.accent);
        }
        canvas.panel(spot.box, 6 * unit, with_alpha(theme.panel, 0.94f), theme.accent);
        canvas.text(words, {spot.box.left + 8 * unit, spot.box.top + 3 * unit}, 20, theme.text, Align::left, true);
    }
}

}  // namespace sendscape
