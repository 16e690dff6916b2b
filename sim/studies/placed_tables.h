// SPDX-License-Identifier: MIT
#pragma once
#include <string>

#include "sim/studies/comparison.h"

namespace sendscape {

/// HTML of the section on who is placed differently: children with plans by need, phase, planning area and deprivation,
/// from setting to setting; of finished runs, which follow no child, plans by setting.
std::string placed_section(const Comparison& comparison);

}  // namespace sendscape
