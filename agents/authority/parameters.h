#pragma once
#include <array>

namespace sendscape {

/// High needs block, commissioning, transport. Every field has a row in sim/parameters.cpp with its range, unit, source
/// and meaning; the default is the initialiser here.
struct AuthorityParameters {
    double income_growth = 0.03;  ///< a year
};

}  // namespace sendscape
