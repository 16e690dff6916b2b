// SPDX-License-Identifier: MIT
#pragma once
#include <string>

#include "sim/studies/options_answer.h"

namespace sendscape {

/// HTML of the section on where children are short of a place: by provision, phase, need and planning area, every
/// September folded.
std::string gap_section(const Comparison& comparison, const ShortByOption& found);

}  // namespace sendscape
