// SPDX-License-Identifier: MIT
#pragma once
#include <span>

#include "sim/output/run.h"

namespace sendscape {

/// range_of, of numbers that may be sorted where they stand: allocates nothing. None may be NaN.
Range sorted_range(std::span<double> values);

}  // namespace sendscape
