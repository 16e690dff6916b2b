// SPDX-License-Identifier: MIT
#pragma once
#include <SFML/Graphics/Rect.hpp>
#include <cstdint>
#include <vector>

#include "visualiser/camera.h"
#include "visualiser/film.h"

namespace sendscape {

/// How far a home zone's ground reaches, in metres, by zone: a little beyond its neighbours, so that the sea and
/// moors without homes stay bare.
std::vector<float> reach_of_zones(const Film& film);

/// The ground of a map box in square cells, each of the nearest home zone within its reach.
struct Territory {
    static constexpr std::uint32_t nobody = 0xFFFFFFFF;
    int width = 0, height = 0, side = 1;         ///< cells, and pixels a cell
    std::vector<std::uint32_t> zone;             ///< by row and column from the top left; `nobody`'s
    std::vector<std::uint32_t> area, authority;  ///< whose ground it is, as rows of the film; `nobody`'s
};
Territory territory_of(const Film& film, const std::vector<float>& reach, const Camera& camera,
                       const sf::FloatRect& map, int side);

/// A country's ground, gone through again only for another film, camera, size or detail of the picture.
class Land {
  public:
    const Territory& seen(const Film& film, const std::vector<float>& reach, const Camera& camera,
                          const sf::FloatRect& map, int side);

  private:
    std::uint64_t film_ = 0;  ///< object (Edition)
    Camera camera_;
    sf::FloatRect map_;
    int side_ = 0;
    Territory land_;
};

}  // namespace sendscape
