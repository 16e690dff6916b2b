#pragma once
#include <array>

namespace sendscape {

/// Inspection and performance measures. Every field has a row in sim/parameters.cpp with its range, unit, source and
/// meaning; the default is the initialiser here.
struct AccountabilityParameters {
    double inclusion_gate = 0;  ///< 1: no outstanding without inclusion
};

}  // namespace sendscape
