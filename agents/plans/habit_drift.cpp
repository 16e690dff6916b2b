// SPDX-License-Identifier: MIT
#include "agents/plans/habit_drift.h"

#include "agents/schools/doubt_key.h"
#include "sim/core/paired_draws.h"

namespace sendscape {

void drift_habits(Schools& schools, const PlanParameters& parameters, const Step& step) {
    // A secondary school's step over a primary one's: relative plan rates of 2019 and 2025, secondary schools of 18
    // authorities with an even code, are more alike than with steps as large (judged).
    constexpr double of_secondaries = 0.3;
    constexpr std::uint32_t of_habits = 1;  // counter: the first draws of the stream are families' tastes
    const PairedDraws doubt(step.draws);
    if (!doubt.any() || !(parameters.drift_of_schools > 0)) return;
    for (std::uint32_t row = 0; row < schools.size(); ++row) {
        const SchoolId s(row);
        const School& place = step.map.school(s);
        if (!schools.open(s, step.month) || !is_state_mainstream(place.setting)) continue;
        const auto change =
            static_cast<float>((place.low_ncy >= year_7 ? of_secondaries : 1.0) * parameters.drift_of_schools *
                               doubt.change(Stream::taste_drift, doubt_key(place, s), step.month, of_habits));
        schools.asks[s] += change;
        schools.appeal_to_plans[s] += change;
    }
}

}  // namespace sendscape
