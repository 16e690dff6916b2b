// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstddef>

namespace sendscape {

constexpr std::size_t plan_ages = 24;  ///< rows of tables by age: 2 to 25

/// EHC needs assessment, review and ending of plans. Every field has a row in sim/parameters.cpp with its range, unit,
/// source and meaning; the default is the initialiser here.
struct PlanParameters {
    /// Smooth base by age on 31 August; anticipation of transfers comes on top. Fitted so that joiners by cohort
    /// between January 2025 and January 2026 are SEN2's; at two those asked for under three alone (decision 28).
    std::array<double, plan_ages> requests_per_1000{4.9,  24.6, 15.4, 20,  18,  17.2, 19.4, 18.5, 24.1, 9.3, 16.9, 15.3,
                                                    12.9, 9.9,  4.1,  1.5, 0.8, 0.4,  0.2,  0.1,  0.1,  0,   0,    0};
    double anticipation_reception = 1.9;
    double anticipation_year_7 = 1.35;
    double after_transfer = 0.9;  ///< Years 7 and 8
    double august = 0.5;
    double requests_scale = 1;        ///< on the requests of every age
    double growth = 0;                ///< of need and of propensity to request together, a year
    double trend_kept = 0.7;          ///< part of the published growth of requests that goes on into the next year
    double requests_kept = 0.82;      ///< of how far an authority's requests are from England's, a year
    double refusals_kept = 0.75;      ///< ... its panel's leniency
    double first_special_kept = 0.9;  ///< ... the odds that its new plans name a special school
    double practice_doubt = 1;        ///< scale on how far an authority's coming years differ from its last one
    double assumptions_doubt = 1;     ///< scale on how far replicates move what public data cannot tell
    double start_asking = 1.0;        ///< log of a school's requests per log of its plans over expected at the start
    double drift_of_schools = 0.16;   ///< of what a school draws of plans, a year, for good: log standard deviation
    double requests_by_ethos = 0.25;  ///< log of school requests per standard deviation of inclusion ethos
    double unmet_elasticity = 0.3;
    double advocacy_on_requests = 0.3;  ///< log-odds of a parental request per unit of advocacy
    double sen_support_odds = 30;       ///< request hazard on SEN Support over that of a child with no need
    double underlying_need_odds = 8;    ///< ... with an underlying need and no SEN Support
    double delayed_requests = 0.7;      ///< school requests while a school delays assessments, over usual
    double parent_share = 0.34;         ///< of requests of known source
    double agree_school = 0.82;         ///< share of decided requests from schools
    double agree_parent = 0.47;
    double agree_other = 0.77;
    double agree_severity = 1.5;  ///< log-odds per unit of severity above 0.5
    double panel_threshold = 0;   ///< severity below which the panel refuses, whatever the evidence
    double withdrawn = 0.01;
    double plan_given_assessment = 0.935;
    double weeks_median = 21.4;
    double weeks_sigma = 0.69;
    double advice_weeks = 7.5;  ///< median of what follows the psychologist's advice
    double case_sigma = 0.65;
    double mediation_share = 0.26;            ///< of refusals
    double mediation_overturned = 0.10;       ///< of mediations
    double refusal_appeal_share = 0.15;       ///< of refusals
    double refusal_appeal_overturned = 0.70;  ///< of appeals
    double first_special_scale = 1;
    double to_special_scale = 0.9;
    double second_year = 1.6;
    double from_special = 0.02;  ///< a year
    double elsewhere_scale = 1;
    double ended_scale = 1;          ///< under 16
    double ended_scale_from_16 = 1;  ///< from Year 12 on
    double ends_at_transition = 0;   ///< of plans for mainstream, those that end at the moves to Years 3, 7 and 12
    double recode_slcn = 0.07;
    double recode_to_semh = 0.02;
    double prefers_special_primary = 0.55;
    double prefers_special_secondary = 0.70;
    double appeals_per_decision = 0.066;
    double appeal_lag_months = 11;
    double appeal_withdrawn_or_conceded = 0.33;
    double appeal_parents_choice = 0.456;  ///< of placement appeals decided: 31 of 68
    double appeal_agreed = 0.353;          ///< 24 of 68
};

}  // namespace sendscape
