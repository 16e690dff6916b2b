// SPDX-License-Identifier: MIT
// Schools as discs and shapes: mainstream by roll and plans, specialist by places.
#include <algorithm>
#include <array>
#include <cmath>

#include "agents/schools/schools.h"
#include "visualiser/layers/layers.h"

namespace sendscape {
namespace {

/// A neighbour's school: there, and not measured. Neither its roll nor its plans show.
constexpr float ghost_radius = 3.4f;  // pixels at 1080p
void draw_ghost(Scene& scene, std::size_t row, sf::Vector2f at) {
    const float unit = scene.unit() * std::min(scene.grown, 2.0f);
    const sf::Color colour = blend(scene.theme().quiet, scene.theme().beyond, 0.45f);
    if (drawn_as_disc(scene.film.schools[row]))
        scene.canvas.disc(at, ghost_radius * unit, colour);
    else
        scene.canvas.diamond(at, (ghost_radius + 1.2f) * unit, colour);
}

constexpr float faint = 0.38f;  // strength of a school that is alike on both of two maps

void draw_mainstream(Scene& scene, std::size_t row, sf::Vector2f at) {
    const School& school = scene.film.schools[row];
    const SchoolMonth& now = scene.film.at(scene.month, row);
    const SchoolMonth& next = scene.film.at(scene.next_month(), row);
    const Theme& theme = scene.theme();
    const float unit = scene.unit();
    const float ratio = now.ratio() + (next.ratio() - now.ratio()) * scene.fraction;
    const bool magnet = now.magnet == static_cast<std::uint8_t>(MagnetClass::magnet);
    const float radius = scene.radius_of(row);
    if (scene.shows_ground() && !(magnet && scene.view.shows(Layer::magnets))) {
        // The ground is what is looked at: schools are small marks on it.
        scene.canvas.disc(at, 0.40f * radius + 1.2f * unit, theme.map_ground);
        scene.canvas.disc(at, 0.40f * radius, theme.quiet);
        return;
    }
    const bool alike = scene.alike(row);
    const auto faded = [&](sf::Color colour) { return alike ? blend(theme.map_ground, colour, faint) : colour; };
    const sf::Color fill = faded(ratio_colour(theme, ratio, now.beyond != 0));
    if (radius < 2.5f * unit) {  // a country of schools: points of colour
        scene.canvas.disc(at, std::max(radius, 1.0f), fill);
        return;
    }
    // Strain shows as trembling and never as a colour: colour tells plans.
    const float tremor = std::clamp(now.strain - 0.6f, 0.0f, 1.0f) * 1.6f * unit;
    const sf::Vector2f shake =
        tremor > 0 ? sf::Vector2f{tremor * std::sin(scene.view.seconds * 23 + static_cast<float>(row)),
                                  tremor * std::cos(scene.view.seconds * 19 + static_cast<float>(row) * 2)}
                   : sf::Vector2f{};
    if (now.base_places > 0)
        scene.canvas.half_disc({at.x, at.y - radius - 1.5f * unit}, std::max(radius * 0.62f, 6 * unit),
                               faded(theme.special));
    scene.canvas.disc(at, radius + 3.4f * unit, theme.map_ground);
    if (magnet) scene.canvas.disc(at, radius + 3.4f * unit, faded(theme.high));
    if (magnet) scene.canvas.disc(at, radius + 1.6f * unit, theme.map_ground);
    scene.canvas.disc(at, radius, fill);
    const float full = school.capacity > 0 ? now.roll / static_cast<float>(school.capacity) : 1;
    scene.canvas.ring(at + shake, radius + 2.2f * unit, 1.7f * unit, with_alpha(theme.text, alike ? 0.35f : 0.85f), 0,
                      std::clamp(full, 0.0f, 1.0f));
}

void draw_specialist(Scene& scene, std::size_t row, sf::Vector2f at) {
    const School& school = scene.film.schools[row];
    const SchoolMonth& now = scene.film.at(scene.month, row);
    const Theme& theme = scene.theme();
    const float unit = scene.unit();
    const float radius = scene.radius_of(row);
    const float full = now.places > 0 ? now.roll / now.places : 1;
    if (school.setting == Setting::alternative_provision) {
        scene.canvas.square(at, radius * 0.70f + 2.0f * unit, theme.map_ground);
        scene.canvas.square(at, radius * 0.70f, with_alpha(theme.ap, 0.35f));
        const float level = radius * 1.4f * std::clamp(full, 0.0f, 1.0f);
        scene.canvas.rectangle({at.x - radius * 0.70f, at.y + radius * 0.70f - level, radius * 1.4f, level}, theme.ap);
    } else if (school.setting == Setting::state_special) {
        scene.canvas.diamond(at, radius + 5 * unit, theme.map_ground);
        scene.canvas.diamond(at, radius + 3 * unit, with_alpha(theme.text, 0.9f));
        scene.canvas.diamond(at, radius, blend(theme.map_ground, theme.special, 0.35f));
        scene.canvas.diamond(at, radius * std::sqrt(std::clamp(full, 0.0f, 1.0f)), theme.special);
        // Overfull: beads spill out at the side.
        const int over = std::min(12, static_cast<int>(std::lround((full - 1) * 50)));
        for (int i = 0; i < over; ++i) {
            const int column = i % 4, line = i / 4;
            scene.canvas.disc({at.x + radius + (5 + 6 * static_cast<float>(column)) * unit,
                               at.y + static_cast<float>(line - 1) * 7 * unit},
                              2.6f * unit, theme.special);
        }
    } else {
        const float half = radius * 0.8f;
        scene.canvas.triangle({at.x, at.y - half}, {at.x + half, at.y + half * 0.8f}, {at.x - half, at.y + half * 0.8f},
                              theme.independent);
    }
}

bool drawn(const Scene& scene, std::size_t row) {
    const School& school = scene.film.schools[row];
    return scene.film.at(scene.month, row).open && school.setting != Setting::early_years &&
           school.setting != Setting::independent_mainstream;
}

void draw_schools(LayerScene& map) {
    Scene& scene = map.scene;
    LabelSpace& labels = map.labels;
    const Film& film = scene.film;
    // Magnets over their neighbours, special schools over both: a town has schools side by side.
    enum class Pass { neighbours, others, magnets, specialists };
    const auto pass_of = [&](std::size_t s) {
        if (!film.schools[s].in_area) return Pass::neighbours;
        if (!drawn_as_disc(film.schools[s])) return Pass::specialists;
        return film.at(scene.month, s).magnet == static_cast<std::uint8_t>(MagnetClass::magnet) ? Pass::magnets
                                                                                                : Pass::others;
    };
    for (const Pass pass : {Pass::neighbours, Pass::others, Pass::magnets, Pass::specialists}) {
        for (const std::uint32_t s : scene.near) {
            if (pass_of(s) != pass || !drawn(scene, s)) continue;
            const sf::Vector2f at = scene.school_pixel(s);
            if (!scene.on_map(at, 20)) continue;
            if (pass == Pass::neighbours) {
                draw_ghost(scene, s, at);
                // Words rather stand beside a neighbour's school and the children about it than over them.
                labels.shape(at, 0, map.dots.reach_about(scene, s));
                continue;
            }
            if (pass == Pass::specialists)
                draw_specialist(scene, s, at);
            else
                draw_mainstream(scene, s, at);
            // A crowd of schools; of a country so few are drawn only near by, where each is seen.
            if (scene.crowding <= 0.5f * scene.shrunk && scene.arrangement.reach.empty()) continue;
            const float radius = scene.radius_of(s) + 3 * scene.unit();
            const SchoolMonth& now = film.at(scene.month, s);
            const float beads =
                bead_radius(scene.radius_of(s) / scene.unit(), now.plans * scene.crowding) * scene.unit();
            labels.shape(at, radius, std::max(radius, beads));
            // Magnets and special schools are what the hall looks for: no words over them.
            if (now.magnet == static_cast<std::uint8_t>(MagnetClass::magnet) ||
                (film.schools[s].setting == Setting::state_special && scene.arrangement.reach.empty()))
                labels.block({at.x - radius, at.y - radius, 2 * radius, 2 * radius});
        }
    }
}

/// The school that is chosen again, over the children of its neighbours: the discs of a town are close.
void draw_chosen(LayerScene& map) {
    Scene& scene = map.scene;
    const auto chosen = scene.view.school;
    if (!chosen || *chosen >= scene.film.schools.size() || !drawn(scene, *chosen)) return;
    const sf::Vector2f at = scene.school_pixel(*chosen);
    if (!scene.film.schools[*chosen].in_area || !scene.on_map(at, 20)) return;
    if (drawn_as_disc(scene.film.schools[*chosen]))
        draw_mainstream(scene, *chosen, at);
    else
        draw_specialist(scene, *chosen, at);
}

std::optional<std::uint32_t> school_under(const Scene& scene, sf::Vector2f pixel) {
    std::optional<std::uint32_t> best;
    if (!scene.shows_schools()) return best;
    float best_distance = 1e9f;
    for (const std::uint32_t s : scene.near) {
        if (!drawn(scene, s)) continue;
        const sf::Vector2f at = scene.school_pixel(s);
        const float dx = at.x - pixel.x, dy = at.y - pixel.y;
        const float distance = std::sqrt(dx * dx + dy * dy);
        const float radius = scene.film.schools[s].in_area ? scene.radius_of(s) : ghost_radius * scene.unit();
        const float reach = radius + 5 * scene.unit();
        if (distance < reach && distance < best_distance) best = s, best_distance = distance;
    }
    return best;
}

void neighbours_legend(LegendKey& key) {
    Scene& scene = key.scene();
    const auto beyond = [](const School& school) { return !school.in_area; };
    // A country is all there is, or as good as all.
    if (scene.of_country() || std::none_of(scene.film.schools.begin(), scene.film.schools.end(), beyond)) return;
    key.entry("neighbours' school, not measured", 16, [&](sf::Vector2f at) {
        scene.canvas.disc(at, ghost_radius * scene.unit(), blend(scene.theme().quiet, scene.theme().beyond, 0.45f));
    });
}

Phrase children_with_plans(const Scene& scene) {
    const float plans = scene.number_now("plans");
    if (plans != plans) return {};
    const Headline* const line = scene.film.number("plans");
    const auto at = static_cast<std::size_t>(scene.month);
    return line && at < line->low.size() ? Phrase("{} children have a plan ({} to {})", thousands(plans),
                                                  thousands(line->low[at]), thousands(line->high[at]))
                                         : Phrase("{} children have a plan", thousands(plans));
}

}  // namespace

constinit const LayerDrawing schools_layer{
    .draw = draw_schools,
    .above = draw_chosen,
    .children = true,
    .legend = neighbours_legend,
    .school_at = school_under,
    .finding = children_with_plans,
    .picture = {.see = "discs by roll, coloured by plans against expected; special schools, bases, AP, independents"},
};

}  // namespace sendscape
