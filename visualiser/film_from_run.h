#pragma once
#include <memory>

#include "sim/output/run.h"
#include "visualiser/film.h"

namespace sendscape {

/// Makes a film of a run, read from its file or just finished in memory.
std::shared_ptr<const Film> film_from_run(const Run& run);

}  // namespace sendscape
