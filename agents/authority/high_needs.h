// SPDX-License-Identifier: MIT
#pragma once
#include <span>
#include <vector>

#include "agents/authority/authorities.h"
#include "agents/authority/parameters.h"
#include "agents/families/families.h"
#include "agents/loops.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/parameters.h"
#include "agents/schools/schools.h"
#include "agents/step.h"

namespace sendscape {

/// Authorities at the start: income by the funding formula (£80m for 60,000 pupils that are as England is: Dedicated
/// Schools Grant 2025-26), the deficit, panel leniency (spread between the authorities of a map of several; a
/// single authority is taken at England's), capital, and provision already ordered. An authority's own figures (income,
/// deficit, costs of a child) stand in the place of these as they are; its costs follow dated changes of the parameters
/// in proportion.
Authorities start_authorities(const Map& map, const Pupils& pupils, const Families& families, const Schools& schools,
                              const AuthorityParameters& parameters, const Draws& draws, Month start);

/// Monthly, after pay_for_children: services and interest, the month charged to the balance in whole pence, and what
/// children excluded this month take along.
void spend_month(const Step& step, const Pupils& pupils, Schools& schools, Authorities& authorities,
                 const AuthorityParameters& parameters, const SchoolParameters& school_parameters);

/// April: new income, last year's spend closed, deficit policies, and the panel tightened by a deficit larger than
/// England's of January 2026, at which published rates were measured, and loosened by a smaller one
/// (loops.money_panel). A safety-valve agreement pays its share of the deficit for a year that kept to its terms, and
/// tightens the panel. `by_formula`: by authority, income without past spending over income with it, gone to as
/// authority.formula_only says; empty: 1.
void set_high_needs_budgets(const Step& step, Authorities& authorities, const AuthorityParameters& parameters,
                            const LoopSwitches& loops, std::span<const double> by_formula = {});

/// What the formula gives each authority for its children as they are now, without its part for past spending, over
/// what it gives with it. 1 where it gives nothing.
std::vector<double> income_without_past_spending(const Map& map, const Pupils& pupils, const Families& families,
                                                 const AuthorityParameters& parameters);

/// October: the High Needs Stability Grant pays its share of the deficit at March 2026, once.
void pay_stability_grant(const Step& step, Authorities& authorities, const AuthorityParameters& parameters);

/// Deficit over the whole Dedicated Schools Grant, 0 without a deficit.
double deficit_of_dsg(const Authorities& authorities, AuthorityId authority, const AuthorityParameters& parameters);

/// How willing each authority is to pay independent fees: 1 at England's deficit of January 2026, less beyond it.
std::vector<double> independent_willingness(const Authorities& authorities, const AuthorityParameters& parameters,
                                            double per_percent, const LoopSwitches& loops);

}  // namespace sendscape
