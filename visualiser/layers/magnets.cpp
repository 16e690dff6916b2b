// SPDX-License-Identifier: MIT
// SEND magnets glow, as wide as they draw; their names are school_names.cpp's.
#include <algorithm>
#include <cmath>

#include "agents/schools/schools.h"
#include "visualiser/layers/layers.h"
#include "visualiser/near_schools.h"

namespace sendscape {
namespace {

constexpr float beside_another = 0.35f;  // of a glow's strength

void draw_glows(LayerScene& map) {
    Scene& scene = map.scene;
    const Film& film = scene.film;
    // Nothing is louder than what the title tells: beside another finding they are marks.
    const float loud = finding_layer(scene) == &magnets_layer ? 1.0f : beside_another;
    const float full = (scene.theme().light ? 0.55f : 0.60f) * loud;
    for (const std::uint32_t s : scene.near) {
        const SchoolMonth& now = film.at(scene.month, s);
        // Neighbours' do not glow: they are not measured, and not of the place the frame is about.
        if (!now.open || !film.schools[s].in_area || now.magnet != static_cast<std::uint8_t>(MagnetClass::magnet))
            continue;
        const sf::Vector2f at = scene.school_pixel(s);
        if (!scene.on_map(at, NearSchools::margin)) continue;
        const float pulse = 1 + 0.06f * std::sin(scene.view.seconds * 1.3f + static_cast<float>(s));
        // A country's are so many that glows as wide would be one.
        const float reach = scene.of_country() ? scene.radius_of(s) * 2.6f
                                               : (50 + 34 * std::min(now.ratio(), 4.0f)) * scene.unit() * scene.grown;
        // One that is a magnet in more of the runs glows more.
        const float share = static_cast<float>(now.magnet_runs) / static_cast<float>(std::max(film.replicates, 1));
        const float strength = full * std::min(share, 1.0f);
        scene.canvas.glow(at, reach * pulse, with_alpha(scene.theme().high, strength));
    }
}

/// Of the area's own schools, as captions count them.
Phrase count_of_magnets(const Scene& scene) {
    int magnets = 0;
    for (std::size_t s = 0; s < scene.film.schools.size(); ++s)
        magnets += scene.film.schools[s].in_area &&
                   scene.film.at(scene.month, s).magnet == static_cast<std::uint8_t>(MagnetClass::magnet);
    const std::string_view where = scene.film.replicates > 1 ? " in half the runs or more" : "";
    // Where not all could be named the title says so: nobody looks for the others' names.
    const bool all = magnets < 2 || scene.magnets_named >= magnets || !scene.shows_schools();
    const Phrase named = all                        ? Phrase("")
                         : scene.magnets_named == 0 ? Phrase(", none named here")
                                                    : Phrase(", {} named here", scene.magnets_named);
    // Labels say in how many runs each is one, and how many times the plans expected it has.
    return magnets == 0   ? Phrase("No school is a SEND magnet{}", where)
           : magnets == 1 ? Phrase("One school is a SEND magnet{}", where)
                          : Phrase("{} schools are SEND magnets{}{}", magnets, where, named);
}

}  // namespace

constinit const LayerDrawing magnets_layer{
    .beneath = draw_glows,
    .finding = count_of_magnets,
    .picture = {.see = "magnets alone: glows as wide as they draw, the strongest by name", .beside = {Layer::schools}},
};

}  // namespace sendscape
