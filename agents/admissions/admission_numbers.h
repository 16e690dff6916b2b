// SPDX-License-Identifier: MIT
#pragma once
#include "agents/admissions/parameters.h"
#include "agents/schools/schools.h"
#include "agents/step.h"

namespace sendscape {

/// February: what was determined a year ago comes into force for the coming round, and each admission authority
/// determines the number for the September of the year after (School Admissions Code 2021, 1.46: by 28 February). A
/// school whose last two intakes left half a form or a whole one empty may lower its number by it; one that has been
/// lowered, is full and turned children away may raise it again. A number that a scenario gave stays as it is.
void determine_admission_numbers(Schools& schools, const AdmissionParameters& parameters, const Step& step);

/// The number a school would determine after these two intakes: `usual` is what its buildings were made for, `refused`
/// whether children were turned away.
std::int32_t wanted_number(std::int32_t number, std::int32_t usual, std::int32_t intake, std::int32_t intake_before,
                           bool secondary, bool refused);

}  // namespace sendscape
