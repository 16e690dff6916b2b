// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <vector>

namespace sendscape {

/// What one factor does to an outcome over the trajectories of Morris's design (Morris 1991; Campolongo et al. 2007).
/// An elementary effect is the outcome's change over the factor's, both along one step, the factor in shares of its
/// range.
struct MorrisEffect {
    double mean = 0;           ///< mu: of the elementary effects
    double mean_size = 0;      ///< mu*: of their sizes; what the factor matters
    double spread = 0;         ///< sigma: their standard deviation; curved, or dependent on other factors
    double low = 0, high = 0;  ///< 90% interval of mu*, trajectories drawn anew
    std::size_t effects = 0;   ///< trajectories that have it
};

/// `shares`: by point, by factor; points in trajectories of factors + 1. `outcomes`: by point; an effect with one that
/// is no number is left out.
std::vector<MorrisEffect> morris_effects(const std::vector<std::vector<double>>& shares,
                                         const std::vector<double>& outcomes);

}  // namespace sendscape
