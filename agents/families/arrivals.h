// SPDX-License-Identifier: MIT
#pragma once
#include <span>

#include "agents/families/families.h"
#include "agents/families/parameters.h"
#include "agents/pupils/pupils.h"
#include "agents/step.h"

namespace sendscape {

/// What sort of home a family that arrives has found: the cause of its children's `moved_in` events.
enum class HomeFound : std::uint8_t { standing, newly_built };

/// Takes a pupil of school age off the roll it cannot reach any more; others keep the kind of setting they had.
void seek_setting(PupilId pupil, Pupils& pupils);

/// A new family settles in a zone, its children like those of another family, with their plans (SEND Regulations 2014,
/// regulation 15). They have no school until one is found.
FamilyId arrive_like(const FamilyParameters& parameters, const Step& step, std::span<const PupilId> like, ZoneId zone,
                     HomeFound home, Pupils& pupils, Families& families);

}  // namespace sendscape
