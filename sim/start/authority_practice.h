// SPDX-License-Identifier: MIT
#pragma once
#include "agents/authority/authorities.h"
#include "agents/families/families.h"
#include "agents/pupils/pupils.h"
#include "agents/services/parameters.h"
#include "agents/services/services.h"
#include "maps/map.h"

namespace sendscape {

/// Where each authority is used to educating children beside state schools, read off the plans its residents of school
/// age hold at the start against England's at the same ages: one with thirteen children in independent schools where
/// England has sixty does not pay for thirty more within a year. Few plans tell little: each ratio is drawn towards
/// England's of the census as far as authorities differ. Flows are those of 2025 and 2026; before, England had fewer in
/// some settings (a third as many educated otherwise than at school in 2019), and the ratios say so. How many are in
/// state special schools is left out, since places decide it. Sets Authorities::practice.
void find_practice(const Map& map, const Pupils& pupils, const Families& families, Authorities& authorities);

/// Gives the psychologists of an authority that has told the days they work in a year just those, whatever SEN2 tells.
void take_own_ep_days(const Map& map, const Services& services, const ServiceParameters& parameters,
                      Authorities& authorities);

}  // namespace sendscape
