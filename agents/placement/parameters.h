// SPDX-License-Identifier: MIT
#pragma once
#include <array>

namespace sendscape {

/// Which mainstream school an authority names in a plan: the one the family would have, the nearest that suits, or, of
/// those it would have, one with few plans for its size. Special schools and bases are named by travel under all three.
enum class NamingPolicy : unsigned char { preference, nearest, balanced };
constexpr int naming_policy_count = 3;

/// Consultation, naming and transfer. Every field has a row in sim/parameters.cpp with its range, unit, source and
/// meaning; the default is the initialiser here.
struct PlacementParameters {
    double over_number_ceiling = 1.25;        ///< most a special school's roll can reach, over its places
    double over_number_median = 1.12;         ///< the middle school's own ceiling, over its places
    double over_number_acceptance = 0.45;     ///< chance that a school just full takes one more; 0 at its ceiling
    double primary_share_all_through = 0.38;  ///< of an all-age special school's places, give or take a twentieth
    double reception_class = 0.064;       ///< of a special school's primary places, kept for those who enter Reception
    double year_7_to_special = 0.264;     ///< of mainstream and base holders in Year 6
    double reception_to_special = 0.30;   ///< of early-years holders whose plan names mainstream
    double transfer_to_base_kept = 0.85;  ///< of base holders at transfer who still need a base
    double year_7_to_base = 0.03;         ///< of mainstream holders in Year 6, those for special apart
    double reception_to_base = 0.055;     ///< of early-years holders whose plan names mainstream, special apart
    /// Of holders at an early-years setting for whom mainstream is named for Reception, those who stay there for that
    /// year: no child has to be at school before the term after its fifth birthday.
    double reception_deferred = 0.24;
    /// Of children who need a special school, the share for whom an independent or non-maintained one is named, at
    /// Reception to Year 11 (index NCY).
    std::array<double, 12> independent_share{0.13, 0.14, 0.20, 0.25, 0.30, 0.40, 0.46, 0.24, 0.50, 0.65, 0.75, 0.75};
    double independent_at_once = 0.4;         ///< part of that share named at once, room in state schools or not
    double independent_hazard = 0.015;        ///< monthly, in the first month of waiting
    double independent_hazard_growth = 0.01;  ///< added for each month waited
    double independent_hazard_most = 0.12;    ///< monthly
    double independent_willingness_per_deficit = 0.01;  ///< fall per 1% of DSG in deficit
    double base_substitutes = 0.2;  ///< of children requiring special, those whom a base suits when nothing has room
    double consultation_success = 0.25;  ///< monthly: a child without a setting whose plan names mainstream gets one
    double directed = 0.3;               ///< share of objecting mainstream schools that the authority directs to admit
    double distance_weight = 0.12;       ///< utility lost per minute of travel
    double reputation_weight = 0.25;     ///< utility per standard deviation of inclusion reputation
    double naming_policy = 0;            ///< NamingPolicy
    double plans_cap = 1;  ///< share of a mainstream school's roll with plans from which no more is named; 1: no cap
};

}  // namespace sendscape
