// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "sim/studies/comparison.h"

namespace sendscape {

/// Whether an option dates specialist places (special schools, alternative provision, bases) that the reference does
/// not date alike.
bool builds_specialist_places(const Comparison& comparison, std::size_t option);

/// What an option moves, for an answer that is not about specialist places: of one about admissions who gains and who
/// loses a school, and then, of the measures that moved, at most `most` of those admissions are judged by; of any other
/// the measures that moved most. Empty where nothing moved.
std::vector<std::string> what_it_moves(const Comparison& comparison, std::size_t option, std::size_t most);

}  // namespace sendscape
