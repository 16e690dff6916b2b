#pragma once
#include <array>

namespace sendscape {

/// Educational psychology, therapies, CAMHS, MHST. Every field has a row in sim/parameters.cpp with its range, unit,
/// source and meaning; the default is the initialiser here. Arrays are by service: educational psychology, speech and
/// language, occupational therapy, CAMHS.
struct ServiceParameters {
    double ep_days_per_advice = 3;     ///< days
    double ep_per_10000 = 2.7;         ///< full-time equivalents per 10,000 pupils
    double ep_statutory_share = 0.65;  ///< of their time
    double ep_days_a_year = 190;
    double response = 0.5;  ///< change of supply per natural log of the queue over the usual one
    std::array<double, 4> capacity_scale{1, 1, 1, 1};
    std::array<double, 4> referrals{0, 0.03, 0.015, 0.03};  ///< a month, of children with the need most concerned
    std::array<double, 4> refused{0, 0.10, 0.15, 0.39};     ///< below the threshold
    std::array<double, 4> usual_weeks{6, 18, 18, 20};       ///< wait at the start
    std::array<double, 4> gives_up{0, 0.01, 0.01, 0.03};    ///< a month, of those waiting
    std::array<double, 4> months_seen{0, 6, 5, 8};          ///< mean length of a course of treatment
    double mhst_schools_2026 = 0.50;
    double mhst_full_year = 2030;
    double mhst_unevenness = 0.5;  ///< 0: every area alike; 1: coverage follows deprivation and chance of area
    double mhst_effect = 0.15;     ///< fewer CAMHS referrals in a covered school
};

}  // namespace sendscape
