// SPDX-License-Identifier: MIT
#pragma once
#include "agents/placement/naming.h"

namespace sendscape {

/// February (by the 15th: SEND Regulations 2014, regulation 18): every plan-holder due to change setting in September
/// has it named. The kind of provision is decided afresh: special at the move to Year 7 above all. Children already
/// waiting, of whatever year, come first for the places that September frees.
void name_phase_transfers(const Step& step, Pupils& pupils, const Families& families, Schools& schools,
                          const NamingRules& rules);

/// March to August: plans made since February for children who enter Reception. Their first placement is an early-years
/// setting for some, whose needs for Reception are then decided as February decides those of the others.
void decide_late_reception(const Step& step, Pupils& pupils, const Families& families, const Schools& schools,
                           const NamingRules& rules);

/// September, after cohorts have moved up and post-16 moves: plan-holders start where they were named. A special school
/// at its ceiling by then turns the last away to another, or to wait in mainstream. Plan-holders left at a school that
/// does not teach their year are named one that does.
void take_up_named_places(const Step& step, Pupils& pupils, const Families& families, Schools& schools,
                          const NamingRules& rules);

}  // namespace sendscape
