// SPDX-License-Identifier: MIT
#pragma once
#include <string>

#include "sim/studies/comparison.h"

namespace sendscape {

/// options.html: one self-contained page that begins with the answer, works without scripts or network and prints on
/// A4.
std::string options_html(const Comparison& comparison);

/// The same answer as lines for a terminal.
std::string options_text(const Comparison& comparison);

}  // namespace sendscape
