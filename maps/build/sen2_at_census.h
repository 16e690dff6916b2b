// SPDX-License-Identifier: MIT
#pragma once
#include <map>
#include <string>

#include "maps/map.h"
#include "maps/tables/quality.h"

namespace sendscape {

/// Gives the authorities of the area what SEN2 tables told of them up to the map's census (known_at): counts the
/// Januaries and years kept and names them, counts those of whom no plans are given, and adds the assumption made where
/// an authority's earliest January comes after the census.
void keep_known_sen2(const std::map<std::string, Sen2>& tables, Map& map, QualityTable& quality);

/// Adds to the map's assumptions which of its authorities start from SEN2, in what, and of which years, and what is not
/// anchored but starts from England's rates: every report says so. One sentence for all authorities of which the same
/// is true.
void say_what_is_anchored(Map& map);

}  // namespace sendscape
