// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <string>

#include "sim/output/run.h"

namespace sendscape {

/// A child's story in sentences, from the event table of replicate 0. Throws InputError if the run kept no events or
/// knows no such child (naming a few it knows).
std::string trace_pupil(const Run& run, std::uint32_t id);

/// A school's years in sentences. Throws InputError for an unknown URN, with the nearest spelling.
std::string trace_school(const Run& run, std::uint32_t urn);

/// The child with the most eventful recorded life: a good first argument for `trace`. Id none_value if there is none.
std::uint32_t eventful_pupil(const Run& run);

}  // namespace sendscape
