// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "agents/admissions/allocation.h"
#include "sim/commands/admission_lists.h"
#include "sim/core/draws.h"

namespace sendscape {

/// A round on lists as arrays, with the rows of the lists its entries stand for.
struct ListedRound {
    static constexpr std::int32_t tie_step = 1000;  ///< meets none of a school's criteria: only the tie-break

    std::vector<std::uint32_t> first{0}, school, lottery, entry;  ///< entry: row of AdmissionLists::choices
    std::vector<std::uint64_t> priority;
    std::vector<std::int32_t> places;  ///< left by children whose plans name the school
    std::vector<std::uint32_t> band, band_first;
    std::vector<std::int32_t> band_places;
    std::vector<std::uint32_t> who;                    ///< applicant of each row of the round
    std::vector<std::int64_t> named;                   ///< by applicant: choice row of the school a plan names; -1
    std::vector<std::int32_t> step;                    ///< by choice: place in its school's order, or tie_step
    std::vector<std::vector<std::string>> step_names;  ///< by school, then step; the last is its tie-break
    [[nodiscard]] AllocationProblem problem() const {
        return {first, school, priority, places, band, band_first, band_places};
    }
};

/// Children whose plans name a school take their places first and leave the round (School Admissions Code 1.6); the
/// others are put into a strict order at each school they list: criteria, then distance, then lot.
ListedRound listed_round(const AdmissionLists& lists, const Draws& draws);

/// What came of a round: the offer of each applicant as a row of the lists' choices, -1 unplaced.
struct ListedOffers {
    Mechanism mechanism{};
    std::vector<std::int32_t> met;   ///< by row of the round, as allocate() says
    std::vector<std::int64_t> rows;  ///< by applicant
};
ListedOffers decide(const AdmissionLists& lists, const ListedRound& round, Mechanism mechanism);

/// The criterion under which a choice stands at its school: "sibling+catchment", "distance_m".
const std::string& criterion_of(const AdmissionLists& lists, const ListedRound& round, std::size_t choice);
/// How far the child lives from the school; empty where the list does not say.
std::string metres_text(const ListedChoice& choice);

/// By school, entries of the round that wait for it: they prefer it to their offer. In order of priority.
std::vector<std::vector<std::uint32_t>> waiting_lists(const AdmissionLists& lists, const ListedRound& round,
                                                      const ListedOffers& offers);

/// offers.csv; `allocated`: by applicant, the school given to those without an offer, or -1.
std::string offers_csv(const AdmissionLists& lists, const ListedRound& round, const ListedOffers& offers,
                       const std::vector<std::int64_t>& allocated);
/// schools_out.csv: each school's offers, first preferences and the last child offered.
std::string schools_csv(const AdmissionLists& lists, const ListedRound& round, const ListedOffers& offers,
                        const std::vector<std::int64_t>& allocated);
/// criteria_out.csv: applicants, offers and the farthest child offered, by school and criterion.
std::string criteria_csv(const AdmissionLists& lists, const ListedRound& round, const ListedOffers& offers);
/// Who waits for each school, in order (School Admissions Code 2.15: of the criteria, not of time).
std::string waiting_lists_csv(const AdmissionLists& lists, const ListedRound& round, const ListedOffers& offers);

/// The rules schools go by, a sentence for each list of criteria: "Oak and 6 more admit by ...".
std::vector<std::string> rules_in_words(const AdmissionLists& lists, Mechanism mechanism, std::uint64_t seed);

/// Gives children without an offer the nearest school with room, the shortest way first: to a home's place, or, where
/// the list has none, to the school it put first. By applicant the school, -1 none. InputError where the list of
/// schools has no places on the grid.
std::vector<std::int64_t> allocate_unplaced(const AdmissionLists& lists, const ListedOffers& offers);

}  // namespace sendscape
