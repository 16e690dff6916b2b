// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "maps/tables/area_shapes.h"
#include "maps/tables/quality.h"

namespace sendscape {

/// A catchment as a file of polygons draws it, of all the features that name its school together: what lies in any of
/// them. Of maps, scenarios and lists of applications alike.
struct DrawnSchool {
    std::uint32_t urn = 0;  ///< 0: the file gives a name alone
    std::string name;       ///< as the file has it; empty: it gives the URN alone
    AreaShape shape;        ///< `feature`: the first that draws it

    /// "URN 123456", or the name in quotation marks.
    [[nodiscard]] std::string words() const;
};

/// Whether a school can be meant by its name alone.
enum class CatchmentsOf : std::uint8_t { urn, urn_or_name };

/// The catchments of a GeoJSON file, one for each school its polygons name, in order of the file. A URN is a whole
/// number however it is written (121273, "121273", 121273.0). Throws InputError, naming the feature, for what is no
/// polygon, names no school as `by` asks, or gives one school two names or URNs.
std::vector<DrawnSchool> read_school_catchments(const std::filesystem::path& file, QualityTable& quality,
                                                CatchmentsOf by = CatchmentsOf::urn);

/// Puts the polygons of another feature of its school into a catchment. Throws InputError naming the feature.
void join_catchments(DrawnSchool& drawn, const DrawnSchool& more, const std::filesystem::path& file);

/// Throws InputError where the name beside the URN is that of another school: `own` is the name of the school of the
/// URN, `known` are those of all. A name that no school has is another way to write the same.
void check_name(const DrawnSchool& drawn, std::string_view own, std::span<const std::string> known,
                const std::filesystem::path& file);
/// The same in words, without the file and the feature; empty: the name contradicts nothing.
std::string other_school(std::uint32_t urn, std::string_view name, std::string_view own,
                         std::span<const std::string> known);

}  // namespace sendscape
