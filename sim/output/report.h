// SPDX-License-Identifier: MIT
#pragma once
#include <string>

#include "sim/output/run.h"

namespace sendscape {

/// report.html: one self-contained page of text, static SVG charts and tables that begins with the answer, works
/// without scripts or network and prints on A4.
std::string report_html(const Run& run);

}  // namespace sendscape
