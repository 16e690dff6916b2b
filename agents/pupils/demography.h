// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <vector>

#include "agents/pupils/parameters.h"
#include "agents/pupils/pupils.h"
#include "agents/step.h"

namespace sendscape {

/// Everyone is a year older: September. Those without a plan leave after Year 14; children of three without a setting
/// begin early years. Plans that outlast the year of the 25th birthday are left to the post-16 moves. School counts
/// are not touched: recount follows.
void cohorts_move_up(const Step& step, Pupils& pupils);

/// Births fall where families with young children live: of the ages 3 to 8, so that a year of few in a street is not
/// followed by another for ever (assumption).
constexpr int last_ncy_of_young_families = 4;

/// Two-year-olds to come, by zone: as many as there were a year ago, changed as the residents born before the start
/// tell, later by the growth of births; whole children by each zone's own luck. Call after cohorts_move_up: last year's
/// are the children of three now.
std::vector<std::int32_t> two_year_olds(const PupilParameters& parameters, const Step& step, const Pupils& pupils,
                                        const std::vector<ZoneId>& home_of_family);

/// Share of children who are disadvantaged (ever eligible for free school meals in six years) where deprivation is of
/// this decile, 1 most to 10 least: falls evenly from 40% (assumption).
constexpr double disadvantaged_by_decile(int decile) {
    constexpr double most = 0.40, less_a_decile = 0.035;
    return most - less_a_decile * (decile - 1);
}

/// What a two-year-old is like: born in any month, a few with a need that shows already (as identify_needs has it).
void begin_life(const Step& step, PupilId child, int decile, Pupils& pupils);

/// The child leaves the model: no school, no process, nothing arranged. Counts and events are the caller's.
void leave(PupilId child, Pupils& pupils);

}  // namespace sendscape
