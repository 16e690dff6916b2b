// SPDX-License-Identifier: MIT
#pragma once
#include <array>

namespace sendscape {

/// Population, needs and SEN Support. Every field has a row in sim/parameters.cpp with its range, unit, source and
/// meaning; the default is the initialiser here.
struct PupilParameters {
    double births_growth = 0;                  ///< a year
    double sen_support_entry_primary = 0.045;  ///< a year, children without SEN, to Year 6
    double sen_support_entry_secondary = 0.024;
    double sen_support_exit = 0.10;         ///< a year
    double sen_support_exit_year_7 = 0.13;  ///< once, in September of Year 7
    double support_recode = 0.04;           ///< of SEN Support labels, a year
    double identification_by_habit = 1.6;   ///< log change of entry and exit for a log unit of a school's habit
    double training_effect = 0.3;           ///< log change of entry and exit from training level 0 to 1
    double severity_growth = 0;             ///< logit a year, of needs as they arise
    double moves_scale = 1;                 ///< multiplies the published chance of moving with a plan
    double moves_without_plan = 0.01;       ///< of families without a plan, between authorities, a year
    double net_migration = 0.004;           ///< families gained, a year
    /// Families without a child in secondary school that boroughs of inner and outer London gain beside other
    /// authorities, a year.
    std::array<double, 2> net_migration_london{-0.029, -0.011};
    double moves_within = 0.03;   ///< of families, within their authority, a year
    double start_waiting = 0.04;  ///< of mainstream holders, for whom special is already required
    double start_independent_for_want = 0.2;
    double start_base_filled = 0.95;
};

}  // namespace sendscape
