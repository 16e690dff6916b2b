// SPDX-License-Identifier: MIT
#include "agents/schools/year_places.h"

#include <algorithm>

#include "sim/core/calendar.h"

namespace sendscape {
namespace {

/// Both years of a sixth form hold about as many as one year below it (assumption).
constexpr int sixth_form_years = 1;

/// Of an all-through school's capacity, what is left of its junior years for each senior one.
std::int32_t senior_share(const School& place, std::int32_t pan, std::int32_t capacity) {
    const int junior = year_7 - std::max<int>(place.low_ncy, reception);
    const int senior = std::min<int>(place.high_ncy, last_ncy_of_school_age) - year_7 + 1 +
                       (place.high_ncy > last_ncy_of_school_age ? sixth_form_years : 0);
    return std::max(0, capacity - pan * junior) / senior;
}

}  // namespace

std::int32_t year_places(const Map& map, const Schools& schools, SchoolId s, int ncy) {
    const School& place = map.school(s);
    const int years = std::max(
        1, std::min<int>(place.high_ncy, last_ncy_of_school_age) - std::max<int>(place.low_ncy, reception) + 1);
    const std::int32_t share = schools.capacity[s] / years;
    if (schools.pan[s] < 0) return ncy == std::max<int>(place.low_ncy, reception) ? 0 : share;  // closed to entry
    if (schools.pan[s] == 0) return share;
    // One number covers entry at the bottom; an all-through school's senior years follow its capacity.
    const bool all_through_senior = ncy >= year_7 && place.low_ncy < year_7 && place.high_ncy >= year_7;
    if (all_through_senior) return std::max(schools.pan[s], senior_share(place, schools.pan[s], schools.capacity[s]));
    // A number that is lowered binds the year of entry only (School Admissions Code 2021, 1.2): classes above it were
    // made for the number they were admitted under.
    return ncy > std::max<int>(place.low_ncy, reception) ? std::max(schools.pan[s], place.pan) : schools.pan[s];
}

}  // namespace sendscape
