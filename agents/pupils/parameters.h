#pragma once
#include <array>

namespace sendscape {

/// Population, needs and SEN Support. Every field has a row in sim/parameters.cpp with its range, unit, source and
/// meaning; the default is the initialiser here.
struct PupilParameters {
    double births_growth = 0;  ///< a year
};

}  // namespace sendscape
