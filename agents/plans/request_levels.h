// SPDX-License-Identifier: MIT
#pragma once
#include "agents/authority/authorities.h"
#include "agents/families/families.h"
#include "agents/pupils/pupils.h"
#include "maps/map.h"

namespace sendscape {

/// Sets what an authority's requests are to England's at each age from its plans at the start: an authority with more
/// plans than its children's ages explain goes on having more requested. Shrunk to 1 where children are few.
void start_request_levels(Authorities& authorities, const Pupils& pupils, const Families& families, const Map& map,
                          double englands = 1);

}  // namespace sendscape
