#include <algorithm>
#include <cmath>

#include "visualiser/panels/panels.h"

namespace sendscape {

float timeline_month(const Scene& scene, float x) {
    const sf::FloatRect& track = scene.boxes.track;
    const float share = std::clamp((x - track.left) / std::max(track.width, 1.0f), 0.0f, 1.0f);
    return std::min(share * static_cast<float>(std::max(scene.film.length() - 1, 0)),
                    static_cast<float>(std::max(scene.film.months - 1, 0)));
}

void draw_timeline(Scene& scene) {
    const Theme& theme = scene.theme();
    const float u = scene.u();
    const sf::FloatRect& box = scene.boxes.timeline;
    const sf::FloatRect& track = scene.boxes.track;
    scene.canvas.rectangle(box, theme.background);
    const float y = track.top + track.height / 2;
    const float span = static_cast<float>(std::max(scene.film.length() - 1, 1));
    const float here = track.left + track.width * (static_cast<float>(scene.month) + scene.fraction) / span;

    // Play or pause.
    const sf::Vector2f button{box.left + 62 * u, y};
    if (scene.view.playing) {
        scene.canvas.rectangle({button.x - 16 * u, button.y - 20 * u, 11 * u, 40 * u}, theme.text);
        scene.canvas.rectangle({button.x + 5 * u, button.y - 20 * u, 11 * u, 40 * u}, theme.text);
    } else {
        scene.canvas.triangle({button.x - 15 * u, button.y - 20 * u}, {button.x + 19 * u, button.y},
                              {button.x - 15 * u, button.y + 20 * u}, theme.text);
    }
    scene.canvas.line({track.left, y}, {track.left + track.width, y}, 8 * u, with_alpha(theme.accent, 0.35f));
    scene.canvas.line({track.left, y}, {here, y}, 8 * u, theme.accent);

    const int first_year = scene.film.first.year();
    const int years = (scene.film.length() + 11) / 12;
    const int every =
        std::max(1, static_cast<int>(std::ceil(static_cast<float>(years) * 90 * u / std::max(track.width, 1.0f))));
    for (int i = 0; i <= years; ++i) {
        const int month = Month(first_year + i, 1) - scene.film.first;
        if (month < 0 || month > scene.film.length() - 1) continue;
        const float x = track.left + track.width * static_cast<float>(month) / span;
        scene.canvas.line({x, y - 11 * u}, {x, y + 11 * u}, 2 * u, theme.quiet);
        if (i % every == 0)
            scene.canvas.text(std::to_string(first_year + i), {x, y + 16 * u}, 22, theme.quiet, Align::centre);
    }
    // Flags with their words whole, from the last to the first: on the lower line where they end before the next pole,
    // else on the upper, where only the poles of that line stand in the way, else without words.
    constexpr float text_size = 20;
    float lower = box.left + box.width - 12 * u, upper = lower;  // where words on each line must end
    for (std::size_t i = scene.film.flags.size(); i-- > 0;) {
        const Flag& flag = scene.film.flags[i];
        const float x = track.left + track.width * static_cast<float>(flag.month) / span;
        // Whole, or up to the first comma.
        std::string_view words = flag.label;
        const auto first_part = words.substr(0, words.find(','));
        if (scene.canvas.width(words, text_size) > upper - x - 20 * u && first_part.size() < words.size() &&
            x + 20 * u + scene.canvas.width(words, text_size) <= box.left + box.width - 12 * u)
            words = first_part;
        const float width = scene.canvas.width(words, text_size);
        // At the end of the line words stand on the near side of their flag.
        const bool before = x + 20 * u + width > box.left + box.width - 12 * u;
        const float from = before ? x - 12 * u - width : x + 20 * u;
        const float before_x =
            i > 0 ? track.left + track.width * static_cast<float>(scene.film.flags[i - 1].month) / span : -1e9f;
        const float end = before ? x + 15 * u : from + width;
        const bool room_low = end <= lower && (!before || from > before_x + 20 * u), room_high = end <= upper;
        const bool told = (room_low || room_high) && from > box.left + 100 * u;
        const bool high = told && !room_low;
        const float top = y - (high ? 78 : 46) * u;
        const sf::Color colour = flag.opening ? theme.special : theme.high;
        scene.canvas.line({x, top}, {x, y}, 2 * u, colour);
        scene.canvas.triangle({x, top}, {x + 15 * u, top + 8 * u}, {x, top + 16 * u}, colour);
        if (told) scene.canvas.text(words, {from, top - 8 * u}, text_size, theme.text);
        lower = (told && !high ? std::min(from, x) : x) - 18 * u;
        if (high) upper = std::min(from, x) - 18 * u;
    }
    scene.canvas.disc({here, y}, 14 * u, theme.text);
    if (scene.view.speed != 6 || scene.view.playing)
        scene.canvas.text(Phrase("{:.0f} months a second", scene.view.speed), {box.left + 36 * u, y + 46 * u}, 20,
                          theme.quiet);
}

}  // namespace sendscape
