// SPDX-License-Identifier: MIT
#pragma once
#include <limits>

namespace sendscape {

/// A value that was not recorded, or that has no meaning where it stands: a share of nobody.
constexpr double not_recorded = std::numeric_limits<double>::quiet_NaN();

constexpr double share_of(double part, double whole) { return whole > 0 ? part / whole : not_recorded; }

}  // namespace sendscape
