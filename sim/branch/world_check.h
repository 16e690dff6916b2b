// SPDX-License-Identifier: MIT
#pragma once
#include "sim/files/column_check.h"
#include "sim/world.h"

namespace sendscape {

/// Throws InputError unless a world just read from a checkpoint is one the processes can go on with: columns are of
/// equal length, what points at a row points at one that exists, enumerators and parameters are within their ranges.
void check_world(const World& world, const ColumnCheck& check);

}  // namespace sendscape
