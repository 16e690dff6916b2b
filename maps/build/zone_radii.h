// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <vector>

namespace sendscape {

/// How far from its middle each zone's homes lie, in metres: a little more than half way to the next zone, from 150 to
/// 1,500 (assumption). `x` and `y`: the middles, British National Grid.
std::vector<std::int32_t> zone_radii(const std::vector<std::int32_t>& x, const std::vector<std::int32_t>& y);

}  // namespace sendscape
