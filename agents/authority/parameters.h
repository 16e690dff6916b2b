// SPDX-License-Identifier: MIT
#pragma once
#include <array>

#include "sim/core/need.h"

namespace sendscape {

/// One number for each recorded need.
constexpr std::array<double, need_count> every_need(double number) {
    std::array<double, need_count> numbers{};
    numbers.fill(number);
    return numbers;
}

/// High needs block, commissioning, transport. Every field has a row in sim/parameters.cpp with its range, unit, source
/// and meaning; the default is the initialiser here. Money in pounds a year unless said.
struct AuthorityParameters {
    // income and deficit
    double income_per_60000 = 80e6;      ///< high needs income of an authority of 60,000 pupils that is as England is
    double income_for_past_cost = 0.24;  ///< part of England's income paid for past spending
    double basic_entitlement = 4805;     ///< for each child in a special school, within that income
    double income_for_disadvantage =
        0.35;                        ///< part of the rest that follows free school meals; the other follows pupils
    double income_growth = 0.03;     ///< a year
    double formula_only = 0;         ///< of the way to a formula without past spending, gone each April
    double settlement_2028 = 0.29;   ///< step in April 2028: £3.5bn on England's £12bn
    double deficit_at_start = 30e6;  ///< of an authority of 60,000 pupils, January 2026
    double deficit_cancelled = 0;    ///< share of the deficit written off each April
    double stability_grant = 0.9;    ///< share of the deficit at March 2026 paid in October 2026
    double interest = 0.045;         ///< on the deficit, a year, borne by the general fund
    double safety_valve = 0;         ///< share of the deficit that an agreement pays off each April; 0: no agreement
    double safety_valve_overspend = 0.05;    ///< of income: a year that overspends by more is not paid for
    double safety_valve_panel = 0.2;         ///< log-odds by which the panel is tighter under an agreement
    double safety_valve_independent = 0.15;  ///< fall of readiness to pay independent fees under one
    double dsg_over_high_needs = 5;          ///< whole Dedicated Schools Grant over its high needs block
    double panel_spread = 0.75;              ///< standard deviation of authorities' leniency, log-odds
    double panel_per_deficit = 0.02;         ///< log-odds tighter for each 1% of DSG in deficit beyond England's
    // unit costs
    double mainstream_top_up = 7000;  ///< of usual need: every band moves with it
    double independent_mainstream = 17300;
    double base_top_up = 8000;
    // Bands: times the top-up of the setting, by recorded need.
    std::array<double, need_count> mainstream_band = every_need(1.0);
    std::array<double, need_count> base_band = every_need(1.0);
    std::array<double, need_count> special_band = every_need(1.0);
    double base_place_filled = 6000;
    double base_place_empty = 10000;
    double special_place = 10000;
    double special_top_up = 14000;
    double independent_special = 64000;
    double alternative = 20000;
    double alternative_by_place = 0;  ///< 1: alternative provision has place funding as special schools do
    double further_education = 14000;
    double eotas = 30000;
    double services_per_pupil = 150;
    double import_export = 6000;
    // transport
    double transport_fixed = 3500;      ///< per pupil transported
    double transport_taken_up = 0.8;    ///< of children owed it; other parents drive
    double transport_per_minute = 270;  ///< per minute of the journey
    double transport_most = 25000;
    double cannot_walk_special = 0.4;  ///< share who cannot reasonably walk: special settings
    double cannot_walk_base = 0.2;
    double cannot_walk_mainstream = 0.02;
    double beyond_walking_mainstream =
        0.5;                         ///< of mainstream plan-holders beyond walking distance, at nearest suitable
    double transport_post16 = 0.10;  ///< of plan-holders in further education
    // commissioning
    double capital_per_pupil = 82;  ///< a year: £740m over 9.03m pupils
    double cost_base_place = 35000;
    double cost_expansion_place = 62000;
    double cost_new_place = 90000;
    double lead_base = 12;  ///< months
    double lead_expansion = 24;
    double lead_new_special = 48;
    double headroom = 0.03;           ///< places above forecast
    double base_share = 0.25;         ///< of the gap in special places met with base places
    double independent_bought = 0;    ///< of the gap left to independent schools
    double target_special_share = 0;  ///< of plans at 5 to 15 in special schools; 0 none
    double funding_certainty = 1;     ///< years of settlement known ahead
    double pipeline_at_start = 0.05;  ///< of special places, opening in each of the first two Septembers
};

}  // namespace sendscape
