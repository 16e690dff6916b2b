// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "agents/authority/authorities.h"
#include "agents/authority/parameters.h"
#include "agents/families/families.h"
#include "agents/loops.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/schools.h"
#include "agents/step.h"

namespace sendscape {

/// June: each authority forecasts, compares with places and what is ordered, and orders from the catalogue - bases
/// (about 12 months), expansions and satellites (24), new special schools (48) - within its capital, as far ahead as
/// its funding is certain.
void commission_places(const Step& step, const Pupils& pupils, const Families& families, Schools& schools,
                       Authorities& authorities, const AuthorityParameters& parameters);

/// Monthly: what was ordered opens. New special schools fill over three Septembers.
void advance_buildings(const Step& step, Schools& schools, Authorities& authorities);

/// Provision already ordered at the start: expansions for each of the first two Septembers, and a base a year for each
/// 60,000 pupils (England: 157 more bases in 2025).
void order_starting_pipeline(const Map& map, const Schools& schools, Authorities& authorities,
                             const AuthorityParameters& parameters, Month start);

/// Places that open at each school after `now` and by `until`.
std::vector<std::int32_t> special_places_opening(const Authorities& authorities, std::size_t schools, Month now,
                                                 Month until);
std::vector<std::array<std::int32_t, 2>> base_places_opening(const Authorities& authorities, std::size_t schools,
                                                             Month now, Month until);

/// Rows of the map kept for schools that an authority may build have URNs from this on.
constexpr std::uint32_t first_dormant_urn = 900'000;

}  // namespace sendscape
