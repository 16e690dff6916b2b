// SPDX-License-Identifier: MIT
// Names of the planning areas on the map, each with the count of its swarm.
#include <algorithm>
#include <array>
#include <cmath>

#include "visualiser/layers/layers.h"

namespace sendscape {
namespace {

/// "40 short of a place", the first time in full; of differences "12 fewer short".
Phrase count_words(const Scene& scene, std::size_t area, int children, bool largest) {
    if (scene.film.of_differences()) {
        const bool fewer =
            scene.film.change[static_cast<std::size_t>(scene.month) * scene.film.areas.size() + area].mean < 0;
        return Phrase("{} {} short", children, fewer ? "fewer" : "more");
    }
    return largest && scene.shrunk >= 1 ? Phrase("{} short of a place", children) : Phrase("{} short", children);
}

}  // namespace

void Dots::draw_area_names(Scene& scene, LabelSpace& labels) {
    const std::size_t areas = std::min(scene.film.areas.size(), now_.whole.total.size());
    // The largest finds room first and says what the numbers are.
    std::size_t largest = 0;
    for (std::size_t area = 1; area < areas; ++area)
        if (now_.whole.total[area] > now_.whole.total[largest]) largest = area;
    if (areas > 0) draw_area_name(scene, labels, largest, true);
    for (std::size_t area = 0; area < areas; ++area)
        if (area != largest) draw_area_name(scene, labels, area, false);
}

void Dots::draw_area_name(Scene& scene, LabelSpace& labels, std::size_t area, bool largest) {
    const float unit = scene.unit();
    const Theme& theme = scene.theme();
    std::array<char, 64> letters;
    const std::string& name = scene.film.areas[area].name;
    const std::size_t length = std::min(name.size(), letters.size());
    for (std::size_t k = 0; k < length; ++k)
        letters[k] = name[k] >= 'a' && name[k] <= 'z' ? static_cast<char>(name[k] - 32) : name[k];
    const std::string_view capitals(letters.data(), length);
    const sf::Vector2f centre = swarm_centre(scene, area);
    if (!scene.on_map(centre)) return;
    const int children = scene.view.shows(Layer::shortfall) ? now_.whole.total[area] : 0;
    const Phrase words = count_words(scene, area, children, largest);
    const float width = std::max(scene.canvas.width(capitals, 20), children ? scene.canvas.width(words, 24, true) : 0);
    const float reach = children ? swarm_radius(scene, static_cast<float>(children)) + 6 * unit : 4 * unit;
    const auto key = static_cast<std::uint8_t>(64 + area % 188);
    // A name alone covers nothing; a count has to be read, and never stands without its name.
    LabelSpace::Spot spot = labels.find(key, centre, reach, {width + 12 * unit, (children ? 60 : 30) * unit},
                                        children == 0, children ? 4 : LabelSpace::most_rounds);
    // Where there is no room for two lines there may be some for one.
    const float side_by_side = scene.canvas.width(capitals, 20) + scene.canvas.width(words, 24, true) + 22 * unit;
    bool one_line = false;
    if (children && (!spot.found() || spot.cost > (scene.shrunk < 1 ? 2.5f : 4.0f))) {
        const LabelSpace::Spot flat =
            labels.find(key, centre, reach, {side_by_side, 34 * unit}, false, LabelSpace::most_rounds);
        if (flat.found() && (!spot.found() || flat.cost + 0.5f < spot.cost)) spot = flat, one_line = true;
    }
    if (!spot.found()) return;
    labels.take(key, spot, centre);
    const sf::FloatRect& box = spot.box;
    const sf::Vector2f near = nearest_point(box, centre), way = near - centre;
    const float distance = std::sqrt(way.x * way.x + way.y * way.y);
    // A count that does not stand close beside its swarm hangs on a line from its rim.
    if (children && (distance > reach + 6 * unit || slant(way) > 0.3f))
        scene.canvas.line(centre + way * ((reach - 10 * unit) / distance), near, 1.8f * unit,
                          with_alpha(theme.text, 0.85f));
    if (spot.covers || scene.shows_ground())
        scene.canvas.panel(box, 6 * unit, with_alpha(theme.map_ground, 0.62f), sf::Color::Transparent);
    // On the left of its swarm the words end at it, on the right they begin.
    const bool left = box.left + box.width / 2 < centre.x - reach / 2;
    const Align align = left ? Align::right : Align::left;
    const float x = left ? box.left + box.width - 6 * unit : box.left + 6 * unit;
    if (one_line) {
        const float width_of_name = scene.canvas.width(capitals, 20);
        const float name_at =
            left ? box.left + box.width - 6 * unit - scene.canvas.width(words, 24, true) - 10 * unit - width_of_name
                 : x;
        scene.canvas.text(capitals, {name_at, box.top + 6 * unit}, 20, theme.quiet);
        scene.canvas.text(words, {name_at + width_of_name + 10 * unit, box.top + 2 * unit}, 24, theme.text, Align::left,
                          true);
        return;
    }
    scene.canvas.text(capitals, {x, box.top + unit}, 20, theme.quiet, align);
    if (children) scene.canvas.text(words, {x, box.top + 26 * unit}, 24, theme.text, align, true);
}

}  // namespace sendscape
