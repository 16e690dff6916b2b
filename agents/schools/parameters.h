// SPDX-License-Identifier: MIT
#pragma once
#include <array>

#include "agents/schools/responses.h"

namespace sendscape {

/// What rates "per 100 pupils" or "a year per 100" are divided by.
constexpr double per_hundred = 100;

/// Support, strain, ethos, reputation and school budgets. Every field has a row in sim/parameters.cpp with its range,
/// unit, source and meaning; the default is the initialiser here.
struct SchoolParameters {
    // ethos and reputation, a year
    double ethos_reversion = 0.10;     ///< a year
    double ethos_drift = -0.05;        ///< standard deviations a year for one standard deviation of strain
    double ethos_noise = 0.10;         ///< standard deviations a year, whatever the head
    double head_turnover = 0.10;       ///< share of schools a year
    double head_shock = 0.3;           ///< standard deviation of the change a new head brings
    double handed_on_by_ethos = 0.25;  ///< log of the chance of special at reviews, per standard deviation less ethos
    double reputation_speed = 0.30;    ///< share of the way reputation goes to what a school does, a year
    double said_of_base = 0.3;         ///< standard deviations that a base adds, among families of children with SEND
    double flight = 0.03;              ///< loss of reputation among others per standard deviation of plan share

    // hours
    double plan_hours = 16;           ///< weekly, severity 0
    double plan_hours_severity = 10;  ///< more at severity 1
    double support_hours = 2;         ///< weekly, SEN Support at severity 0
    double support_hours_severity = 6;
    double unidentified_share = 0.3;   ///< of SEN Support's hours that a need nobody has recorded takes
    double service_hours = 0.08;       ///< share of hours a service saves when it comes and costs while awaited
    double hourly_cost = 17;           ///< pounds, on-costs included
    double gaps_covered = 1;           ///< of the hours an awaited service would save, those the school finds itself
    double early_help = 0;             ///< share of disadvantaged children's hours that family services take over
    double outreach = 0;               ///< share of special schools' hours that they give to mainstream schools
    double outreach_worth = 1.5;       ///< hours of its own that an hour of outreach saves a mainstream school
    double pooled = 0;                 ///< share of notional SEN budgets that an area's schools share by need
    double unmet_decay = 0.08;         ///< a month
    double strain_smoothing = 0.15;    ///< a month
    double training = 0.5;             ///< of SENCOs and staff, that schools aim at; all start at 0.5
    double training_effect = 0.10;     ///< more effective hours, untrained to fully trained
    double special_coverage = 0.95;    ///< hours supplied over required in a special school at its number
    double response_threshold = 0.20;  ///< strain at which the mildest response begins
    double response_step = 0.06;       ///< more strain for each harsher response
    double response_ethos = 0.25;      ///< share by which thresholds of deflecting rise per deviation of ethos
    /// Times the strain at which each response begins, in the order of SchoolResponse.
    std::array<double, school_response_count> response_at = every_response(1.0);
    double cut_interventions = 0.90;    ///< coverage of SEN Support that is left
    double cut_support_staff = 0.95;    ///< coverage of plans that is left
    double part_time_monthly = 0.01;    ///< of children with SEN in a school that does it
    double off_roll_monthly = 0.01;     ///< of children with SEN in Years 9 to 11 in a school that does it
    double exclusion_strain = 2.0;      ///< times published rates in a school that answers strain by excluding
    double suspensions_none = 7.6;      ///< a year per 100 pupils without SEN
    double suspensions_support = 28;    ///< ... on SEN Support
    double suspensions_plan = 25;       ///< ... with a plan
    double exclusions_none = 0.08;      ///< a year per 100 pupils without SEN
    double exclusions_support = 0.39;   ///< ... on SEN Support
    double exclusions_plan = 0.26;      ///< ... with a plan
    double home_education = 0.4;        ///< children without plans leaving for home education, a year per 100
    double home_education_return = 30;  ///< coming back, a year per 100 of those at home
    double ap_return = 0.04;            ///< children without plans going back to a school from AP, a month

    // money
    double core_primary = 5300;       ///< pounds a year for each pupil
    double core_secondary = 6900;     ///< pounds a year for each pupil
    double core_uplift = 0;           ///< share added to every core budget
    double notional_primary = 0.115;  ///< share of the core budget
    double notional_secondary = 0.10;
    double notional_fsm = 1.2;      ///< how the notional share rises with disadvantage
    double notional_spent = 0.92;   ///< share of the notional budget that is spent on SEN
    double ring_fence = 0;          ///< 1: all of it is, and reported on
    double plan_threshold = 6000;   ///< pounds a school finds before top-up
    double top_up_adequacy = 0.93;  ///< of the cost over the threshold that top-up pays
    double targeted_above = 100;    ///< plans per 100 pupils above which an authority adds targeted funding
    double targeted_amount = 6000;  ///< pounds for each plan above it
    double lagged_funding = 1;      ///< 0: budgets follow October's roll at once, not the April after
    double inclusion_fund = 0;      ///< pounds a year for each pupil, from government, spent on SEN
    double reserve_start = 0.07;    ///< of the core budget
    double reserve_in_reach = 0.5;  ///< share of its reserve that a school that spends reserves counts on this year
    double reserve_margin = 0.01;   ///< of the core budget saved a year without strain
    double reserve_strain = 0.03;   ///< of the core budget lost a year at strain 1

    // magnet measure
    double overdispersion = 1.3;  ///< variance ratio by which the funnel's limits are widened
};

}  // namespace sendscape
