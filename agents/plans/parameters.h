#pragma once
#include <array>

namespace sendscape {

/// EHC needs assessment, review and ending of plans. Every field has a row in sim/parameters.cpp with its range, unit,
/// source and meaning; the default is the initialiser here.
struct PlanParameters {
    double agree_school = 0.82;  ///< share of decided requests from schools
};

}  // namespace sendscape
