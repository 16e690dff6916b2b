// SPDX-License-Identifier: MIT
#pragma once

namespace sendscape::testing {

/// Starts or ends counting what the program, SFML apart, allocates; the number counted since the last start.
long count_allocations(bool on);

}  // namespace sendscape::testing
