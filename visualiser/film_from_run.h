// SPDX-License-Identifier: MIT
#pragma once
#include <memory>
#include <vector>

#include "sim/output/run.h"
#include "visualiser/film.h"

namespace sendscape {

/// Makes a film of a run, read from its file or just finished in memory. `span`: months of the timeline while the run
/// is still growing; 0: those there are. `homes`: who lives where, where that was counted.
std::shared_ptr<const Film> film_from_run(const Run& run, int span = 0,
                                          std::vector<std::shared_ptr<const HomeCounts>> homes = {});

}  // namespace sendscape
