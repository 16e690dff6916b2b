// SPDX-License-Identifier: MIT
#pragma once
#include <span>

#include "agents/pupils/pupils.h"
#include "agents/schools/schools.h"
#include "agents/step.h"

namespace sendscape {

/// Counts every school's pupils afresh from the pupils' own rows: roll, plans, SEN Support, base, year groups.
void recount(const Pupils& pupils, Schools& schools, const Parallel& parallel = Parallel());

/// Counts every school's plans and SEN Support afresh, where roll, base and year groups are true already.
void recount_provision(const Pupils& pupils, Schools& schools, const Parallel& parallel = Parallel());

/// Moves a pupil to a setting and, where it is one, a named school (none otherwise), now: its row, its journey and the
/// event, which is for the caller to add. The counts of both schools are not true until all are counted afresh
/// (recount()): for what moves many at once, on several threads.
Event move_to(Pupils& pupils, const Step& step, ZoneId home, PupilId pupil, Setting setting, SchoolId school,
              std::uint8_t cause = 0);

/// Moves a pupil to a setting and, where it is one, a named school (none otherwise), now: keeps the counts of both
/// schools, journey and event true. Apart from move_to(), the one way a
/// pupil changes place.
void place(Pupils& pupils, Schools& schools, const Step& step, ZoneId home, PupilId pupil, Setting setting,
           SchoolId school, std::uint8_t cause = 0);

/// Keeps counts true after reviews that ended plans, of which these are the events: some of those children have left.
void count_ended_plans(const Pupils& pupils, Schools& schools, std::span<const Event> events);

/// Base phase of a year group: 0 primary (to Year 6), 1 secondary.
constexpr std::size_t base_phase(int ncy) { return ncy < year_7 ? 0 : 1; }

}  // namespace sendscape
