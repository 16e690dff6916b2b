// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <vector>

#include "agents/families/families.h"
#include "agents/pupils/pupils.h"
#include "maps/map.h"
#include "sim/core/draws.h"
#include "sim/core/parallel.h"

namespace sendscape {

/// Who talks to whom at the start: a sparse small world. Families know the parents of their youngest child's year at
/// school (two on either side in a ring of the year group), a neighbour of their own zone on either side, and one tie
/// in ten leads to anywhere (Watts and Strogatz). About six contacts each; ties are mutual. O(n log n), the same for
/// any number of threads. Size and shape: assumption. Throws Interrupted if somebody asks for a stop meanwhile.
Contacts make_contacts(const Families& families, const Pupils& pupils, const Draws& draws,
                       const Parallel& parallel = Parallel());

/// Members of the local SEND forums, one for each planning area: of the families marked in `has_child_with_sen`, each
/// by its own luck with a chance of `share`. A member hears of the next `contacts` members of its area, in a circle by
/// chance order. Families that are in none have no contacts here; with a share of 0 nobody has.
Contacts forum_contacts(const Families& families, const std::vector<std::uint8_t>& has_child_with_sen, const Map& map,
                        double share, std::size_t contacts, const Draws& draws);

/// Gives families that came since contacts of their own: other newcomers of their zone (their children are of an age)
/// and one older family anywhere. The older family does not gain a contact: rows are only appended.
void join_contacts(Contacts& contacts, const Families& families, const Draws& draws, Month month,
                   const Parallel& parallel = Parallel());

}  // namespace sendscape
