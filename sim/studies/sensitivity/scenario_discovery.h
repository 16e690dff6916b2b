// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "sim/studies/sensitivity/main_effects.h"

namespace sendscape {

/// What a found box says of one factor.
struct Restriction {
    std::size_t factor = 0;
    double least = 0, most = 0;        ///< of numbers: allowed values; an end that is free is infinite
    std::vector<std::string> allowed;  ///< of levels
};

/// Where an outcome is beyond a threshold: "short of more than 200 whenever ...".
struct Discovery {
    double threshold = 0;
    std::vector<Restriction> box;
    std::size_t points = 0, beyond = 0;         ///< of all points with the outcome; of them beyond the threshold
    std::size_t inside = 0, inside_beyond = 0;  ///< the same within the box
    [[nodiscard]] double density() const;       ///< share of the box's points that are beyond
    [[nodiscard]] double coverage() const;      ///< share of the points beyond that are in the box
};

/// The patient rule induction method (Friedman and Fisher 1999): slices of a tenth of the points are peeled off,
/// whichever leaves the largest share beyond the threshold, down to `least_inside` points; of all boxes on the way the
/// one with the best harmonic mean of density and coverage is taken, and restrictions are dropped without which it is
/// no worse. `above`: beyond is more than the threshold; else less.
Discovery discover(const SweepResult& result, const SweepOutcome& outcome, double threshold, bool above);
inline constexpr double peeled_at_once = 0.1;
inline constexpr std::size_t least_inside = 5;

/// "contagion above 0.31 and build_plan is none or build-bases"; "anywhere" without restrictions.
std::string box_words(const SweepResult& result, const Discovery& found);

}  // namespace sendscape
