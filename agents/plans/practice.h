// SPDX-License-Identifier: MIT
#pragma once
#include "agents/authority/authorities.h"
#include "agents/families/residence.h"
#include "agents/plans/parameters.h"
#include "agents/pupils/national_tables.h"
#include "agents/pupils/pupils.h"
#include "maps/map.h"
#include "sim/core/elementary.h"

namespace sendscape {

/// Years of the growth of requests before the start (Practice::trend) that have come on top by now: a damped trend, of
/// which each year keeps a part of the one before (Gardner and McKenzie 1985).
inline double years_of_trend(const PlanParameters& parameters, double years) {
    const double kept = parameters.trend_kept;
    return kept < 1 ? kept * (1 - pow(kept, years)) / (1 - kept) : years;
}

/// How readily an authority has children of a year group asked for (Practice::asks_at).
inline float asks_in_year(const Practice& practice, int ncy) {
    return practice.asks_at[plan_age_band(age_of_ncy(ncy))];
}

/// Practice of the authority a child lives in; England's for a home outside every authority of the map.
inline Practice practice_of(const Authorities& authorities, const Map& map, const Families& families,
                            const Pupils& pupils, PupilId pupil) {
    const AuthorityId authority = authority_of(pupils, families, map, pupil);
    return authority.exists() && authority.value < authorities.size() ? authorities.practice[authority] : Practice{};
}

}  // namespace sendscape
