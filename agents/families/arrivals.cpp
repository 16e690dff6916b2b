// SPDX-License-Identifier: MIT
#include "agents/families/arrivals.h"

#include "agents/families/move_in.h"
#include "agents/schools/schools.h"

namespace sendscape {

void seek_setting(PupilId p, Pupils& pupils) {
    const bool was_in_school = pupils.school[p].exists();
    pupils.school[p] = SchoolId{};
    pupils.next_school[p] = SchoolId{};
    pupils.next_setting[p] = Setting::gone;
    pupils.journey[p] = 0;
    const int ncy = pupils.ncy[p];
    if (ncy < reception)
        pupils.setting[p] = was_in_school ? Setting::early_years : pupils.setting[p];
    else if (ncy <= last_ncy_of_school_age)
        pupils.setting[p] = was_in_school ? Setting::awaiting : pupils.setting[p];
    else if (was_in_school)
        pupils.setting[p] =
            pupils.required[p] == RequiredProvision::special ? Setting::specialist_post16 : Setting::further_education;
}

FamilyId arrive_like(const FamilyParameters& parameters, const Step& step, std::span<const PupilId> like, ZoneId zone,
                     HomeFound home, Pupils& pupils, Families& families) {
    const FamilyId family = families.append();
    const PupilId first = pupils.append(like.size());
    std::vector<Event> events;
    move_in(parameters, step, {family, first, zone, home}, like, pupils, families, events);
    for (const Event& event : events) step.events.add(event);
    return family;
}

}  // namespace sendscape
