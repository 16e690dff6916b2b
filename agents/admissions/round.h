// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>

#include "agents/admissions/criteria.h"
#include "agents/admissions/parameters.h"
#include "agents/admissions/waiting_lists.h"
#include "agents/families/families.h"
#include "agents/families/parameters.h"
#include "agents/loops.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/schools.h"
#include "agents/step.h"

namespace sendscape {

/// What a round reads and writes beside the step.
struct AdmissionsRound {
    Pupils& pupils;
    Schools& schools;
    const Families& families;
    const AdmissionParameters& parameters;
    const FamilyParameters& preferences;
    const LoopSwitches& loops;
    const DeterminedCriteria& criteria;
    WaitingLists& lists;
    /// If given, called every few thousand applicants, from any thread; may throw to give the round up: then all is as
    /// it was before. Not in the second round, which is short.
    void (*pause)() = nullptr;
};

/// 1 March: offers of Year 7 places (and of other secondary entry years, for middle schools). Children whose plan names
/// a school have their place within the published number and are not in the round (School Admissions Code 1.6).
/// Sets next_school and next_setting, and notes an `offer` with the rank of the preference met (0: none of them).
void offer_secondary_places(const AdmissionsRound& round, const Step& step);

/// 16 April: Reception, junior and other primary entry years.
void offer_primary_places(const AdmissionsRound& round, const Step& step);

/// June: those who came after the round or have no offer apply for the places that are left, of all entry years; offers
/// already made stand.
void offer_places_again(const AdmissionsRound& round, const Step& step);

}  // namespace sendscape
