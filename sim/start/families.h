// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <vector>

#include "agents/families/families.h"
#include "agents/families/parameters.h"
#include "agents/pupils/pupils.h"
#include "maps/map.h"
#include "sim/core/draws.h"
#include "sim/core/parallel.h"
#include "sim/start/rolls.h"

namespace sendscape {

/// Groups the children of each zone into families of 1.8 on average (ONS families and households: of families with
/// dependent children 45% have one, 41% two, 14% more), siblings of different ages and often at one school, and gives
/// each a home within its zone. Children from `residents`; anyone after them in `pupils` is a family of their own in
/// the zone `later` says.
void make_families(const Map& map, const FamilyParameters& parameters, const StartResidents& residents,
                   const std::vector<ZoneId>& later, const Draws& draws, const Parallel& parallel, Pupils& pupils,
                   Families& families);

}  // namespace sendscape
