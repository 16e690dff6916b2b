// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>

#include "agents/authority/authorities.h"
#include "agents/plans/hazards.h"
#include "agents/plans/parameters.h"
#include "agents/pupils/pupils.h"
#include "sim/core/draws.h"

namespace sendscape {

// What is the same of an assessment that was under way before the start (earlier_assessments) and of a later one
// (assessment): what the panel decides, and when its stages fall.

constexpr double result_at = 0.8;   ///< of the whole time: week 16 of 20, decision whether to issue
constexpr int months_refused = 6;   ///< after which a fresh request can be made (CFA 2014 s36(3))
constexpr double most_weeks = 400;  ///< no process takes longer: assumption

/// What becomes of a request, drawn once: decided in the month it falls due, whatever else happens meanwhile.
enum class Decision : std::uint8_t { withdrawn, agreed, refused };
Decision decide(const Pupils& pupils, PupilId pupil, double leniency, const PlanParameters& parameters,
                const Draws& draws, Month month);

/// Log-odds that the panel agrees to a request for a child of an age and severity, for a panel of England's leniency.
double agreement_log_odds(const PlanParameters& parameters, RequestSource source, int age, float severity);

/// The panel's leniency beside England's; 0 where the authority has no row.
double leniency_of(const Authorities& authorities, AuthorityId authority);

/// Share of assessments that end with a plan.
double plan_given(const PlanParameters& parameters, const Practice& practice);

/// Weeks from the request to the plan, as they were drawn.
double weeks_of_process(const Pupils& pupils, PupilId pupil);

/// Packed month in which a stage so many weeks after the request falls, `now` at the earliest.
std::int16_t month_of(const Draws& draws, const Pupils& pupils, PupilId pupil, double weeks, std::int16_t now);

}  // namespace sendscape
