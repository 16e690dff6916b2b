// SPDX-License-Identifier: MIT
#pragma once
#include "agents/families/families.h"
#include "agents/loops.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/parameters.h"
#include "agents/schools/schools.h"
#include "agents/schools/weekly_hours.h"
#include "agents/step.h"

namespace sendscape {

/// Weekly hours of additional support a child needs, by what the school has recorded and how severe the need is; a
/// service awaited falls back on the school and one received saves it hours when `services` is on.
double weekly_hours(const Pupils& pupils, PupilId pupil, const SchoolParameters& parameters, bool services);

/// Shares each school's hours among its pupils: those with plans first, as a legal duty (CFA 2014 s42), out of the
/// notional budget up to the threshold and the top-up received over it; SEN Support gets the rest. Sets hours required
/// and supplied, coverage, strain, and every child's unmet need U' = (1 - decay) U + (1 - coverage) severity.
void share_out_support(Pupils& pupils, Schools& schools, const SchoolParameters& parameters, const LoopSwitches& loops,
                       const Step& step);

/// The same once at the beginning: strain, and unmet need, as if things had long been as they are now.
void start_support(Pupils& pupils, Schools& schools, const Map& map, const SchoolParameters& parameters,
                   const LoopSwitches& loops, const Parallel& parallel, Month month);

/// In September: each school's training goes a third of the way to what schools aim at, as staff come and go.
void train_staff(Schools& schools, const SchoolParameters& parameters);

/// What each school under strain does this month, mildest first for an inclusive one, deflecting first for another.
/// Sets Schools::responses, spends reserves, and notes an event when a response begins and every term it lasts.
void respond_to_strain(Schools& schools, const SchoolParameters& parameters, const LoopSwitches& loops,
                       const Step& step);

constexpr std::uint16_t response_bit(SchoolResponse response) {
    return static_cast<std::uint16_t>(1u << static_cast<unsigned>(response));
}
inline bool responds(const Schools& schools, SchoolId s, SchoolResponse response) {
    return s.exists() && (schools.responses[s] & response_bit(response)) != 0;
}

}  // namespace sendscape
