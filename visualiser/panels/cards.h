// SPDX-License-Identifier: MIT
#pragma once
#include <string_view>

#include "visualiser/scene.h"

namespace sendscape {

constexpr float card_head = 58;  ///< pixels at 1080p that a card's title takes

/// A card's panel with its title.
void draw_card_frame(Scene& scene, const sf::FloatRect& box, std::string_view title);
/// Words, and under them a bar with its value.
void draw_card_bar(Scene& scene, const sf::FloatRect& box, float y, std::string_view words, float share,
                   std::string_view value, sf::Color colour);
/// Where the funnel stands, between two runs: the schools that differ most, and in how many pairs of runs.
void draw_changes_card(Scene& scene);

}  // namespace sendscape
