// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <vector>

#include "agents/admissions/round.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/schools.h"
#include "maps/map.h"

namespace sendscape {

/// A child in a round of offers.
struct RoundApplicant {
    PupilId pupil;
    std::int8_t ncy = 0;  ///< to be entered
};

/// The phase whose entry years a round offers.
enum class RoundPhase : std::uint8_t { primary, secondary };

/// True if the school does not teach the year that follows, or will be closed, or there is none.
bool needs_a_new_school(const Map& map, const Schools& schools, SchoolId school, int next, Month september);

/// Whether an offer, or a place outside the round, is waiting for September.
bool is_provided_for(const Pupils& pupils, PupilId child);

/// Everybody who applies, by row. What an earlier round left them is taken off, but for those that `made` (a second
/// round) lets keep their offers: they do not apply.
std::vector<RoundApplicant> applicants_of(const AdmissionsRound& round, const Step& step, RoundPhase phase,
                                          OfferMade made, Month september);

/// Schools where applicants' brothers and sisters will be in September, by family row.
std::vector<SchoolId> sibling_schools(const AdmissionsRound& round, const Step& step,
                                      const std::vector<RoundApplicant>& applicants);

}  // namespace sendscape
