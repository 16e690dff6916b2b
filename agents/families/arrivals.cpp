// SPDX-License-Identifier: MIT
#include "agents/families/arrivals.h"

#include "agents/families/homes.h"
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
    settle(step.map, parameters, family, zone, step.draws, step.month, families);
    for (const PupilId model : like) {
        // One who leaves this month is still a pattern for one who comes, but no longer in a setting.
        const PupilId p = pupils.append();
        const bool gone = !pupils.present(model);
        pupils.family[p] = family;
        pupils.ncy[p] = pupils.ncy[model];
        pupils.birth_month[p] = pupils.birth_month[model];
        pupils.girl[p] = pupils.girl[model];
        pupils.disadvantaged[p] = pupils.disadvantaged[model];
        pupils.looked_after[p] = pupils.looked_after[model];
        pupils.faith[p] = pupils.faith[model];
        pupils.underlying[p] = pupils.underlying[model];
        pupils.severity[p] = pupils.severity[model];
        pupils.onset_ncy[p] = pupils.onset_ncy[model];
        pupils.recorded[p] = pupils.recorded[model];
        pupils.provision[p] = pupils.provision[model];
        pupils.plan_since[p] = pupils.plan_since[model];
        pupils.required[p] = pupils.required[model];
        pupils.prefers_special[p] = pupils.prefers_special[model];
        pupils.attainment[p] = pupils.attainment[model];
        const int ncy = pupils.ncy[p];
        pupils.setting[p] = !gone                           ? pupils.setting[model]
                            : ncy < reception               ? Setting::early_years
                            : ncy <= last_ncy_of_school_age ? Setting::awaiting
                                                            : Setting::further_education;
        pupils.school[p] = gone ? SchoolId{} : pupils.school[model];
        seek_setting(p, pupils);
        Event event{.month = step.month, .pupil = p, .kind = EventKind::moved_in, .to = zone.value};
        event.cause = static_cast<std::uint8_t>(home);
        step.events.add(event);
        if (!pupils.has_plan(p)) continue;
        event.kind = EventKind::plan_moved_in;
        step.events.add(event);
    }
    return family;
}

}  // namespace sendscape
