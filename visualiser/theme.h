// SPDX-License-Identifier: MIT
#pragma once
#include <SFML/Graphics/Color.hpp>
#include <array>
#include <cstdint>

#include "sim/core/need.h"

namespace sendscape {

/// Colours of everything drawn. Needs are Okabe and Ito's but for one, which stay apart under deuteranopia and
/// protanopia; observed over expected runs blue, grey, orange; red never stands against green.
struct Theme {
    sf::Color background, beyond, map_ground, home, panel, panel_edge, area_line, road, text, quiet, accent, special,
        ap, independent, history;
    std::array<sf::Color, need_group_count> need;
    sf::Color high_text;          ///< `high`, dark or light enough for words
    sf::Color low, middle, high;  ///< ends and middle of the observed-over-expected scale
    bool light = false;
};

const Theme& dark_theme();
const Theme& light_theme();

/// Colour of observed over expected on a log scale from 1/3 to 3; half-way to grey unless beyond the funnel limits.
sf::Color ratio_colour(const Theme& theme, float observed_over_expected, bool beyond_limits);

sf::Color blend(sf::Color a, sf::Color b, float share_of_b);
sf::Color with_alpha(sf::Color colour, float alpha);

/// Contrast of two colours as WCAG 2 defines it, 1 to 21.
double contrast(sf::Color a, sf::Color b);
/// How a colour looks without long- (protanopia) or medium-wave cones (deuteranopia): Vienot, Brettel and Mollon 1999.
enum class Vision : std::uint8_t { normal, protanopia, deuteranopia };
sf::Color seen_with(sf::Color colour, Vision vision);
/// Perceptual distance (CIE 1976 L*a*b*).
double colour_distance(sf::Color a, sf::Color b);

}  // namespace sendscape
