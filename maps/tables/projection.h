// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
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

/// The reference system that a file names for its coordinates, by PROJ: EPSG codes ("epsg:4326", "EPSG:32630", "4326",
/// a URN or a web address of one), WKT, PROJJSON, PROJ strings, CRS84. x is always east or longitude and y north or
/// latitude, whatever order the system's definition has. Degrees of WGS84 and the National Grid need no database.
class CoordinateSystem {
  public:
    /// Nothing if PROJ does not know the name or has no way from it to WGS84. MachineError without PROJ's database.
    static std::unique_ptr<CoordinateSystem> named(std::string_view text);
    ~CoordinateSystem();
    CoordinateSystem(const CoordinateSystem&) = delete;
    CoordinateSystem& operator=(const CoordinateSystem&) = delete;

    /// Longitude and latitude in degrees (WGS84); nothing where the system has no such point.
    [[nodiscard]] std::optional<std::pair<double, double>> to_degrees(double x, double y) const;
    /// Whole metres of the National Grid; nothing outside Great Britain's bounding box.
    [[nodiscard]] std::optional<std::pair<std::int32_t, std::int32_t>> to_grid(double x, double y) const;
    /// Whether its x and y are degrees of longitude and latitude.
    [[nodiscard]] bool in_degrees() const;

  private:
    struct Impl;
    explicit CoordinateSystem(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

/// Whether a point of the National Grid is in Great Britain's bounding box.
[[nodiscard]] constexpr bool in_great_britain(double x, double y) {
    return x >= 1 && x <= 700'000 && y >= 1 && y <= 1'300'000;
}

}  // namespace sendscape
