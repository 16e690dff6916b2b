#pragma once
#include <array>

namespace sendscape {

/// Consultation, naming and transfer. Every field has a row in sim/parameters.cpp with its range, unit, source and
/// meaning; the default is the initialiser here.
struct PlacementParameters {
    double over_number_ceiling = 1.25;  ///< places
};

}  // namespace sendscape
