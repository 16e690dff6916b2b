// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <vector>

#include "sim/commands/admission_offers.h"

namespace sendscape {

/// A table of what each mechanism would do with the same lists and the same lots: preferences met, unplaced, envy, mean
/// distance; and, where the lists tell of SEN Support, deprivation, pupil premium or care, first preferences and
/// unplaced of those groups.
std::string mechanisms_table(const AdmissionLists& lists, const ListedRound& round,
                             const std::vector<Mechanism>& mechanisms);

/// A round of the same applicants under another rule: other criteria, numbers or catchments.
struct OtherRound {
    const AdmissionLists& lists;
    const ListedRound& round;
    const ListedOffers& offers;
};
struct Changes {
    std::string table;  ///< for people: who gains and who loses, by group
    std::string csv;    ///< changes_out.csv: a row for each child with another offer
};
/// Who gains and who loses where `after` takes the place of `before`: a child gains that is offered a school it put
/// higher. `words` says what is other. InputError where the applicants are not the same.
Changes changes_between(const OtherRound& before, const OtherRound& after, const std::string& words);

}  // namespace sendscape
