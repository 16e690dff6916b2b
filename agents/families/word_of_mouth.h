// SPDX-License-Identifier: MIT
#pragma once
#include "agents/families/families.h"
#include "agents/families/parameters.h"
#include "agents/loops.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/schools.h"
#include "agents/step.h"

namespace sendscape {

/// Once a term families hear from their contacts: what share of them has a child with a plan, and which mainstream
/// school those with a child with SEND speak best of (only while the magnet loop is on; without it nothing is heard).
/// Members of a local SEND forum hear from other members too.
/// Newcomers must have joined the network (join_contacts).
void hear_from_contacts(Families& families, const Contacts& contacts, const Pupils& pupils, const Schools& schools,
                        const FamilyParameters& parameters, const LoopSwitches& loops, const Step& step);

/// Share of contacts with a plan as a family feels it: what it knows of its six or so contacts is shrunk half-way to
/// the going share, so that a family whose contacts have none still has heard of plans.
double felt_share(const FamilyParameters& parameters, float contacts_with_plan);

}  // namespace sendscape
