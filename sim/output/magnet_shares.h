// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>

#include "agents/schools/schools.h"
#include "sim/output/run.h"

namespace sendscape {

/// In which share of the runs that have a school open it is a magnet and a deflector. One rule for every output: a
/// school is told as what it is in half of its runs or more, as expected where that holds for both or neither.
struct MagnetShares {
    double magnet = 0, deflector = 0;
    [[nodiscard]] MagnetClass told() const;
};
/// Of the school in a row of the run's map in a January. None where the run does not record classes or has it open in
/// no run.
MagnetShares magnet_shares(const Run& run, Month january, std::size_t row);

}  // namespace sendscape
