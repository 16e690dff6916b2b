// SPDX-License-Identifier: MIT
#pragma once
#include <vector>

#include "agents/pupils/pupils.h"
#include "agents/schools/schools.h"
#include "maps/map.h"
#include "sim/core/draws.h"

namespace sendscape {

/// How schools' true plan rates differ, over what their place and phase would give: most by little, some by much. Two
/// gamma distributions, of which `apart` is the part of schools in the wide one; all schools have a mean of 1. One
/// distribution of one width takes what a typical school's few or many plans show of chance for the school's own, and
/// what an unusual one's show of its own for chance.
struct RatePrior {
    double shape = 1;       ///< of most schools: 1 over the squared coefficient of variation
    double apart = 0;       ///< part of schools that differ by more, 0 to 1
    double mean_apart = 1;  ///< their mean
    double shape_apart = 1;

    /// Of most schools.
    [[nodiscard]] double mean() const { return (1 - apart * mean_apart) / (1 - apart); }
};

/// Of state mainstream schools.
const RatePrior& rates_of_schools(bool primary);

/// How likely a child is to have a plan at a school over what is expected there, given that it holds `held` plans where
/// `expected` would be usual: a draw from the posterior, whose gammas are near enough lognormal. The mean of the
/// posterior (empirical Bayes) would take the spread between schools down by what chance hides of it; of two replicates
/// each has its own answer to what cannot be known.
double drawn_ratio(double held, double expected, const RatePrior& prior, const Draws& draws, SchoolId school,
                   Month census);

/// Plans of every state mainstream school in ordinary classes over England's pattern by age at its authority's level,
/// as drawn_ratio() makes of them beside what schools with as many free school meals hold; 1 for other schools and
/// those without pupils.
std::vector<double> plans_over_expected(const Map& map, const Draws& draws, const Pupils& pupils,
                                        const Schools& schools);

/// Share of the children of a school year who have a plan and are in mainstream classes, England: the age pattern by
/// which expected plans are standardised.
double mainstream_plan_rate(int ncy);

}  // namespace sendscape
