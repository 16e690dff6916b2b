// SPDX-License-Identifier: MIT
#pragma once
#include <string>

#include "sim/commands/admission_offers.h"

namespace sendscape {

/// preferences_out.csv: for each applicant and preference what became of it and why, in words a parent could read: the
/// criterion of the child there, the last child admitted and its distance, the child's place on the waiting list.
/// `allocated`: by applicant, the school given to those without an offer, or -1; empty: nobody was.
std::string preferences_csv(const AdmissionLists& lists, const ListedRound& round, const ListedOffers& offers,
                            const std::vector<std::int64_t>& allocated);

}  // namespace sendscape
