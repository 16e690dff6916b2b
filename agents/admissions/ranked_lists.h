// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <vector>

#include "agents/admissions/applicants.h"
#include "agents/admissions/nearby.h"
#include "agents/admissions/priority.h"
#include "agents/admissions/round.h"
#include "agents/families/preferences.h"
#include "agents/schools/feeders.h"

namespace sendscape {

/// What a round knows before any family fills in its form: the same for all its entry years.
struct RoundInSight {
    const AdmissionsRound& round;
    const Step& step;
    RoundPhase phase;
    Month september;
    std::vector<SchoolId> siblings;   ///< by family: where an older child will be
    std::vector<Standing> standings;  ///< by school
    AdmissionOrders orders;
};

constexpr std::size_t schools_known = 12;  ///< nearest schools a family knows, at most: assumption

/// One entry year of a round.
struct EntryYear {
    int ncy;
    std::vector<PupilId> who;                       ///< applies for it
    std::vector<std::int32_t> places;               ///< to offer, by school
    std::vector<std::vector<Nearby>> near;          ///< schools a family knows, by zone of its home
    std::vector<std::vector<FeederLink>> leads_to;  ///< by school: the junior, middle or upper schools it feeds
    std::vector<SchoolId> led_from;                 ///< Reception: by school, the infant or first school that feeds it
};

/// The forms of all who apply for an entry year, as allocation reads them: choices of applicant i are the entries
/// [first[i], first[i + 1]), the best first.
struct RankedLists {
    std::vector<std::uint32_t> first{0}, school;
    std::vector<std::uint64_t> priority;  ///< of each entry at its school
};

/// Families rank the schools they like best of those they know; a selective school only if the child passes its test.
RankedLists rank_schools(const RoundInSight& round, const EntryYear& year);

}  // namespace sendscape
