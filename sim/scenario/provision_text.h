// SPDX-License-Identifier: MIT
#pragma once
#include <string>

#include "maps/map.h"
#include "sim/scenario/entries.h"

namespace sendscape {

/// "A base of 12 places opens at King's, West": what an entry does, for timelines. `site` is the school it is at, or
/// the one it brings: of a base given an area only, the host that was found there.
std::string provision_text(const ProvisionChange& change, const School& site, const Map& map);

}  // namespace sendscape
