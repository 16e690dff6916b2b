// SPDX-License-Identifier: MIT
#pragma once
#include <vector>

#include "agents/schools/schools.h"
#include "maps/map.h"

namespace sendscape {

/// A school that leavers go on to, and the share of them who do.
struct FeederLink {
    SchoolId to;
    double share = 0;
};

/// By school, the schools its leavers go on to in the year group `ncy` in September, nearest first: an infant school's
/// junior schools, a first school's middle schools, a middle school's upper schools. The one the map names
/// (School::leads_to), else those state mainstream schools within 5 km that begin with that year where the first one
/// ends: near ones before others, one of another faith counting as 1.5 km farther, and so shared out that each has the
/// children that fill its year groups as far as there are so many (iterative proportional fitting of leavers and
/// intakes; those who find no room go elsewhere, which counts as 2.5 km away, so that a junior school's own infants
/// come before those who have none near). Whom that leaves go to those within 8 km that are not filled yet. The shares
/// of a school add up to 1, or to less where more leave than are taken. None for the others, and none at Reception and
/// Year 7, where everybody chooses afresh. No public table names these links: without the officer's own they are an
/// assumption.
std::vector<std::vector<FeederLink>> feeds(const Map& map, const Schools& schools, int ncy, Month september);

/// The same of every school for the year group after its last, between Reception and Year 11.
std::vector<std::vector<FeederLink>> all_feeds(const Map& map, const Schools& schools, Month september);

/// The school that one leaver goes on to, out of a number evenly drawn from 0 to 1; none if it seeks one like any
/// other.
SchoolId link_drawn(const std::vector<FeederLink>& links, double uniform);

/// By school, a school with a Reception that leads to it between Reception and Year 7: where a family with a child at a
/// junior school sends the next one. Of several the one that sends it the most children.
std::vector<SchoolId> fed_from(const Map& map, const Schools& schools, Month september);

}  // namespace sendscape
