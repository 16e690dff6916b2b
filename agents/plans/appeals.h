// SPDX-License-Identifier: MIT
#pragma once
#include "agents/families/families.h"
#include "agents/plans/parameters.h"
#include "agents/plans/plan_codes.h"
#include "agents/pupils/pupils.h"
#include "agents/step.h"

namespace sendscape {

/// By how much the log of a family's chance to dispute a decision, by mediation or appeal, rises for each unit of its
/// advocacy: assumption.
constexpr double disputes_by_advocacy = 0.5;

/// Decisions that carry a right of appeal (CFA 2014 s51) and are modelled with one.
enum class AppealOf : std::uint8_t { first_plan, review };

/// After a final plan or a review: the family may appeal, likelier where it prefers special and is not in it, and the
/// more advocacy it has. At most one appeal is in hand.
void consider_appeal(Pupils& pupils, const Families& families, PupilId pupil, AppealOf decision,
                     const PlanParameters& parameters, const Step& step, std::vector<Event>& events);

/// Lodges an appeal now: due after the tribunal's lag.
void lodge_appeal(Pupils& pupils, PupilId pupil, AppealKind kind, const PlanParameters& parameters, const Step& step,
                  std::vector<Event>& events);

/// Appeals whose month has come: withdrawn, conceded or decided. Won over the setting: special is required from the
/// month of the appeal on, so that the child comes first of those waiting. Won over a refusal: the assessment begins.
void decide_appeals(Pupils& pupils, const PlanParameters& parameters, bool queue_for_advice, const Step& step);

}  // namespace sendscape
