// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <vector>

#include "maps/map.h"
#include "sim/scenario/scenario.h"

namespace sendscape {

/// Sentences about entries that are allowed and yet may not be what was meant, each beginning with file and line: those
/// that do nothing before the run has ended (a policy may be tried over fewer years), those that an entry of another
/// file replaces, criteria of a neighbouring authority, few of whose schools are on the map, lists of values
/// given at several dates, of which each holds whole, and unlikely_sizes().
std::vector<std::string> entry_notes(const Scenario& scenario, const Map& prepared_map);

/// Sentences about what only comparisons heed, for commands that are none.
std::vector<std::string> notes_of_orders(const Scenario& scenario);

/// Fills Scenario::replaced from the entries as read, before settle() leaves out what is replaced.
void note_replaced(Scenario& scenario);

}  // namespace sendscape
