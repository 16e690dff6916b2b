// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <vector>

#include "maps/map.h"
#include "sim/scenario/scenario.h"

namespace sendscape {

/// Sentences about numbers that are allowed and yet cannot well be meant, each beginning with file and line: an
/// admission number far from the school's own, more places than any school has, homes a year above all of them. Told
/// too: a base opened where the school has one already, to which its places are added.
std::vector<std::string> unlikely_sizes(const Scenario& scenario, const Map& prepared_map);

}  // namespace sendscape
