// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <set>
#include <vector>

#include "maps/map.h"
#include "sim/core/parallel.h"
#include "sim/scenario/entries.h"

namespace sendscape {

/// The map of a scenario: a copy with the dormant sites an authority may build on (URN from 900,000) and then the
/// schools that openings bring (URN theirs, else from 901,000) appended, travel to them included. Throws InputError for
/// an unknown URN or area.
Map prepare_map(const Map& map, const std::vector<ProvisionChange>& provision, const Parallel& parallel);

/// Sites a prepared map gives the openings, by their order: the same whenever it is asked.
std::vector<SchoolId> sites_of(const Map& prepared_map, const std::vector<ProvisionChange>& provision);

/// URNs of the schools the openings bring, by opening: those given, the others numbered; 0 of other openings.
std::vector<std::uint32_t> new_urns(const std::vector<ProvisionChange>& provision);
/// The school an opening brings. Throws InputError where its area is unknown or has no zone.
School opened_school(const Map& map, const ProvisionChange& change, std::uint32_t urn);
/// The site of one opening, `urn` being that of the school it brings or is at. `taken`: hosts that bases have found
/// already; this one is added. Throws InputError where there is none.
SchoolId site_of(const Map& prepared_map, const ProvisionChange& change, std::uint32_t urn, std::set<SchoolId>& taken);

}  // namespace sendscape
