// SPDX-License-Identifier: MIT
#pragma once
#include <set>
#include <string>

#include "maps/map.h"

namespace sendscape {

/// The planning area a config names by name or code. Throws InputError with the nearest spelling; `where` is file:line.
AreaId find_area(const Map& map, const std::string& where, const std::string& near);

/// The zone where a school stands that a config puts near a planning area, by name or code (its fullest zone), or in a
/// small area of it, by code. Throws InputError: no such area, or none of its zones could have a school.
ZoneId find_site(const Map& map, const std::string& where, const std::string& near);

/// The zone of an area with the most children of school age; none without zones.
ZoneId fullest_zone(const Map& map, AreaId area, const std::set<ZoneId>& taken = {});

/// Children of school age of a zone.
std::int64_t school_age_children(const Zone& zone);

}  // namespace sendscape
