// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <vector>

#include "agents/authority/authorities.h"
#include "agents/placement/parameters.h"

namespace sendscape {

/// Plans of children of school age, and those of them at independent and non-maintained special schools.
struct PlansOfSchoolAge {
    std::int64_t all = 0, independent = 0;
    void operator+=(const PlansOfSchoolAge& other) { all += other.all, independent += other.independent; }
};

/// How ready each authority is to pay for an independent special school, over what it was at the start: 1 while as many
/// of its plans are there as it is used to, for as many plans as it now has (`plans`, by authority); less the more are,
/// and more the fewer. England's independent and non-maintained placements grew as the power 1.17 of plans. A scenario
/// that asks for more of them is let.
std::vector<double> independent_readiness(const std::vector<PlansOfSchoolAge>& plans, const Authorities& authorities,
                                          const PlacementParameters& parameters);

}  // namespace sendscape
