// SPDX-License-Identifier: MIT
// The ground by the deprivation of its neighbourhoods.
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

/// Homes in the most deprived tenth of England's neighbourhoods.
Phrase deprived_homes(const Scene& scene) {
    double all = 0, deprived = 0;
    for (const Zone& zone : scene.film.zones)
        for (const auto residents : zone.residents) {
            all += static_cast<double>(residents);
            deprived += zone.decile <= 1 ? static_cast<double>(residents) : 0;
        }
    return all > 0 ? Phrase("{:.0f}% live in England's most deprived tenth", 100 * deprived / all) : Phrase();
}

}  // namespace

constinit const LayerDrawing deprivation_layer{
    .ground = {.values = deprivation_of, .colour = deprivation_colour, .legend = deprivation_legend},
    .finding = deprived_homes,
    .picture = {.see = "neighbourhoods by deprivation: the fuller the colour, the more deprived",
                .beside = {Layer::schools, Layer::magnets}},
};

}  // namespace sendscape
