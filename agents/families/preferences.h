// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstdint>

#include "agents/families/families.h"
#include "agents/families/parameters.h"
#include "agents/loops.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/schools.h"
#include "agents/step.h"
#include "maps/map.h"

namespace sendscape {

/// What a family weighs of one school when it fills in the form.
struct SchoolOption {
    SchoolId school;
    std::uint32_t metres = 0;
    bool sibling = false;    ///< an older child of the family will be there
    bool nearest = false;    ///< of its kind
    bool catchment = false;  ///< the home is in the school's catchment: the drawn one, else the school is its nearest
    bool feeder = false;     ///< the child's present school leads to it
    bool send = false;       ///< the child has SEN Support or a plan
    bool faith = false;      ///< the family seeks a faith school
    bool primary = false;
};

/// Part of a school's draw that is the same for every family, worked out once a round. A school that takes children in
/// primary and in secondary years is sought by either for itself.
struct Standing {
    double others = 0;  ///< to families in general
    double send = 0;    ///< to families of children with SEND
};
Standing standing(const School& place, const Schools& schools, SchoolId school, bool primary,
                  const FamilyParameters& parameters, const LoopSwitches& loops);
constexpr std::size_t choice_row(bool primary) { return primary ? 0 : 1; }  ///< of Schools::choice_constant

/// What no column tells of a school changes from year to year, for good: a random walk of its own for each school, in
/// February, before forms are filled in (PairedDraws: the first replicate has none of it).
void drift_tastes(Schools& schools, const FamilyParameters& parameters, const Step& step);

/// Random utility of one school to one family, the family's own taste (`noise`, standard Gumbel) included.
double utility(const SchoolOption& option, const School& place, const Standing& standing, std::int32_t last_admitted_m,
               const FamilyParameters& parameters, double noise);

/// Standard Gumbel from a uniform 32-bit word.
double gumbel(std::uint32_t word);
/// Between what the Gumbel of a word lies, told from its first eight bits; that of a number between two words too.
struct GumbelBounds {
    double least = 0, most = 0;
};
GumbelBounds gumbel_bounds(std::uint32_t word);

}  // namespace sendscape
