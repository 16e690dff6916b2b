// SPDX-License-Identifier: MIT
#pragma once
#include "agents/authority/authorities.h"
#include "agents/families/families.h"
#include "agents/pupils/pupils.h"
#include "maps/map.h"

namespace sendscape {

/// Sets at what ages each authority has children asked for (Practice::asks_at): new plans of the last two years by band
/// of age, where its SEN2 tells them, over what England's rates of those years would give for its children. Some
/// authorities find early what others find at eleven, and that lasts for years; how much of it is kept was derived from
/// new plans of 2014 to 2018 (DfE, Education, health and care plans, release of 2022).
void find_ages_of_requests(const Map& map, const Pupils& pupils, const Families& families, Authorities& authorities);

}  // namespace sendscape
