// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <vector>

#include "agents/authority/authorities.h"
#include "agents/authority/parameters.h"
#include "agents/families/families.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/parameters.h"
#include "agents/schools/schools.h"
#include "agents/step.h"

namespace sendscape {

/// What a month's children cost, in whole pence, each sum written once: what an authority pays is what a school
/// receives or what leaves for providers that are no school of the map.
struct Payments {
    std::vector<std::array<Pence, heading_count>> paid;  ///< by AuthorityId
    std::vector<Pence> beyond;                           ///< by AuthorityId: of it, to no school of the map
    std::vector<SchoolIncomes> received;                 ///< by SchoolId
};

/// Top-ups and fees fall on the authority that maintains the plan, wherever the school lies; place funding and targeted
/// funding on the school's. Top-up in mainstream is banded by need: what the child's hours cost over the school's own
/// share, as far as top-up is adequate; what
/// services awaited or received change of it is the school's. For each net pupil in another authority's specialist
/// places the import and export adjustment is paid from one authority to the other, by way of the grant.
/// An authority's own unit costs stand in the place of the parameters' (`authorities`; none: nobody gave any).
Payments payments_of(const Map& map, Month month, const Pupils& pupils, const Families& families,
                     const Schools& schools, const AuthorityParameters& parameters,
                     const SchoolParameters& school_parameters, const Authorities& authorities = {},
                     const Parallel& parallel = Parallel());

/// Monthly, before schools share out what they have: sets Schools::received, and of Authorities spend and paid_beyond.
void pay_for_children(const Step& step, const Pupils& pupils, const Families& families, Schools& schools,
                      Authorities& authorities, const AuthorityParameters& parameters,
                      const SchoolParameters& school_parameters);

/// A child excluded for good takes its core funding for the rest of the financial year to where it goes (School and
/// Early Years Finance Regulations): for the exclusions among the month's events.
void move_funding_of_excluded(const Step& step, const Pupils& pupils, Schools& schools, Authorities& authorities,
                              const SchoolParameters& school_parameters);

}  // namespace sendscape
