// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>
#include <string>

#include "maps/map.h"

namespace sendscape {

/// Writes the whole map, travel table included, as a sealed HDF5 file. Written beside the target and renamed when
/// complete; `force` allows an existing file to be replaced. Sets map.digest. Throws InputError, MachineError.
void write_map(Map& map, const std::filesystem::path& path, bool force);

/// Reads a map written by write_map. Throws InputError with one sentence for a missing, foreign, truncated or damaged
/// file (its digest is checked before HDF5 opens it).
Map read_map(const std::filesystem::path& path);

/// Hexadecimal digest of the map's whole content (travel table included, digest apart): equal maps have equal digests
/// on every machine. write_map and read_map set Map::digest to it; a map made in memory can be given it too.
std::string digest_of_map(const Map& map);

}  // namespace sendscape
