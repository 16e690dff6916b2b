// SPDX-License-Identifier: MIT
#pragma once
#include "agents/families/families.h"
#include "agents/families/parameters.h"
#include "agents/loops.h"
#include "agents/placement/parameters.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/schools.h"
#include "maps/map.h"
#include "sim/core/draws.h"
#include "sim/core/parallel.h"

namespace sendscape {

/// What draws families to each state mainstream school beyond what the model sees of it (journey, faith, inspection,
/// results), read off the rolls at the start: the appeal with which each school can expect the intakes it has. Where
/// its capacity is known, more put it first the fuller it is, by a draw some more and some fewer, since a roll shows
/// whom a school has and not whom it turned away, and fewer put those first that take whom the full ones turn away; of
/// a secondary school whose capacity was filled in by rule nothing is known but the intake. Children who were given
/// their plan since they entered count as what they were then: without them a school of many plans would seem less
/// sought after than it is. Sets Schools::choice_constant, in units of utility. Selective schools draw twice as many as
/// they have places, of whom `qualifying` for each place pass and the nearest are admitted; the others fit the children
/// that leaves.
void find_choice_constants(const Map& map, const Draws& draws, const Pupils& pupils, const Families& families,
                           const FamilyParameters& parameters, double qualifying, const Parallel& parallel,
                           Schools& schools);

/// The same for the naming of schools in plans: the appeal with which naming by journey and size gives each school the
/// plans it holds at the start, as far as chance in small numbers lets them tell (drawn_ratio()), and schools that
/// object counted as seldom named. Sets Schools::appeal_to_plans and keeps the reputation of the day, so that only its
/// later change adds to the appeal.
void find_appeal_to_plans(const Map& map, const Draws& draws, const Pupils& pupils, const Families& families,
                          const PlacementParameters& parameters, const Parallel& parallel, Schools& schools);

}  // namespace sendscape
