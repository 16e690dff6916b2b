// SPDX-License-Identifier: MIT
#pragma once
#include "agents/authority/authorities.h"
#include "agents/families/families.h"
#include "agents/pupils/pupils.h"
#include "maps/map.h"

namespace sendscape {

/// Where each authority is used to educating children beside state schools, read off the plans its residents of school
/// age hold at the start against England's at the same ages: one with thirteen children in independent schools where
/// England has sixty does not pay for thirty more within a year. Few plans tell little: each ratio is drawn towards 1
/// as far as authorities differ. How many are in state special schools is left out, since places decide it. Sets
/// Authorities::practice.
void find_practice(const Map& map, const Pupils& pupils, const Families& families, Authorities& authorities);

}  // namespace sendscape
