// SPDX-License-Identifier: MIT
#pragma once
#include <vector>

#include "maps/map.h"
#include "maps/tables/provision_list.h"
#include "maps/tables/quality.h"

namespace sendscape {

/// Puts the officer's own list over what the public tables gave. A URN the map lacks and a provision its kind of school
/// cannot have are added to `faults` with their lines: the map is of no use then. Provision that opens after the census
/// is left to the scenario, provision that closed before it is not there; a school whose pupils the census counts stays
/// open all the same.
void apply_provision(const std::vector<ProvisionRow>& rows, std::vector<School>& schools, Month census,
                     QualityTable& quality, RowFaults& faults);

}  // namespace sendscape
