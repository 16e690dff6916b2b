// SPDX-License-Identifier: MIT
#pragma once
#include "agents/families/families.h"
#include "agents/pupils/pupils.h"
#include "agents/step.h"

namespace sendscape {

/// Of the children of an authority in its primary years, the share who go on to secondary schools of the map: those of
/// secondary age that live there over those of primary age, England's own profile by births taken out. Below 1 where a
/// halo of 8 km holds villages and not the town whose secondary school their children go to, and where an authority's
/// secondary schools hold fewer pupils than its primary schools send on. 1 in the area where its residents do not
/// follow rolls: by England's profile of ages, which is not that of births, some would leave every year.
double share_going_on_within(const Map& map, AuthorityId authority);

/// February, before schools are named and offered: children in Year 6 who will go on to a secondary school beyond the
/// map leave it, but for the area's with plans. Without it they would all turn to the area's schools.
void go_on_beyond_the_map(const Step& step, const Families& families, Pupils& pupils);

}  // namespace sendscape
