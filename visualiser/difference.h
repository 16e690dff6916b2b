// SPDX-License-Identifier: MIT
#pragma once
#include <memory>

#include "visualiser/film.h"

namespace sendscape {

/// B against A as one film. A school's colour tells its plans in B against those in A; an area's swarm the children by
/// whom its shortfall differs (Film::change has the sign); both are means over pairs of runs and shown only where most
/// pairs differ that way. Dots are the children of the first run who are elsewhere in B.
std::shared_ptr<const Film> difference_of(const Film& a, const Film& b);

}  // namespace sendscape
