// SPDX-License-Identifier: MIT
#pragma once
#include <limits>

namespace sendscape {

/// A measure that has no value, such as a share of none.
constexpr double no_value = std::numeric_limits<double>::quiet_NaN();
constexpr double share_of(double part, double whole) { return whole > 0 ? part / whole : no_value; }

}  // namespace sendscape
