// SPDX-License-Identifier: MIT
#pragma once
#include "agents/schools/parameters.h"
#include "agents/schools/schools.h"
#include "agents/step.h"

namespace sendscape {

/// In October: the autumn census on which the next financial year's core budget is set.
void count_funded_rolls(Schools& schools);

/// In April: core budgets on the roll of the October before, with the notional SEN part identified in them (School and
/// Early Years Finance Regulations), and reserves carried forward, lower for schools under strain. Mainstream only:
/// special schools and AP are paid by the place.
void set_school_budgets(Schools& schools, const Map& map, Month month, const SchoolParameters& parameters);

/// In October where funding is not lagged: core budgets on the roll just counted, for the rest of the year.
void fund_rolls_at_once(Schools& schools, const Map& map, Month month, const SchoolParameters& parameters);

/// The first year's budgets, on present rolls, with reserves at their starting level.
void start_school_budgets(Schools& schools, const Map& map, Month month, const SchoolParameters& parameters);

}  // namespace sendscape
