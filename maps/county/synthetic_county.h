// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <filesystem>

#include "maps/map.h"
#include "sim/core/parallel.h"

namespace sendscape {

/// Makes a map from a county config (TOML) and a seed: towns, villages, zones with residents by age, roads, schools
/// with census counts. The same config and seed give the same map. Throws InputError with file and line.
Map make_synthetic_county(const std::filesystem::path& config, std::uint64_t seed, const Parallel& parallel);

}  // namespace sendscape
