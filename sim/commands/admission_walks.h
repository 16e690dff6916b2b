// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "maps/map.h"
#include "sim/commands/admission_lists.h"

namespace sendscape {

/// Walks between homes and schools of an authority's lists along the streets of a map.
class AdmissionWalks {
  public:
    /// Throws InputError, naming the file, unless it is a map with streets.
    AdmissionWalks(const std::filesystem::path& map, const std::vector<GridPlace>& homes,
                   const std::vector<ListedSchool>& schools);
    /// Metres of the shortest walk from one of the homes to a school that has a place. Where either lies off the
    /// streets, no way leads, or the school is farther than anybody walks: the straight line, lengthened as streets do.
    [[nodiscard]] double metres(const GridPlace& home, std::size_t school) const;
    /// How distances were found, in a sentence.
    [[nodiscard]] std::string words() const;

  private:
    std::string file_;
    Map streets_;                                                          ///< homes are its zones
    std::map<std::pair<std::int32_t, std::int32_t>, std::uint32_t> home_;  ///< zone by easting and northing
};

}  // namespace sendscape
