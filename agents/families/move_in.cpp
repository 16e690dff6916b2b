// SPDX-License-Identifier: MIT
#include "agents/families/move_in.h"

#include "agents/families/homes.h"
#include "agents/schools/schools.h"

namespace sendscape {

void move_in(const FamilyParameters& parameters, const Step& step, const RowsOfArrival& rows,
             std::span<const PupilId> like, Pupils& pupils, Families& families, std::vector<Event>& events) {
    settle(step.map, parameters, rows.family, rows.zone, step.draws, step.month, families);
    PupilId next = rows.first_child;
    for (const PupilId model : like) {
        // One who leaves this month is still a pattern for one who comes, but no longer in a setting.
        const PupilId p = next;
        ++next.value;
        const bool gone = !pupils.present(model);
        pupils.family[p] = rows.family;
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
        Event event{.month = step.month, .pupil = p, .kind = EventKind::moved_in, .to = rows.zone.value};
        event.cause = static_cast<std::uint8_t>(rows.home);
        events.push_back(event);
        if (!pupils.has_plan(p)) continue;
        event.kind = EventKind::plan_moved_in;
        events.push_back(event);
    }
}

}  // namespace sendscape
