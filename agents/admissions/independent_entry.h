// SPDX-License-Identifier: MIT
#pragma once
#include <vector>

#include "agents/admissions/applicants.h"
#include "agents/admissions/round.h"

namespace sendscape {

/// Before the round and outside it, independent schools fill the places that their leavers make in the entry years
/// given, likelier with children of better-off homes. Those who take one have it as their next school.
void fill_independent_places(const AdmissionsRound& round, const Step& step, Month september,
                             const std::vector<RoundApplicant>& applicants, const std::vector<int>& years);

}  // namespace sendscape
