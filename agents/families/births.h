// SPDX-License-Identifier: MIT
#pragma once
#include "agents/families/families.h"
#include "agents/families/parameters.h"
#include "agents/pupils/parameters.h"
#include "agents/pupils/pupils.h"
#include "agents/step.h"

namespace sendscape {

/// A new cohort of two-year-olds enters each zone, half of them into families that have a child of 3 to 8 already.
/// September, after cohorts_move_up.
void children_reach_two(const PupilParameters& pupil_parameters, const FamilyParameters& family_parameters,
                        const Step& step, Pupils& pupils, Families& families);

}  // namespace sendscape
