// SPDX-License-Identifier: MIT
#pragma once
#include "agents/families/families.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/parameters.h"
#include "agents/schools/schools.h"
#include "agents/step.h"

namespace sendscape {

/// Limits of a funnel: the least and most counts that do not lie outside. `tail` is the chance allowed beyond each
/// (0.025 for 95%, 0.001 for 99.8%), exact by the Poisson distribution of the expected count, scaled when counts vary
/// `overdispersion` times as much as that (quasi-Poisson).
struct FunnelLimits {
    double low = 0, high = 0;
};
FunnelLimits funnel_limits(double expected, double tail, double overdispersion);

/// In January: how many plans each state mainstream school would hold at its authority's rate and at the rate of the
/// planning areas its pupils come from, primary and secondary years apart, bases left out of both sides; whether it
/// lies beyond the 99.8% limits of the second; and whether it has for two Januaries running.
void measure_magnets(const Pupils& pupils, Schools& schools, const Families& families,
                     const SchoolParameters& parameters, const Map& map, Month month,
                     const Parallel& parallel = Parallel());

/// Plans that the magnet measure counts: the school's, less those in its base.
std::int32_t observed_plans(const Schools& schools, SchoolId school);

}  // namespace sendscape
