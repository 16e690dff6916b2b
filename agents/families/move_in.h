// SPDX-License-Identifier: MIT
#pragma once
#include <span>
#include <vector>

#include "agents/events.h"
#include "agents/families/arrivals.h"
#include "agents/families/families.h"
#include "agents/families/parameters.h"
#include "agents/pupils/pupils.h"
#include "agents/step.h"

namespace sendscape {

/// The rows that a family which arrives is to have, empty as yet: its children's stand one after another.
struct RowsOfArrival {
    FamilyId family;
    PupilId first_child;
    ZoneId zone;
    HomeFound home{};
};

/// Fills in the rows of a family that arrives, with a child like each of these; see arrive_like(). Nothing but these
/// rows is written to, so that families may be filled in at once.
void move_in(const FamilyParameters& parameters, const Step& step, const RowsOfArrival& rows,
             std::span<const PupilId> like, Pupils& pupils, Families& families, std::vector<Event>& events);

}  // namespace sendscape
