// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>

#include "maps/map.h"

namespace sendscape {

/// What a school's draws of doubt (PairedDraws) are keyed by: its URN, which is the same on every map; a school without
/// one by its row.
inline std::uint32_t doubt_key(const School& school, SchoolId row) { return school.urn != 0 ? school.urn : row.value; }

}  // namespace sendscape
