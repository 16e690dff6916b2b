// SPDX-License-Identifier: MIT
// A card of the weeks children wait for each service.
#include <algorithm>

#include "visualiser/layers/layers.h"
#include "visualiser/panels/cards.h"

namespace sendscape {
namespace {

constexpr float service_pitch = 60;  // pixels at 1080p from one service to the next

float services_card_height(const Scene& scene) {
    if (scene.film.services.empty()) return 0;
    return (card_head + service_pitch * static_cast<float>(scene.film.services.size()) + 4) * scene.unit();
}

void draw_services_card(Scene& scene, const sf::FloatRect& box) {
    const float unit = scene.unit();
    draw_card_frame(scene, box, "Average wait, in weeks");
    float most = 1;
    for (const Headline& line : scene.film.services)
        for (const float v : line.mean) most = std::max(most, v);
    float y = box.top + card_head * unit;
    for (const Headline& line : scene.film.services) {
        if (!line.mean.empty()) {
            const float value = line.mean[std::min(static_cast<std::size_t>(scene.month), line.mean.size() - 1)];
            draw_card_bar(scene, box, y, line.key, value / most, Phrase("{:.0f}", value), scene.theme().accent);
        }
        y += service_pitch * unit;
    }
}

/// The service waited for longest.
Phrase longest_wait(const Scene& scene) {
    const Headline* longest = nullptr;
    float weeks = 0;
    for (const Headline& line : scene.film.services) {
        if (line.mean.empty()) continue;
        const float value = line.mean[std::min(static_cast<std::size_t>(scene.month), line.mean.size() - 1)];
        if (!longest || value > weeks) longest = &line, weeks = value;
    }
    return longest ? Phrase("{}: {:.0f} weeks of waiting", longest->key, weeks) : Phrase();
}

}  // namespace

constinit const LayerDrawing services_layer{
    .card = {.height = services_card_height, .draw = draw_services_card},
    .finding = longest_wait,
    .picture = {.see = "weeks of wait by service", .beside = {Layer::schools}},
    .lacks =
        [](const Film& film) {
            return film.services.empty() ? std::string("This run recorded no waits for services.") : std::string();
        },
};

}  // namespace sendscape
