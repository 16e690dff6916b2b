// SPDX-License-Identifier: MIT
#pragma once
#include <SFML/Graphics/Rect.hpp>
#include <cstdint>

#include "visualiser/camera.h"
#include "visualiser/film.h"

namespace sendscape {

/// How much of a place can be read at a zoom: of a country its authorities, nearer its planning areas, then schools,
/// then the children.
enum class Detail : std::uint8_t { authorities, areas, schools, children };

/// So many at most are told apart on the map.
constexpr int most_authorities = 14, most_schools = 1'400, most_schools_with_children = 700;
/// Maps of fewer authorities show all there is, at every zoom.
constexpr int country_authorities = 3;

/// Whether a film is of a country or a region: its ground is told apart by its homes, whatever outlines it has.
bool is_country(const Film& film);

/// By what of the film is on the map.
Detail detail_of(const Film& film, const Camera& camera, const sf::FloatRect& map);

}  // namespace sendscape
