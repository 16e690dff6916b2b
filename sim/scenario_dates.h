#pragma once
#include <string>
#include <vector>

#include "sim/core/calendar.h"
#include "sim/scenario.h"

namespace sendscape {

/// A sentence for each change, opening and development that comes only after the run has ended: allowed, for a policy
/// may be tried over fewer years, but worth saying.
std::vector<std::string> late_entries(const Scenario& scenario, Month start);

/// InputError where a scenario starts so far from the map's census that its schools and children would be invented.
void check_start(const Scenario& scenario, Month census);

}  // namespace sendscape
