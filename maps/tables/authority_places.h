// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sendscape {

/// Whether a point of the National Grid, in metres, lies within England's extent at that northing, with some
/// kilometres of margin: parts of Wales and Scotland lie within it too.
[[nodiscard]] bool may_be_in_england(double east, double north);

/// A place that a table gives for something of an authority.
struct PlaceInAuthority {
    std::string_view authority;  ///< three-digit code
    std::string name;            ///< of what stands there, for messages: a URN or an area's code
    std::int32_t east = 0, north = 0;
};

/// Why most of the places of a table stand the wrong way round: away from where the schools of their authorities are,
/// and among them with easting and northing exchanged. Empty where they do not. For the end of a message that begins
/// with the table's name. Places of authorities near the line on which both are equal (Leeds, Stockport) tell neither.
std::string why_swapped(const std::vector<PlaceInAuthority>& places);

}  // namespace sendscape
