#pragma once
#include <array>

namespace sendscape {

/// Choice, advocacy and word of mouth. Every field has a row in sim/parameters.cpp with its range, unit, source and
/// meaning; the default is the initialiser here.
struct FamilyParameters {
    double contagion = 0.2;  ///< log-odds of a parental request per tenfold rise in plans among contacts
};

}  // namespace sendscape
