// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <vector>

#include "sim/studies/comparison.h"
#include "sim/studies/option_costs.h"

namespace sendscape {

/// HTML of the section on cost: what each option costs against the reference and in itself, capital by calendar year,
/// spend by heading. `costs` and `own` are by option; of the reference `costs` holds nothing.
std::string cost_section(const Comparison& comparison, const std::vector<OptionCosts>& costs,
                         const std::vector<OwnCosts>& own);

}  // namespace sendscape
