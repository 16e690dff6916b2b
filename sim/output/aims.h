// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <string_view>

#include "sim/output/run.h"
#include "sim/scenario/config_problems.h"
#include "sim/scenario/scenario.h"

namespace sendscape {

/// What part of a measure is meant by "school_responses/off_roll": the measure and one position of one of its axes.
struct MeasuredPart {
    const MeasureRow* measure = nullptr;
    Slice slice;        ///< empty: all of it
    std::string words;  ///< "school_responses, off_roll"
};

/// The part that a policy's aim or a list of measures names. Throws InputError naming what is known.
MeasuredPart measured_part(std::string_view measure, std::string_view position = {});

/// Adds to the mistakes every aim of the scenario's policies that names no measure, or no part of it.
void check_aims(const Scenario& scenario, ConfigProblems& problems);

}  // namespace sendscape
