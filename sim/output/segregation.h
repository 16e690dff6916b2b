// SPDX-License-Identifier: MIT
#pragma once
#include <span>

#include "sim/output/measures.h"

namespace sendscape {

// How unevenly children with plans and on SEN Support are spread over an authority's state mainstream schools, by
// authority, phase and group: 0 even, towards 1 all in few schools.

/// Gorard's S: half the sum of differences between each school's share of the group and its share of all pupils.
void gorard_s(const Observation& o, std::span<double> out);
/// Index of dissimilarity D: the same against its share of the other pupils.
void dissimilarity(const Observation& o, std::span<double> out);
/// Both indices for children ever eligible for free school meals, by authority and phase: Gorard's S, then
/// dissimilarity.
void segregation_by_meals(const Observation& o, std::span<double> out);

}  // namespace sendscape
