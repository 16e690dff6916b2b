// SPDX-License-Identifier: MIT
#pragma once
#include "agents/families/families.h"
#include "agents/families/parameters.h"
#include "agents/loops.h"
#include "agents/pupils/parameters.h"
#include "agents/pupils/pupils.h"
#include "agents/step.h"

namespace sendscape {

/// Families move house. Out of their authority at the published chance by age of a child with a plan (2.4% of plans a
/// year), others at a rate of their own; as many are expected to move in, like those who live there already and with
/// their plans (SEND Regulations 2014, regulation 15). Where the map is all of England they go to another authority.
/// Within their authority, some towards a school they have heard well of while the magnet loop is on. A pupil who
/// arrives, or lives out of reach, has no setting until one is found. Families without a child in secondary school come
/// and go by what sets their authority apart too (own_net_migration(), `doubt` of what is not known of it). School
/// counts are not touched: recount follows.
void move_families(const PupilParameters& pupil_parameters, const FamilyParameters& family_parameters,
                   const LoopSwitches& loops, double doubt, const Step& step, Pupils& pupils, Families& families);

/// Whether the map has no outside to move to or from: all of England's 153 authorities, or nearly.
bool has_no_outside(const Map& map);

}  // namespace sendscape
