// SPDX-License-Identifier: MIT
#pragma once
#include <array>

namespace sendscape {

/// Inspection and performance measures. Every field has a row in sim/parameters.cpp with its range, unit, source and
/// meaning; the default is the initialiser here.
struct AccountabilityParameters {
    double inclusion_gate = 0;       ///< 1: no outstanding without inclusion
    double inclusion_weight = 0;     ///< of inclusion in the published measure, against attainment
    double inspection_years = 4;     ///< mean time between inspections
    double gate_ethos = 0.25;        ///< standard deviations a year by which a gate or full weight raises ethos
    double results_pressure = 0.05;  ///< by which results alone lower it
    double results_memory = 0.7;     ///< share of last year's measure in this year's
};

}  // namespace sendscape
