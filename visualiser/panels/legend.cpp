// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "agents/schools/schools.h"
#include "visualiser/layers/layers.h"
#include "visualiser/panels/panels.h"

namespace sendscape {
namespace {

/// What the colours of discs mean, on the map and in the funnel plot; between two runs, of their difference.
void discs(Scene& scene, LegendKey& key, bool colours, bool magnets) {
    const Theme& theme = scene.theme();
    Canvas& canvas = scene.canvas;
    const float unit = scene.unit();
    const bool between = scene.film.of_differences();
    key.row("Plans");
    for (const float ratio : {0.35f, 1.0f, 2.8f}) {
        if (!colours) break;
        key.entry(ratio < 1   ? (between ? "fewer in B" : "far fewer")
                  : ratio > 1 ? (between ? "more in B" : "far more")
                              : (!between               ? "as expected"
                                 : scene.film.pairs > 1 ? "about the same, or runs disagree"
                                                        : "about the same"),
                  18, [&](sf::Vector2f at) { canvas.disc(at, 9 * unit, ratio_colour(theme, ratio, ratio != 1.0f)); });
    }
    if (scene.changes)
        key.entry("faint: alike in both", 18,
                  [&](sf::Vector2f at) { canvas.disc(at, 9 * unit, blend(theme.map_ground, theme.middle, 0.38f)); });
    const int runs = scene.film.replicates;
    if (!between && magnets)
        key.entry(runs > 1 ? fmt::format("SEND magnet ({}+ of {} runs)", (runs + 1) / 2, runs) : "SEND magnet", 26,
                  [&](sf::Vector2f at) {
                      if (!scene.view.shows(Layer::magnets)) {  // marked in the funnel plot alone
                          canvas.disc(at, 9 * unit, theme.text);
                          return canvas.disc(at, 7 * unit, theme.high);
                      }
                      canvas.glow(at, 24 * unit, with_alpha(theme.high, 0.9f));
                      canvas.disc(at, 10.5f * unit, theme.high);
                      canvas.disc(at, 9 * unit, theme.map_ground);
                      canvas.disc(at, 7.5f * unit, theme.high);
                  });
}

}  // namespace

namespace {

/// What of the legend is on the map in this month.
struct Drawn {
    bool children = false, magnets = false, special = false, bases = false, ap = false, independent = false;
};

Drawn drawn_now(const Scene& scene) {
    Drawn drawn;
    const bool swarms = scene.view.shows(Layer::shortfall);
    for_each_shown(scene.view, [&](Layer, const LayerDrawing& drawing) {
        drawn.children = drawn.children || drawing.children || swarms;
    });
    const auto note = [&](std::size_t s) {
        const SchoolMonth& now = scene.film.at(scene.month, s);
        if (!now.open || !scene.film.schools[s].in_area) return;
        const Setting setting = scene.film.schools[s].setting;
        drawn.magnets = drawn.magnets || now.magnet == static_cast<std::uint8_t>(MagnetClass::magnet);
        drawn.bases = drawn.bases || (drawn_as_disc(scene.film.schools[s]) && now.base_places > 0);
        drawn.special = drawn.special || setting == Setting::state_special;
        drawn.ap = drawn.ap || setting == Setting::alternative_provision;
        drawn.independent = drawn.independent || setting == Setting::independent_special;
    };
    // Of a county all: the legend stays while the camera moves about it.
    if (scene.of_country())
        for (const std::uint32_t s : scene.near) note(s);
    else
        for (std::size_t s = 0; s < scene.film.schools.size(); ++s) note(s);
    return drawn;
}

void places(Scene& scene, LegendKey& key, const Drawn& drawn) {
    const Theme& theme = scene.theme();
    Canvas& canvas = scene.canvas;
    const float unit = scene.unit();
    key.row("Places");
    if (drawn.special)
        key.entry("special school", 20, [&](sf::Vector2f at) {
            canvas.diamond(at, 11 * unit, theme.text);
            canvas.diamond(at, 9 * unit, theme.special);
        });
    if (drawn.bases && !scene.shows_ground())
        key.entry("base", 20, [&](sf::Vector2f at) {
            canvas.half_disc({at.x, at.y + 5 * unit}, 10 * unit, theme.special);
        });
    if (drawn.ap) key.entry("AP", 16, [&](sf::Vector2f at) { canvas.square(at, 7 * unit, theme.ap); });
    if (drawn.independent)
        key.entry("independent special", 18, [&](sf::Vector2f at) {
            canvas.triangle({at.x, at.y - 8 * unit}, {at.x + 9 * unit, at.y + 7 * unit},
                            {at.x - 9 * unit, at.y + 7 * unit}, theme.independent);
        });
}

}  // namespace

void draw_legend(Scene& scene) {
    const Theme& theme = scene.theme();
    Canvas& canvas = scene.canvas;
    const float unit = scene.unit();
    canvas.rectangle(scene.boxes.legend, with_alpha(theme.background, 0.96f));
    LegendKey key(scene);
    if (!scene.shows_schools()) {
        if (scene.ground)
            scene.ground->legend(key);
        else if (scene.view.shows(Layer::shortfall))
            country_legend(key);
        return;
    }
    const Drawn drawn = drawn_now(scene);
    const bool schools = scene.view.shows(Layer::schools);
    if (drawn.children) {
        key.row(scene.film.of_differences() ? "Moved" : "Children");
        for (std::size_t i = 0; i < need_group_count; ++i)
            key.entry(need_group_labels[i].words, 13,
                      [&](sf::Vector2f at) { canvas.disc(at, 6.5f * unit, theme.need[i]); });
    }
    if (scene.ground)
        scene.ground->legend(key);
    else if (const bool funnel = scene.boxes.funnel.width > 0, magnets = scene.view.shows(Layer::magnets) || funnel;
             schools || funnel || (magnets && drawn.magnets))
        discs(scene, key, schools || funnel, magnets && drawn.magnets);
    if (schools && (drawn.special || drawn.bases || drawn.ap || drawn.independent)) places(scene, key, drawn);
    key.row("Signs");
    const auto signs_of = [&](const auto& which) {
        for_each_shown(scene.view, [&](Layer layer, const LayerDrawing& drawing) {
            if (drawing.legend && which(layer)) drawing.legend(key);
        });
    };
    child_legend(key);
    // What a picture is about comes first: in a narrow key the last are left out.
    signs_of([](Layer layer) { return layer != Layer::schools; });
    if (schools && !scene.shows_ground()) {
        key.entry("size: pupils", 24, [&](sf::Vector2f at) {
            canvas.disc({at.x - 7 * unit, at.y + 3 * unit}, 4 * unit, theme.middle);
            canvas.disc({at.x + 5 * unit, at.y}, 8 * unit, theme.middle);
        });
        key.entry("ring: how full", 20, [&](sf::Vector2f at) {
            canvas.disc(at, 6 * unit, theme.middle);
            canvas.ring(at, 9 * unit, 2 * unit, theme.text, 0, 0.8f);
        });
    }
    signs_of([](Layer layer) { return layer == Layer::schools; });
    if (scene.shows_ground() && schools)
        key.entry("mainstream school", 16, [&](sf::Vector2f at) { canvas.disc(at, 5 * unit, theme.quiet); });
}

}  // namespace sendscape
