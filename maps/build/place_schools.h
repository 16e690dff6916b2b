// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "maps/build/zone_rules.h"
#include "maps/tables/quality.h"
#include "maps/tables/school_tables.h"

namespace sendscape {

using SchoolRecords = std::map<std::uint32_t, SchoolRecord>;

/// Gives every school an authority that there is: of one that has ended the only successor, else its district's, else
/// that of the nearest school of a successor; where no table names any, that of the nearest school, or the one that was
/// asked for (`chosen`) where no school's is known. What none of this tells is left out and counted. InputError where
/// most schools of a table stand away from their authority and among its schools with easting and northing exchanged.
/// Returns how many schools were left out that may be in an authority, by its code.
std::map<std::string, int> settle_authorities(SchoolRecords& records, const std::set<std::string>& chosen,
                                              QualityTable& quality);

struct SchoolPlaces {
    std::vector<PlacedSchool> known;        ///< where tables say that a school stands
    std::map<std::uint32_t, bool> by_rule;  ///< URNs of the others; true: at the centre of a postcode district
};

/// Gives every school coordinates. None of the area (`chosen`, or `all`) is dropped for want of them: it stands at the
/// roll-weighted centre of the schools of its postcode district in its authority; where no postcode is known either,
/// beside one of the schools of its kind in its authority, spread from west to east. Of another
/// authority none of whose schools has coordinates nothing tells whether it is near: its schools are left out and
/// counted. InputError where no school of the tables, or of an authority of the area, has any.
SchoolPlaces place_schools(SchoolRecords& records, const std::set<std::string>& chosen, bool all,
                           QualityTable& quality);

}  // namespace sendscape
