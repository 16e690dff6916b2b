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

}  // namespace sendscape
