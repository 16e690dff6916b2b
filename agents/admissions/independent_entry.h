// SPDX-License-Identifier: MIT
#pragma once
#include <vector>

#include "agents/admissions/applicants.h"
#include "agents/admissions/round.h"

namespace sendscape {

/// How readily families ask an independent school so many metres away, beside others: it falls to 1/e over 6 km, and
/// rises with how well off their neighbourhood is (`decile` 10: the least deprived tenth). Assumptions. The start
/// houses the schools' pupils by the same pull.
double independent_pull(double metres, int decile);

/// When a family asks, beside others: an exponential waiting time with the pull as its rate, out of a uniform number.
double asks_after(double uniform, double pull);

/// Before the round and outside it, independent schools fill the places that their leavers make in the entry years
/// given, likelier with children of better-off homes. Those who take one have it as their next school.
void fill_independent_places(const AdmissionsRound& round, const Step& step, Month september,
                             const std::vector<RoundApplicant>& applicants, const std::vector<int>& years);

}  // namespace sendscape
