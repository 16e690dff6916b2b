// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <map>
#include <string>

#include "maps/map.h"
#include "maps/tables/quality.h"

namespace sendscape {

/// What is left of SEN2's bands of age where a cell is no number or a wrong one.
enum class AgeBands : std::uint8_t { add_up, one_made_up, left_out };
/// Bands that do not add up to the total (within 2%) must not bend the ages of all plans: the one band that is missing
/// is what the others leave of the total, and any other bands are left out, so that England's ages stand.
AgeBands settle_age_bands(PlansMaintained& plans);

/// Gives the authorities of the area what SEN2 tables told of them up to the map's census (known_at): counts the
/// Januaries and years kept and names them, counts those of whom no plans are given, and adds the assumption made where
/// an authority's earliest January comes after the census.
void keep_known_sen2(const std::map<std::string, Sen2>& tables, Map& map, QualityTable& quality);

/// Adds to the map's assumptions which of its authorities start from SEN2, in what, and of which years, and what is not
/// anchored but starts from England's rates: every report says so. One sentence for all authorities of which the same
/// is true.
void say_what_is_anchored(Map& map);

}  // namespace sendscape
