// SPDX-License-Identifier: MIT
#pragma once
#include <string>

#include "sim/studies/magnets_answer.h"

namespace sendscape {

/// magnets.html.
std::string magnets_html(const MagnetStudy& study);
/// The answer and a short table, for a terminal.
std::string magnets_text(const MagnetStudy& study);

}  // namespace sendscape
