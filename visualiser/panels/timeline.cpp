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
    float taken = -1e9f;
    for (std::size_t i = 0; i < scene.film.flags.size(); ++i) {
        const Flag& flag = scene.film.flags[i];
        const float x = track.left + track.width * static_cast<float>(flag.month) / span;
        const sf::Color colour = flag.opening ? theme.special : theme.high;
        scene.canvas.line({x, y - 46 * u}, {x, y}, 2 * u, colour);
        scene.canvas.triangle({x, y - 46 * u}, {x + 15 * u, y - 38 * u}, {x, y - 30 * u}, colour);
        // Words as far as there is room before the next flag that stands apart from this one, or the edge.
        float end = track.left + track.width + 40 * u;
        for (std::size_t k = i + 1; k < scene.film.flags.size(); ++k) {
            const float next = track.left + track.width * static_cast<float>(scene.film.flags[k].month) / span;
            if (next > x + 110 * u) {
                end = next - 10 * u;
                break;
            }
        }
        const float room = end - x - 20 * u;
        if (x < taken || room < 80 * u) continue;
        const std::string_view all = flag.label;
        const std::string_view some = scene.canvas.fit(all, 20, room);
        const float width = some.size() == all.size()
                                ? scene.canvas.text(all, {x + 20 * u, y - 54 * u}, 20, theme.text)
                                : scene.canvas.text(Phrase("{}…", scene.canvas.fit(all, 20, room - 20 * u)),
                                                    {x + 20 * u, y - 54 * u}, 20, theme.text);
        taken = x + 20 * u + width + 10 * u;
    }
    scene.canvas.disc({here, y}, 14 * u, theme.text);
    if (scene.view.speed != 6 || scene.view.playing)
        scene.canvas.text(Phrase("{:.0f} months a second", scene.view.speed),
                          {box.left + box.width - 24 * u, y + 16 * u}, 20, theme.quiet, Align::right);
}

}  // namespace sendscape
