// SPDX-License-Identifier: MIT
// A card of what was spent on high needs in the last twelve months, by heading.
#include <algorithm>
#include <cmath>

#include "visualiser/layers/layers.h"
#include "visualiser/panels/cards.h"

namespace sendscape {
namespace {

constexpr float money_pitch = 58;  // pixels at 1080p from one heading to the next

/// Of the last twelve months, or of those there have been.
double last_year(const Headline& line, int month) {
    double sum = 0;
    for (int m = std::max(1, month - 11); m <= month; ++m)
        if (m < static_cast<int>(line.mean.size())) sum += line.mean[static_cast<std::size_t>(m)];
    return month >= 1 ? sum * 12.0 / std::min(12, month) : 0.0;
}

/// Headings nothing is ever spent under are left out.
bool ever(const Headline& line) {
    return std::any_of(line.mean.begin(), line.mean.end(), [](float v) { return std::abs(v) >= 500; });
}

float money_card_height(const Scene& scene) {
    const auto rows = std::count_if(scene.film.spend.begin(), scene.film.spend.end(), ever);
    return rows ? (card_head + money_pitch * static_cast<float>(rows) + 6) * scene.unit() : 0.0f;
}

void draw_money_card(Scene& scene, const sf::FloatRect& box) {
    const float unit = scene.unit();
    draw_card_frame(scene, box, "High needs spend, last 12 months");
    if (scene.month < 1) {  // spend is a flow: the starting month has none, and bars of zero would be untrue
        scene.canvas.text(Phrase("recorded from {} on", long_name(scene.film.first + 1)),
                          {box.left + 16 * unit, box.top + card_head * unit}, 20, scene.theme().quiet);
        return;
    }
    double most = 1;
    for (const Headline& line : scene.film.spend) most = std::max(most, last_year(line, scene.month));
    float y = box.top + card_head * unit;
    for (const Headline& line : scene.film.spend) {
        if (!ever(line)) continue;
        const double value = last_year(line, scene.month);
        draw_card_bar(scene, box, y, line.key, static_cast<float>(value / most), money(value), scene.theme().accent);
        y += money_pitch * unit;
    }
}

Phrase balance_words(const Scene& scene) {
    const float balance = scene.number_now("balance");
    if (balance != balance) return {};
    const Headline* const line = scene.film.number("balance");
    const auto at = static_cast<std::size_t>(scene.month);
    return line && at < line->low.size() ? Phrase("High needs balance: {} ({} to {})", money(balance),
                                                  money(line->low[at]), money(line->high[at]))
                                         : Phrase("High needs balance: {}", money(balance));
}

}  // namespace

constinit const LayerDrawing money_layer{
    .card = {.height = money_card_height, .draw = draw_money_card, .reaches_foot = true},
    .finding = balance_words,
    .picture = {.see = "high needs spend by heading", .beside = {Layer::schools, Layer::shortfall}},
    .lacks =
        [](const Film& film) {
            return std::any_of(film.spend.begin(), film.spend.end(), ever)
                       ? std::string()
                       : std::string("This run recorded no spending.");
        },
};

}  // namespace sendscape
