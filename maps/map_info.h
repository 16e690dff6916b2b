// SPDX-License-Identifier: MIT
#pragma once
#include <string>

#include "maps/map.h"

namespace sendscape {

/// What a map holds, in plain lines for `sendscape map info`: place and census, schools and children by kind, zones,
/// roads, journeys, the data-quality table, what was assumed.
std::string describe_map(const Map& map);

}  // namespace sendscape
