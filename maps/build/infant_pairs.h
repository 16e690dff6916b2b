// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <set>
#include <vector>

#include "maps/build/school_rules.h"
#include "maps/tables/school_tables.h"

namespace sendscape {

/// Schools whose ages no table gives, or gives no more, by URN.
struct InfantPairs {
    std::set<std::uint32_t> infants, juniors;  ///< their names do not tell that they are one of a pair
    std::set<std::uint32_t> lone_juniors;      ///< junior schools by name for whom no infant school is found
    std::set<std::uint32_t> lone_middles;      ///< middle schools by name that are not fed by the first schools there
    std::set<std::uint32_t> lone_uppers;       ///< upper schools by name whose middle schools are not among the schools

    std::set<std::uint32_t> merged;  ///< infant or junior schools by age that have taken in their other half

    [[nodiscard]] HalfPrimary half_of(std::uint32_t urn) const;
};

/// Half of a pair of infant and junior schools is often called a primary school or an academy, and where tables have no
/// ages it would be taken to teach all primary years: its partner would have nobody to come from or go to. A junior
/// school by its name without an infant school within 1.5 km that is nobody else's makes an infant school of a school
/// of unknown ages beside it: within 800 m, or within 1.5 km and sharing a word of its name, and of a roll that fits
/// three years to four. An infant school without a junior school makes a junior school likewise. Nearest pairs first.
/// A junior school that finds none would have nobody to come from: it is taken to teach all primary years. So is an
/// upper school to teach all secondary years where the schools within 8 km that end with Year 8, shared among the upper
/// schools there, would send it less than half of a year's pupils. By its ages a university technical college or a
/// studio school is one: it begins at 13 or 14 with children of all schools round it, for which there is no round of
/// offers here. A middle school of secondary years with too few first schools is taken to teach all years, and a middle
/// school of primary years with no first or lower school within 8 km for a junior school. The distances are
/// assumptions.
///
/// Ages are often of an older table than the census. An infant or junior school by age that finds no partner, and has
/// more than 1.9 or 1.4 times the pupils that its places are for, has taken its partner in (three and four years of
/// seven: 2.3 and 1.75 times) and teaches all primary years.
InfantPairs find_infant_pairs(const std::vector<const SchoolRecord*>& schools);

}  // namespace sendscape
