// SPDX-License-Identifier: MIT
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "agents/admissions/parameters.h"
#include "agents/families/families.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/schools.h"
#include "agents/step.h"

namespace sendscape {

/// How a place was offered: the cause of an `offer` event.
enum class OfferMade : std::uint8_t { round, waiting_list, second_round, appeal };
constexpr std::size_t offer_made_count = 4;

using ListingId = Id<struct ListingTag>;

/// One row per school a child would rather have than the one offered. In order of the criteria, not of time on the
/// list (School Admissions Code 2021, 2.15).
struct WaitingLists {
    Column<ListingId, SchoolId> school;
    Column<ListingId, PupilId> pupil;
    Column<ListingId, std::uint64_t> priority;  ///< at the school: lower first
    Column<ListingId, std::int8_t> ncy;         ///< year group to be entered, which moves up with the child
    Column<ListingId, std::uint8_t> rank;       ///< of the preference, 1 first

    [[nodiscard]] std::size_t size() const { return school.size(); }
    void add(SchoolId at, PupilId child, std::uint64_t place_in_order, int year, int preference);
    /// Takes off the rows `drop` says, by row.
    void remove(const std::vector<std::uint8_t>& drop);
    /// Forgets all but the first so many.
    void shorten(std::size_t rows) {
        for_each_column(*this, [&](auto& column) { column.resize(std::min(rows, column.size())); });
    }
    template <class Self, class F>
    static void for_each_column(Self& self, F&& f) {
        f(self.school);
        f(self.pupil);
        f(self.priority);
        f(self.ncy);
        f(self.rank);
    }
};

/// Children who are to enter each school's year groups Reception to Year 11 in September, by offer or by a plan that
/// names it.
std::vector<std::array<std::int32_t, 12>> entering(const Pupils& pupils, const Schools& schools,
                                                   const AdmissionParameters& parameters,
                                                   const Parallel& parallel = Parallel());

/// Monthly: places that have come free since the round go to whoever is first on the list, and the places they leave to
/// the next. Once the school year has begun, some stay where they have started. A list must be kept until 31 December
/// of the year of entry (School Admissions Code 2021, 2.15); after that families go on asking, as they may at any time
/// (2.23), for as long as the child is at school within reach of the one waited for and that teaches its year: a place
/// that falls free in a full school is filled from schools that are not. Who has declined an offer does not ask again.
void offer_from_waiting_lists(WaitingLists& lists, Pupils& pupils, Schools& schools, const Families& families,
                              const AdmissionParameters& parameters, const Step& step);

}  // namespace sendscape
