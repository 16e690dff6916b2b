// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

#include "maps/tables/area_shapes.h"
#include "maps/tables/quality.h"

namespace sendscape {

/// The catchment of a school as a file draws it.
struct DrawnSchool {
    std::uint32_t urn = 0;
    std::size_t feature = 0;             ///< of the file, the first that draws it
    std::vector<AreaShape::Ring> rings;  ///< of all its features, metres of the National Grid
};

/// The catchments of a GeoJSON file, one for each URN its polygons name, in order of the file. Throws InputError,
/// naming the feature, for what is no polygon or names no URN.
std::vector<DrawnSchool> read_school_catchments(const std::filesystem::path& file, QualityTable& quality);

}  // namespace sendscape
