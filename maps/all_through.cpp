// SPDX-License-Identifier: MIT
#include "maps/all_through.h"

#include <algorithm>

#include "sim/core/calendar.h"

namespace sendscape {
namespace {
constexpr int year_11 = 11;
}  // namespace

double juniors_per_senior(const School& school) {
    constexpr double two_forms = 60, sixth_form_year = 0.5;  // of a senior year group: as elsewhere
    constexpr double fewest = 0.1, most = 4;                 // beyond these a number is a slip
    const bool all_through = school.setting == Setting::mainstream && school.phase == SchoolPhase::all_through &&
                             school.low_ncy < year_7 && school.high_ncy >= year_11;
    const double pupils = school.roll > 0 ? school.roll : school.capacity;
    if (!all_through || !(pupils > 0)) return 1;
    const double junior_years = year_7 - std::max<int>(school.low_ncy, reception);
    const double senior_years = year_11 - year_7 + 1 + sixth_form_year * std::max(0, school.high_ncy - year_11);
    const double evenly = pupils / (junior_years + senior_years);
    const bool told = school.pan > 0 && !school.is_filled(Filled::pan);
    const double junior = told ? school.pan : std::min(evenly, two_forms);
    const double senior = (pupils - junior * junior_years) / senior_years;
    return senior > 0 ? std::clamp(junior / senior, fewest, most) : 1;
}

}  // namespace sendscape
