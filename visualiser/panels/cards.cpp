// SPDX-License-Identifier: MIT
#include "visualiser/panels/cards.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sendscape {
namespace {

/// As many whole words as there is room for.
std::string_view whole_words(const Scene& scene, std::string_view words, float room) {
    const std::string_view fitting = scene.canvas.fit(words, 20, room);
    return fitting.size() < words.size() && words[fitting.size()] != ' ' ? fitting.substr(0, fitting.rfind(' '))
                                                                         : fitting;
}

}  // namespace

void draw_card_frame(Scene& scene, const sf::FloatRect& box, std::string_view title) {
    const float unit = scene.unit();
    scene.canvas.panel(box, 10 * unit, with_alpha(scene.theme().panel, 0.97f), scene.theme().panel_edge);
    scene.canvas.text(title, {box.left + 16 * unit, box.top + 12 * unit}, 22, scene.theme().text, Align::left, true);
}

void draw_card_bar(Scene& scene, const sf::FloatRect& box, float y, std::string_view words, float share,
                   std::string_view value, sf::Color colour) {
    const float unit = scene.unit(), left = box.left + 16 * unit, room = box.width - 130 * unit;
    const float length = std::max(room * std::clamp(share, 0.0f, 1.0f), 3 * unit);
    scene.canvas.text(words, {left, y}, 20, scene.theme().quiet);
    scene.canvas.panel({left, y + 31 * unit, length, 14 * unit}, 4 * unit, colour, sf::Color::Transparent);
    scene.canvas.text(value, {left + length + 10 * unit, y + 25 * unit}, 20, scene.theme().text, Align::left, true);
}

void draw_changes_card(Scene& scene) {
    const Theme& theme = scene.theme();
    const float unit = scene.unit();
    const sf::FloatRect& box = scene.boxes.funnel;
    draw_card_frame(scene, box, "Most changed: plans, B against A");
    // The largest changes that the runs agree on, the first school first where two are equal.
    constexpr std::size_t rows = 6;
    std::array<std::uint32_t, rows> order{};
    std::size_t count = 0;
    const Film& film = scene.film;
    const auto of = [&](std::uint32_t s) -> const Change& {
        return film.school_change[static_cast<std::size_t>(scene.month) * film.schools.size() + s];
    };
    // Of one pair of runs every change is told, of several those the map colours.
    const auto change = [&](std::uint32_t s) {
        return film.pairs > 1 && film.at(scene.month, s).beyond == 0 ? 0.0f : of(s).shown;
    };
    for (std::uint32_t s = 0; s < scene.film.schools.size(); ++s) {
        if (!scene.film.schools[s].in_area || change(s) == 0) continue;
        std::size_t at = count;
        while (at > 0 && std::abs(change(s)) > std::abs(change(order[at - 1]))) --at;
        if (at >= rows) continue;
        count = std::min(count + 1, rows);
        for (std::size_t i = count - 1; i > at; --i) order[i] = order[i - 1];
        order[at] = s;
    }
    if (count == 0)
        scene.canvas.text(film.pairs > 1 ? "none that the runs agree on" : "none in this month",
                          {box.left + 16 * unit, box.top + card_head * unit}, 20, theme.quiet);
    float y = box.top + card_head * unit;
    for (std::size_t i = 0; i < count; ++i) {
        const float by = change(order[i]);
        const Phrase name = scene.name_of(order[i]);
        // Long names go on in a second line; the smallest changes make room for it.
        const float room = box.width - 130 * unit;
        const std::string_view first = whole_words(scene, name, room);
        const std::string_view rest = name.view().substr(std::min(first.size() + 1, name.view().size()));
        const float height = rest.empty() && film.pairs < 2 ? 40 * unit : 64 * unit;
        if (y + height > box.top + box.height) break;
        scene.canvas.disc({box.left + 26 * unit, y + 13 * unit}, 8 * unit, by > 0 ? theme.high : theme.low);
        scene.canvas.text(first, {box.left + 44 * unit, y}, 20, theme.text);
        if (!rest.empty())
            scene.canvas.text(whole_words(scene, rest, room), {box.left + 44 * unit, y + 25 * unit}, 20, theme.text);
        const Change& in_runs = of(order[i]);
        const float right = box.left + box.width - 18 * unit;
        scene.canvas.text(Phrase("{}{:.0f}", by > 0 ? "+" : "−", std::abs(by)), {right, y}, 20, theme.text,
                          Align::right, true);
        if (film.pairs > 1)
            scene.canvas.text(Phrase("{} of {}", in_runs.agree(), film.pairs), {right, y + 25 * unit}, 20, theme.quiet,
                              Align::right);
        y += height;
    }
}

}  // namespace sendscape
