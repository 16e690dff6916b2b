// SPDX-License-Identifier: MIT
// The ground by the deprivation of its neighbourhoods.
#include <cmath>

#include "visualiser/layers/layers.h"

namespace sendscape {
namespace {

std::vector<float> deprivation_of(const Film& film, int) {
    std::vector<float> values;
    values.reserve(film.zones.size());
    for (const Zone& zone : film.zones) values.push_back(static_cast<float>(10 - zone.decile) / 9.0f);
    return values;
}

/// From the ground's own (0, the least deprived tenth) to full (1, the most).
sf::Color deprivation_colour(const Theme& theme, float value) {
    return blend(theme.map_ground, theme.quiet, 0.03f + 0.82f * value * value);
}

void deprivation_legend(LegendKey& key) {
    key.row("Homes");
    key.entry("most deprived tenth of England", 32,
              ground_sign(key.scene(), deprivation_colour(key.scene().theme(), 1.0f)));
    key.entry("middle", 32, ground_sign(key.scene(), deprivation_colour(key.scene().theme(), 0.5f)));
    key.entry("least", 32, ground_sign(key.scene(), deprivation_colour(key.scene().theme(), 0.0f)));
}

constexpr int fifth = 2;                    // tenths of England's neighbourhoods
constexpr std::size_t most_asked = 30'000;  // children, one by one in a frame; of a country nobody's home is told so

/// Children with a plan from the most deprived fifth of England's neighbourhoods, held against the neighbourhoods.
Phrase deprived_homes(const Scene& scene) {
    const Film& film = scene.film;
    std::size_t deprived = 0, ranked = 0, with_plan = 0, of_deprived = 0;
    for (const Zone& zone : film.zones) {
        const bool counts = (film.areas.empty() || zone.area.exists()) && zone.decile > 0;
        ranked += counts ? 1 : 0;
        deprived += counts && zone.decile <= fifth ? 1 : 0;
    }
    if (ranked == 0) return Phrase("No deprivation is known of these neighbourhoods");
    const auto percent = [](std::size_t part, std::size_t of) {
        return std::round(100 * static_cast<double>(part) / static_cast<double>(of));
    };
    const double homes = percent(deprived, ranked);
    for (const FilmChild& child : film.children) {
        if (film.of_differences() || film.children.size() > most_asked) break;
        const Stay* const stay = film.stay_at(child, scene.month);
        if (!stay || stay->setting == Setting::gone || child.zone >= film.zones.size() || !film.is_own(child)) continue;
        ++with_plan;
        const int decile = film.zones[child.zone].decile;
        of_deprived += decile > 0 && decile <= fifth ? 1 : 0;
    }
    if (with_plan == 0) return Phrase("{:.0f}% of neighbourhoods are in England's most deprived fifth", homes);
    return Phrase("England's most deprived fifth: {:.0f}% of neighbourhoods, {:.0f}% of plans", homes,
                  percent(of_deprived, with_plan));
}

}  // namespace

constinit const LayerDrawing deprivation_layer{
    .ground = {.values = deprivation_of, .colour = deprivation_colour, .legend = deprivation_legend},
    .finding = deprived_homes,
    .picture = {.see = "neighbourhoods by deprivation: the fuller the colour, the more deprived",
                .beside = {Layer::schools, Layer::magnets}},
};

}  // namespace sendscape
