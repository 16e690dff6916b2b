// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <vector>

#include "agents/plans/parameters.h"

namespace sendscape {

/// Plans or children of each age, 2 to 25.
using ByAge = std::array<double, plan_ages>;

/// What becomes of the children of an age in later years.
enum class Cohorts {
    grow_up,  ///< those of today are a year older each year; as many are born as were
    constant  ///< each age keeps the number it has: what England's published path was worked out with
};

/// Plans maintained each January, the first being `plans`, if every year new plans per child without one and endings
/// per plan are England's of 2025 (joiners times `level`), moves between authorities cancelling out: cohort survival on
/// paper, without schools, places or luck. Sources: DfE SEN2 2026 (joiners by cohort and ended plans; derived).
std::vector<double> cohort_path(const ByAge& plans, const ByAge& children, double level, Cohorts cohorts, int years);

}  // namespace sendscape
