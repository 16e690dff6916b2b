// SPDX-License-Identifier: MIT
#pragma once
#include "agents/families/families.h"
#include "agents/families/parameters.h"
#include "maps/map.h"
#include "sim/core/draws.h"

namespace sendscape {

/// Puts a family at home in a zone: a point within its radius, its deprivation, and how forcefully the family asks
/// (less where deprivation is high).
void settle(const Map& map, const FamilyParameters& parameters, FamilyId family, ZoneId zone, const Draws& draws,
            Month month, Families& families);

/// Moves a family's home and leaves its advocacy and what it has heard as they are.
void rehouse(const Map& map, FamilyId family, ZoneId zone, const Draws& draws, Month month, Families& families);

}  // namespace sendscape
