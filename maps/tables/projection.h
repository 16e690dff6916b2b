// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

namespace sendscape {

/// Latitude and longitude (WGS84) to British National Grid metres, by PROJ. The seven-parameter transformation is used
/// (EPSG:1314, stated accuracy about 2 m), spelled out so that no PROJ database or network is needed. One object per
/// thread.
class GridProjection {
  public:
    GridProjection();
    ~GridProjection();
    GridProjection(const GridProjection&) = delete;
    GridProjection& operator=(const GridProjection&) = delete;

    /// Whole metres east and north; nothing outside Great Britain's bounding box (0,0 projects happily, so the box
    /// decides).
    [[nodiscard]] std::optional<std::pair<std::int32_t, std::int32_t>> to_grid(double latitude, double longitude) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Whether a point of the National Grid is in Great Britain's bounding box.
[[nodiscard]] constexpr bool in_great_britain(double x, double y) {
    return x >= 1 && x <= 700'000 && y >= 1 && y <= 1'300'000;
}

}  // namespace sendscape
