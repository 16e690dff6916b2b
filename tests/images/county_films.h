// SPDX-License-Identifier: MIT
#pragma once
#include "tests/images/modes.h"

namespace sendscape::testing {

/// Five years of the built-in county and of another scenario for it, one replicate each, on show in their third
/// September; made once a process. Levers are those of the county with a special school opened.
const ModeFilms& county_films();

}  // namespace sendscape::testing
