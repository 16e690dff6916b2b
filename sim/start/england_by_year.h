// SPDX-License-Identifier: MIT
#pragma once

namespace sendscape {

/// What SEN2 says of England in a calendar year (DfE, Education, health and care plans, releases of 2022 and 2026).
struct EnglandsYear {
    double requests;  ///< for an EHC needs assessment
    double refused;   ///< of them, a share
    double special;   ///< of new plans, the share that names a special school
};

constexpr int first_year_told = 2016, last_year_told = 2025;

/// A year that is not told is the nearest one that is.
const EnglandsYear& england_in(int year);

/// Growth of England's requests a year over the two years before a January, a logarithm; of fewer where no more are
/// told, 0 before all.
double growth_before(int january);

}  // namespace sendscape
