// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <vector>

#include "sim/studies/comparison.h"

namespace sendscape {

/// options.h5 as bytes: every measure but those of single schools, by option, replicate and census (netCDF-4
/// conventions; layout in sim/output/FORMAT.md). Equal comparisons give equal bytes.
std::vector<std::uint8_t> options_file_bytes(const Comparison& comparison);

}  // namespace sendscape
