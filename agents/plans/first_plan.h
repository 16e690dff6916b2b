// SPDX-License-Identifier: MIT
#pragma once
#include "agents/authority/authorities.h"
#include "agents/families/families.h"
#include "agents/plans/parameters.h"
#include "agents/pupils/pupils.h"
#include "agents/step.h"

namespace sendscape {

/// Need written into a new plan: SEN2's new-plan mix at the child's age, leaning to the need the child has.
/// `u` uniform in [0, 1).
Need need_of_new_plan(int age, Need underlying, Need recorded, double u);

/// How much likelier a special school is for a need than for the average plan of the age (SEN2 2025, share of each need
/// in special, over the mix of new plans).
double special_by_need(Need need);

/// How much likelier a place in a resourced provision or SEN unit is for a need than for the average plan in mainstream
/// (SEN2 2025, needs of academies' bases, 14,351 plans, over those of all 278,236 in mainstream; Down syndrome, then
/// part of 'other', as other).
double base_by_need(Need need);

/// Provision a new plan says is required: first placements by age and the authority's practice, special by need and
/// severity. `u` uniform.
RequiredProvision first_required(const PlanParameters& parameters, const Practice& practice, int age, int ncy,
                                 Need need, float severity, Setting now, double u);

/// Issues the final plan this month: provision, need, what is required, the parents' preference, and the events.
/// `weeks` from request; `years_grown` of the authority's trend have come on top of its requests. New plans for special
/// schools are as many in a year as they were while all new plans grew (9,384 in 2016, 10,270 in 2018; DfE SEN2): what
/// the trend adds goes elsewhere. Where the parents disagree they may appeal.
void issue_plan(Pupils& pupils, const Families& families, const Authorities& authorities, PupilId pupil, double weeks,
                double years_grown, const PlanParameters& parameters, const Step& step, std::vector<Event>& events);

/// Changes what provision is required, with its event; what was arranged for the old one no longer counts as waited
/// for.
void require(Pupils& pupils, PupilId pupil, RequiredProvision required, Month month, std::vector<Event>& events);

}  // namespace sendscape
