// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "maps/county/config.h"
#include "maps/county/layout.h"
#include "maps/map.h"
#include "sim/core/draws.h"

namespace sendscape {

/// Builds the invented county's schools over its zones: sites, years taught, places and rolls. Returns, school by
/// school, the deprivation of the homes it serves. Counts of plans and SEN Support come from count_census.
std::vector<double> lay_schools(const CountyConfig& config, const std::vector<ZoneTraits>& traits, const Draws& draws,
                                Map& map);

/// Gives the schools what a January census says of them: free school meals, plans, SEN Support, bases, inspection
/// grades, results. Totals and spreads are the config's.
void count_census(const CountyConfig& config, const std::vector<double>& deprivation, const Draws& draws, Map& map);

/// Normal scores of the values' ranks (ties to the lower row): as many below -1 as the normal curve has, whatever the
/// seed, so that a county of a hundred schools has the spread it is meant to have.
std::vector<double> normal_scores(const std::vector<double>& values);

/// Number of successes in n trials of probability p whose uniform draw is u (inversion); rises with p.
std::int32_t binomial(std::int32_t n, double p, double u);

}  // namespace sendscape
