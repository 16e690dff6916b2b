#pragma once
#include <cstdint>
#include <vector>

#include "agents/loops.h"
#include "agents/placement/parameters.h"
#include "agents/placement/suitability.h"
#include "agents/schools/schools.h"
#include "agents/step.h"

namespace sendscape {

/// A school that could be named for a child.
struct Candidate {
    SchoolId school;
    float utility = 0;
    std::uint16_t tenths = 0;  ///< journey
};

/// State special schools that suit a child, best first (at most `most`): travel, fit of designation, the authority's
/// own before a neighbour's (a recoupment place costs more and travels further). Schools beyond reach are left out.
std::vector<Candidate> special_candidates(const Map& map, const Schools& schools, Month month, ZoneId home,
                                          const Child& child, std::size_t most = 6);
/// Nearest special school whatever its room; none if none within reach suits.
SchoolId nearest_special(const Map& map, const Schools& schools, Month month, ZoneId home, const Child& child);

/// Schools with a base for the child's phase that fits its need, nearest first.
std::vector<Candidate> base_candidates(const Map& map, const Schools& schools, Month month, ZoneId home,
                                       const Child& child, std::size_t most = 6);

/// Independent and non-maintained special schools that suit, nearest first, any distance within the travel table.
std::vector<Candidate> independent_candidates(const Map& map, const Schools& schools, Month month, ZoneId home,
                                              const Child& child, std::size_t most = 6);

/// Alternative provision that teaches the year, nearest first.
std::vector<Candidate> alternative_candidates(const Map& map, const Schools& schools, Month month, ZoneId home,
                                              const Child& child, std::size_t most = 3);

/// What mainstream school a plan names: random utility over the schools that teach the year, by travel, faith, and
/// (with loops.magnets) what SEND families have heard of its inclusion; schools that object to consultations are passed
/// over unless directed. `present` is where the child is now (favoured if it teaches the year). None if nothing teaches
/// it.
SchoolId name_mainstream(const Step& step, const Schools& schools, const PlacementParameters& parameters,
                         const LoopSwitches& loops, ZoneId home, PupilId pupil, const Child& child, SchoolId present);

/// Nearest mainstream school that teaches the year (a sixth form from Year 12); none if there is none.
SchoolId nearest_sixth_form(const Map& map, const Schools& schools, Month month, ZoneId home, const Child& child);

}  // namespace sendscape
