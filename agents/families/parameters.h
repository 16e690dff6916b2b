#pragma once
#include <array>

namespace sendscape {

/// Choice, advocacy and word of mouth. Every field has a row in sim/parameters.cpp with its range, unit, source and
/// meaning; the default is the initialiser here.
struct FamilyParameters {
    double contagion = 0.2;  ///< log-odds of a parental request per tenfold rise in plans among contacts
    double usual_share_with_plan =
        0.09;                    ///< of families, those with a child with a plan: the level that counts as usual
    double worth_telling = 0.5;  ///< reputation among SEND families from which a school is spoken of
    double advocacy_sd = 0.5;
    double advocacy_per_decile = 0.05;  ///< by decile of deprivation, 1 most to 10 least
};

}  // namespace sendscape
