// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <vector>

#include "agents/schools/schools.h"
#include "maps/map.h"
#include "sim/core/draws.h"
#include "sim/core/parallel.h"
#include "sim/start/published_plans.h"
#include "sim/start/year_groups.h"

namespace sendscape {

/// Children aged 2 to 18, one row each, ordered by home zone, then age, then school (without one last).
struct StartResidents {
    std::vector<ZoneId> zone;
    std::vector<std::int8_t> ncy;
    std::vector<SchoolId> school;
    std::vector<std::uint32_t> first_of_zone;  ///< zones + 1
};

/// Gives every pupil a home zone by gravity: near zones first, own authority first, no zone beyond its residents of
/// that age while there is room elsewhere. Where SEN2 tells how many of an authority's children are in special
/// schools, so many live in it, as far as schools lie in reach. Residents on no roll fill the remainder.
StartResidents house_residents(const Map& map, const YearGroups& groups, const PublishedPlans& published,
                               const Draws& draws, const Parallel& parallel);

/// Share of an age group that is on the roll of a school, England: nurseries, then all, then sixth forms (DfE schools,
/// pupils and their characteristics; participation of 16 to 18 year olds; rounded).
double share_on_roll(int age);

}  // namespace sendscape
