// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>
#include <iosfwd>

#include "maps/map.h"

namespace sendscape {

/// Writes a map and, unless quiet, says on `err` what it holds.
void write_and_tell(Map& map, const std::filesystem::path& path, bool force, bool quiet, std::ostream& err);

}  // namespace sendscape
