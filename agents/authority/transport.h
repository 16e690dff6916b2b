// SPDX-License-Identifier: MIT
#pragma once
#include "agents/authority/authorities.h"
#include "agents/authority/parameters.h"
#include "agents/families/families.h"
#include "agents/pupils/pupils.h"
#include "agents/step.h"

namespace sendscape {

/// Walking distance beyond which transport is owed: 2 miles under 8, 3 miles from 8 (Education Act 1996 s444(5)).
constexpr std::int32_t walking_limit_metres(int ncy) { return ncy < 4 ? 3219 : 4828; }

/// True where the authority owes (to 16) or grants (after) the child transport to its present setting, and it is used:
/// to the nearest suitable school beyond walking distance, or where it cannot reasonably walk (Education Act 1996
/// s508B, schedule 35B). Settings named for want of a nearer place count as the nearest suitable.
bool owed_transport(const Map& map, const Pupils& pupils, const Families& families, PupilId pupil, const Draws& draws,
                    const AuthorityParameters& parameters);

/// A year's transport for a journey of so many tenths of minutes, to the penny: £8,116 on average (NAO 2025).
Pence transport_cost(std::uint16_t tenths, const AuthorityParameters& parameters);

/// Monthly: transport spend of each authority, on the general fund. Runs before spend_month, which books it.
void spend_on_transport(const Step& step, const Pupils& pupils, const Families& families, Authorities& authorities,
                        const AuthorityParameters& parameters);

}  // namespace sendscape
