// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/core/labels.h"

namespace sendscape {

/// Ways of turning ranked lists and priorities into offers. The School Admissions Code 2021 (1.9 c) forbids giving
/// priority to a school's first preferences, so only the first is lawful in England today; the others are for study.
enum class Mechanism : std::uint8_t { equal_preference, first_preference_first, serial, top_trading_cycles };
constexpr std::size_t mechanism_count = 4;
inline constexpr std::array<Label, mechanism_count> mechanism_labels{{
    {"equal-preference", "Equal preference: applicant-proposing deferred acceptance", "School Admissions Code 2021"},
    {"first-preference-first", "First preference first (Boston)", "forbidden since the 2007 Code"},
    {"serial", "Serial dictatorship in lottery order", "mechanism design literature"},
    {"top-trading-cycles", "Top trading cycles", "Abdulkadiroglu and Sonmez 2003"},
}};

/// A round on plain arrays. The choices of applicant i are the entries [first[i], first[i + 1]), best first; a school
/// appears at most once among them.
struct AllocationProblem {
    std::span<const std::uint32_t> first;     ///< applicants + 1 entries
    std::span<const std::uint32_t> school;    ///< of each choice
    std::span<const std::uint64_t> priority;  ///< of each choice at its school: lower first; ties by applicant row
    std::span<const std::int32_t> places;     ///< of each school; none below 0

    /// Fair banding, for schools that use it (empty: none do): the band of each choice and, for every school, its
    /// bands' shares of places in [band_first[s], band_first[s + 1]) of band_places; they sum to its places at the
    /// most. A band's unfilled share goes to the best placed of the other bands.
    std::span<const std::uint32_t> band;
    std::span<const std::uint32_t> band_first;
    std::span<const std::int32_t> band_places;

    [[nodiscard]] std::size_t applicants() const { return first.empty() ? 0 : first.size() - 1; }
};

constexpr std::int32_t unplaced = -1;

/// The entry of `school` offered to each applicant, counted from its own first choice (0: first choice), or
/// `unplaced`. `lottery` orders applicants in the serial mechanism (lower first, ties by row; empty: row order). In
/// top trading cycles a school points only at those who listed it; banding counts in the first two mechanisms only.
/// `pause`, if given, is called every few thousand applicants and may throw to give the work up.
std::vector<std::int32_t> allocate(Mechanism mechanism, const AllocationProblem& problem,
                                   std::span<const std::uint32_t> lottery = {}, void (*pause)() = nullptr);

/// Pairs of an applicant and a school he prefers to his offer that has a free place or admitted somebody with lower
/// priority there (bands ignored): 0 for a stable result.
std::size_t blocking_pairs(const AllocationProblem& problem, std::span<const std::int32_t> offers);

}  // namespace sendscape
