// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>

#include "sim/start/build_world.h"
#include "tests/support/small_map.h"

namespace sendscape::testing {

/// The small map's starting population. Needs sendscape_sim: for unit_sim, property and golden tests.
inline World small_world(std::uint64_t seed = 1, std::uint32_t replicate = 0, const Parameters& parameters = {}) {
    const Parallel parallel(1);
    return build_world(small_map(), parameters, seed, replicate, parallel);
}

}  // namespace sendscape::testing
