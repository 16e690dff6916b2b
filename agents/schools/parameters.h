#pragma once
#include <array>

namespace sendscape {

/// Support, strain, ethos, reputation and school budgets. Every field has a row in sim/parameters.cpp with its range,
/// unit, source and meaning; the default is the initialiser here.
struct SchoolParameters {
    double ethos_reversion = 0.10;  ///< a year
};

}  // namespace sendscape
