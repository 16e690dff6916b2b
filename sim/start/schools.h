// SPDX-License-Identifier: MIT
#pragma once
#include <vector>

#include "agents/families/families.h"
#include "agents/placement/parameters.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/schools.h"
#include "maps/map.h"
#include "sim/core/draws.h"

namespace sendscape {

/// Columns of every school of the map at its census: places, ceilings, standing, and ethos from plans observed
/// over expected. Counts must be true already (recount).
void start_schools(const Map& map, const PlacementParameters& placement, const Draws& draws, const Pupils& pupils,
                   Schools& schools);

/// How likely a child is to have a plan at a school over what is expected there, given that it holds `held` plans where
/// `expected` would be usual and that true rates vary by `spread` (coefficient of variation): a draw from the gamma
/// posterior, near enough lognormal. The mean of the posterior (empirical Bayes) would take the spread between schools
/// down by what chance hides of it; of two replicates each has its own answer to what cannot be known.
double drawn_ratio(double held, double expected, double spread, const Draws& draws, SchoolId school, Month census);

/// drawn_ratio() of every state mainstream school's plans in ordinary classes, England's pattern by age at its
/// authority's level being expected; 1 for other schools and those without pupils.
std::vector<double> plans_over_expected(const Map& map, const Draws& draws, const Pupils& pupils,
                                        const Schools& schools);

/// Share of the children of a school year who have a plan and are in mainstream classes, England: the age pattern by
/// which expected plans are standardised.
double mainstream_plan_rate(int ncy);

/// The distance at which each full school's last admission round stopped, which families know when they choose: read
/// off the homes of its youngest year.
void recall_last_admitted(const Map& map, const Pupils& pupils, const Families& families, Schools& schools);

}  // namespace sendscape
