// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <memory>

#include "sim/core/parallel.h"
#include "sim/world.h"

namespace sendscape {

/// The starting population of a map: children aged 2 to 25 with families, homes, needs, plans and SEN Support, such
/// that every school's roll, plans and SEN Support equal the map's census. The same map, seed and replicate give the
/// same children whatever the policies. Sources of each fit are in docs/odd.md. Throws Interrupted if somebody asks for
/// a stop meanwhile: England takes half a minute. `years`: for so many years of newcomers room is set aside, which
/// takes no memory until they come; a table that grows beyond its room stands in memory twice while it is copied.
World build_world(std::shared_ptr<const Map> map, const Parameters& parameters, std::uint64_t seed,
                  std::uint32_t replicate, const Parallel& parallel, int years = 0);

}  // namespace sendscape
