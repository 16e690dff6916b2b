// SPDX-License-Identifier: MIT
#pragma once
#include "sim/output/run.h"
#include "visualiser/film.h"

namespace sendscape {

/// Fills a film's children from the record of the run's first replicate: who ever holds a plan, in order of id, where
/// they are month by month, whom a talk is about. The film's months, schools, zones and areas stand already.
void add_children(const Run& run, Film& film);

}  // namespace sendscape
