// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "agents/placement/parameters.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/schools.h"
#include "maps/map.h"
#include "sim/core/calendar.h"
#include "sim/core/parallel.h"

namespace sendscape {

/// A special school's own ceiling over its commissioned places: median 1.12 (SCAP 2023: over-full schools 12% over),
/// from 1 to the parameter's most. `uniform` in [0, 1) is the school's own draw.
std::int32_t drawn_ceiling(std::int32_t places, double uniform, const PlacementParameters& parameters);

/// Places left in specialist settings, now or as expected in a coming September, kept true while children are placed.
class Room {
  public:
    /// As the rolls are now.
    static Room now(const Map& map, const Schools& schools, const PlacementParameters& parameters);
    /// As expected next September: those who will have moved up and stay, and those already named, on the places then
    /// open. `opening_special` and `opening_base` (by school; may be empty) are places that open by then. Until
    /// September a special school keeps its Reception class for those who enter Reception: they are named like all
    /// others in order, but none of another year group is named the place of a class that is not its own.
    static Room next_september(const Map& map, const Pupils& pupils, const Schools& schools,
                               const PlacementParameters& parameters, std::span<const std::int32_t> opening_special,
                               std::span<const std::array<std::int32_t, 2>> opening_base,
                               const Parallel& parallel = Parallel());

    /// Free commissioned places for a child of this year group: an all-age school keeps classes for
    /// both phases, with a tenth of its places for whichever needs them. Below or at 0 when full.
    [[nodiscard]] std::int32_t free_special(SchoolId school, int ncy) const;
    /// Of the places between commissioned number and ceiling, the share still left, 0 to 1.
    [[nodiscard]] double over_number_left(SchoolId school, int ncy) const;
    [[nodiscard]] std::int32_t roll(SchoolId school) const { return roll_[school.value]; }
    [[nodiscard]] std::int32_t free_base(SchoolId school, std::size_t phase) const {
        return base_places_[school.value][phase] - in_base_[school.value][phase];
    }
    [[nodiscard]] std::int32_t base_places(SchoolId school, std::size_t phase) const {
        return base_places_[school.value][phase];
    }
    /// Counts a child in (+1) or out (-1) of a school.
    void count(SchoolId school, Setting setting, int ncy, std::int32_t sign);

  private:
    /// The roll as a child of this year group meets it: with the places kept for others.
    [[nodiscard]] std::int32_t taken(std::size_t row, int ncy) const;
    /// The same of the children in its phase, in an all-age school.
    [[nodiscard]] std::int32_t taken_in_phase(std::size_t row, int ncy) const;
    /// Places of the Reception class not yet named; 0 for who enters Reception.
    [[nodiscard]] std::int32_t kept_for_reception(std::size_t row, int ncy) const;
    /// Most children of one phase that an all-age school takes when it has `places`.
    [[nodiscard]] std::int32_t most_of_phase(std::int32_t places, int ncy) const;

    std::vector<std::int32_t> roll_, primary_, places_, ceiling_;
    std::vector<std::int32_t> reception_left_;  ///< of the coming Reception class; empty when nothing is kept
    std::vector<std::uint8_t> both_phases_;
    std::vector<std::array<std::int32_t, 2>> in_base_, base_places_;
    double primary_share_ = 0;

    void describe(const Map& map, const Schools& schools, const PlacementParameters& parameters);
};

/// Share of pupils in a special school of this year group who are still there the September after, where the school
/// teaches the next year.
double special_stay_share(int ncy);

}  // namespace sendscape
