// SPDX-License-Identifier: MIT
#pragma once
#include <span>

#include "sim/output/measures.h"

namespace sendscape {

/// Places by area, phase and kind; places counted for a whole school are shared over phases as its roll is.
void specialist_places(const Observation& o, std::span<double> out);
/// Children requiring a state place here less places with headroom kept, by area, phase and kind.
void planning_gap(const Observation& o, std::span<double> out);
/// Children above the commissioned places of state special schools, by authority.
void over_number(const Observation& o, std::span<double> out);
/// Places ordered and not yet open, by authority and what is built.
void places_on_order(const Observation& o, std::span<double> out);
/// Of mainstream schools, capacity over the roll; none where it is full.
void surplus_places(const Observation& o, std::span<double> out);
/// Pupils of state mainstream schools by area of the school and phase.
void mainstream_pupils(const Observation& o, std::span<double> out);
/// Mean journey of residents without a plan, by authority and phase.
void journey_without_plan(const Observation& o, std::span<double> out);

}  // namespace sendscape
