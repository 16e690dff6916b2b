// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "agents/authority/authorities.h"
#include "agents/families/families.h"
#include "agents/placement/parameters.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/schools.h"
#include "maps/map.h"
#include "sim/core/calendar.h"
#include "sim/core/parallel.h"

namespace sendscape {

/// Whose children an authority's state special schools take: the part of their places that children of other
/// authorities hold stays what it was at the start, so that imports and exports keep their share while places grow.
/// Where no start is known every place is open to all.
class SpecialBorder {
  public:
    /// As children are at school now.
    static SpecialBorder now(const Map& map, const Pupils& pupils, const Families& families, const Schools& schools,
                             const Authorities& authorities, Month month, const Parallel& parallel = Parallel());
    /// As expected next September: those who stay and those already named. `opening` (by school; may be empty) are
    /// places that open by then.
    static SpecialBorder next_september(const Map& map, const Pupils& pupils, const Families& families,
                                        const Schools& schools, const Authorities& authorities, Month month,
                                        std::span<const std::int32_t> opening, const Parallel& parallel = Parallel());

    /// Whether a special school of this authority has a place for a child who lives there.
    [[nodiscard]] bool open_to(AuthorityId home, AuthorityId of_school) const {
        return home == of_school || of_school.value >= most_.size() ||
               strangers_[of_school.value] < most_[of_school.value];
    }
    /// Whether others have fewer of its places than nine tenths of what they are used to.
    [[nodiscard]] bool short_of(AuthorityId home, AuthorityId of_school) const {
        constexpr std::int32_t part = 9, of = 10;
        return home != of_school && of_school.value < most_.size() &&
               strangers_[of_school.value] * of < most_[of_school.value] * part;
    }
    /// Counts a child in (+1) or out (-1) of a state special school.
    void count(AuthorityId home, AuthorityId of_school, std::int32_t sign) {
        if (home != of_school && of_school.value < strangers_.size()) strangers_[of_school.value] += sign;
    }

  private:
    void set_most(const Map& map, const Schools& schools, const Authorities& authorities, Month month,
                  std::span<const std::int32_t> opening);
    /// Counts in whom count(border, first_row, end_row) counts among the pupils.
    template <class Count>
    static SpecialBorder counted(SpecialBorder empty, std::size_t rows, const Parallel& parallel, Count&& count);

    std::vector<std::int32_t> strangers_, most_;  ///< by authority of the school
};

/// How ready each authority is to pay for an independent special school, over what it was at the start: 1 while as many
/// of its plans are there as it is used to, for as many plans as it now has; less the more are, and more the fewer.
/// England's independent and non-maintained placements grew as the power 1.17 of plans. A scenario that asks for more
/// of them is let.
std::vector<double> independent_readiness(const Map& map, const Pupils& pupils, const Families& families,
                                          const Authorities& authorities, const PlacementParameters& parameters,
                                          const Parallel& parallel = Parallel());

}  // namespace sendscape
