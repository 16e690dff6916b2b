// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "maps/tables/quality.h"

namespace sendscape {

/// A planning area as polygons of the National Grid.
struct AreaShape {
    using Ring = std::vector<std::pair<std::int32_t, std::int32_t>>;
    std::string name, code;   ///< code empty: the file has none
    std::size_t feature = 0;  ///< its number in the file, the first being 1
    std::vector<Ring> rings;  ///< outer rings and holes, in metres
    std::string crosses;      ///< where a border crosses itself, "(398123, 391456)"; empty: nowhere

    /// Whether a point lies inside or on the border.
    [[nodiscard]] bool covers(std::int32_t x, std::int32_t y) const;
    /// Whether it lies inside and not on the border, which two neighbours have in common.
    [[nodiscard]] bool holds(std::int32_t x, std::int32_t y) const;

    struct Polygons;
    std::shared_ptr<const Polygons> polygons;
};

/// Whether a file begins as JSON does, whatever its name.
bool is_json(const std::filesystem::path& path);

/// Reads the polygons of a GeoJSON file (RFC 7946, or with the `crs` member that came before it): Polygon, MultiPolygon
/// and collections of them, each feature with a name among its properties. Coordinates are degrees (longitude first),
/// unless `crs` names another system, or, without `crs`, all are metres of the National Grid, which is counted.
/// A border that crosses itself has no certain inside: it is read, and counted with the place.
/// InputError says which feature and what was read: no GeoJSON, no name (with the properties that are there), points or
/// lines, places outside Great Britain, latitude before longitude.
std::vector<AreaShape> read_area_shapes(const std::filesystem::path& path, QualityTable& quality);

/// The same of schools' catchments: each feature names its school, `name`, or gives its URN, `code`, or both.
std::vector<AreaShape> read_catchment_shapes(const std::filesystem::path& path, QualityTable& quality);

/// The same of the boundaries of small areas or authorities, which need neither name nor code.
std::vector<AreaShape> read_boundary_shapes(const std::filesystem::path& path, QualityTable& quality);

/// Makes one area of two, what lies in either. Throws InputError, in words that go on from the feature, where one of
/// them crosses itself, so that what it holds is uncertain.
void join_shapes(AreaShape& shape, const AreaShape& more);

/// By point, 1 if it lies within an odd number of rings, their borders included: in the areas they bound, out of holes.
std::vector<std::uint8_t> points_within(const std::vector<AreaShape::Ring>& rings,
                                        const std::vector<std::pair<std::int32_t, std::int32_t>>& points);

}  // namespace sendscape
