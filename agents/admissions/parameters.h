#pragma once
#include <array>

namespace sendscape {

/// Mainstream admissions. Every field has a row in sim/parameters.cpp with its range, unit, source and
/// meaning; the default is the initialiser here.
struct AdmissionParameters {
    double preferences = 4;  ///< mean length of the ranked list
};

}  // namespace sendscape
