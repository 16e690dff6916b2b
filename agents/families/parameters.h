// SPDX-License-Identifier: MIT
#pragma once
#include <array>

#include "sim/core/setting.h"

namespace sendscape {

/// Choice, advocacy and word of mouth. Every field has a row in sim/parameters.cpp with its range, unit, source and
/// meaning; the default is the initialiser here.
struct FamilyParameters {
    double contagion = 0.2;  ///< log-odds of a parental request per tenfold rise in plans among contacts
    double usual_share_with_plan =
        0.09;                    ///< of families, those with a child with a plan: the level that counts as usual
    double forum_share = 0;      ///< of families of children with SEN, those in a local forum
    double forum_contacts = 6;   ///< other members that a member hears of there
    double worth_telling = 0.5;  ///< reputation among SEND families from which a school is spoken of
    double advocacy_sd = 0.5;
    double advocacy_per_decile = 0.05;  ///< by decile of deprivation, 1 most to 10 least

    /// Children a new home brings, by phase; early years are two year groups.
    std::array<double, phase_count> yield = by_phase<double>(
        {{Phase::early_years, 0.07}, {Phase::primary, 0.25}, {Phase::secondary, 0.15}, {Phase::post16, 0.03}});

    // utility of a school, in units of taste
    double distance_primary = 1.8;     ///< loss a kilometre
    double distance_secondary = 0.45;  ///< loss a kilometre
    double nearest = 0.8;              ///< the nearest school
    double attainment = 0.20;          ///< a standard deviation of published results
    double inspection = 0.10;          ///< a grade
    double reputation = 0.30;          ///< a standard deviation
    double inclusion = 0.60;           ///< ... of the reputation among families of children with SEND
    double discouraged = 0.80;         ///< loss at a school that discourages them
    double sibling = 4.0;              ///< an older child is there
    double feeder = 10.0;              ///< the school that the child's own leads to
    double faith = 1.2;                ///< faith school, family that seeks one
    double other_faith = 0.6;          ///< loss at a faith school for others
    double realism = 0.3;              ///< loss beyond last year's last distance admitted
    double taste_primary = 0.9;        ///< scale of what is particular to one family
    double taste_secondary = 1.0;
    double drift_primary = 0.36;    ///< of a school's draw a year, for good: standard deviation in units of taste
    double drift_secondary = 0.32;  ///< likewise
};

}  // namespace sendscape
