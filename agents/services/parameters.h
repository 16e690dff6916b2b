// SPDX-License-Identifier: MIT
#pragma once
#include <array>

#include "agents/service_table.h"

namespace sendscape {

/// External services. Every field has a row in sim/parameters.cpp with its range, unit, source and meaning; the default
/// is the initialiser here. Arrays are by service, in the order of service_table and with its numbers.
struct ServiceParameters {
    double ep_days_per_advice = 3;     ///< days
    double ep_per_10000 = 2.7;         ///< full-time equivalents per 10,000 pupils
    double ep_statutory_share = 0.65;  ///< of their time
    double ep_days_a_year = 190;
    double response = 0.5;  ///< change of supply per natural log of the queue over the usual one
    std::array<double, service_count> capacity_scale = of_each_service(1.0);
    std::array<double, service_count> referrals = of_each_service(&ServiceRow::referrals);
    std::array<double, service_count> refused = of_each_service(&ServiceRow::refused);
    std::array<double, service_count> usual_weeks = of_each_service(&ServiceRow::usual_weeks);
    std::array<double, service_count> gives_up = of_each_service(&ServiceRow::gives_up);
    std::array<double, service_count> months_seen = of_each_service(&ServiceRow::months_seen);
    double mhst_schools_2026 = 0.50;
    double mhst_full_year = 2030;
    double mhst_unevenness = 0.5;  ///< 0: every area alike; 1: coverage follows deprivation and chance of area
    double mhst_effect = 0.15;     ///< fewer referrals in a covered school, of services whose work the teams share
};

}  // namespace sendscape
