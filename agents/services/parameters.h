#pragma once
#include <array>

namespace sendscape {

/// Educational psychology, therapies, CAMHS, MHST. Every field has a row in sim/parameters.cpp with its range, unit,
/// source and meaning; the default is the initialiser here.
struct ServiceParameters {
    double ep_days_per_advice = 3;  ///< days
};

}  // namespace sendscape
