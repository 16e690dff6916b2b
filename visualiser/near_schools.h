// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "visualiser/arrangement.h"
#include "visualiser/camera.h"
#include "visualiser/detail.h"

namespace sendscape {

/// What of a film is on the map: looked up anew only where film, arrangement, camera or room are others, as a country
/// has 24,000 schools and a frame would go through all of them a dozen times.
class NearSchools {
  public:
    /// `shift_share`: of the arrangement's shifts at this zoom, as in Scene.
    void look(const Film& film, const Camera& camera, const sf::FloatRect& map, const Arrangement& arrangement,
              float shift_share);

    /// Rows of the schools that are drawn on the map or within `margin` of it, in order.
    [[nodiscard]] std::span<const std::uint32_t> rows() const { return rows_; }
    [[nodiscard]] Detail detail() const { return detail_; }
    /// crowding_of the film.
    [[nodiscard]] float crowding() const { return crowding_; }

    static constexpr float margin = 300;  ///< pixels: no glow reaches further

  private:
    std::uint64_t film_ = 0, arrangement_ = 0;  ///< objects (Edition)
    float share_ = 0;
    Camera camera_;
    sf::FloatRect map_;
    std::vector<std::uint32_t> rows_;
    Detail detail_ = Detail::children;
    float crowding_ = 1;
};

}  // namespace sendscape
