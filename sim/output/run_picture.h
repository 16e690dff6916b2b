// SPDX-License-Identifier: MIT
#pragma once
#include "maps/picture/picture.h"
#include "sim/output/run.h"

namespace sendscape {

/// What map.png and map.svg say: the children short of a place in the headline month, and the schools of the January of
/// that school year, colours, rolls and all; a school not open then in most runs is left out.
PictureOptions picture_of(const Run& run);

}  // namespace sendscape
