// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <functional>
#include <vector>

#include "agents/loops.h"
#include "agents/placement/own_provision.h"
#include "agents/placement/parameters.h"
#include "agents/placement/suitability.h"
#include "agents/schools/schools.h"
#include "agents/step.h"

namespace sendscape {

/// Journey to a special school beyond the map's schools: an hour (assumption).
constexpr std::uint16_t out_of_area_tenths = 600;

/// A school that could be named for a child.
struct Candidate {
    SchoolId school;
    float utility = 0;
    std::uint16_t tenths = 0;  ///< journey
};

/// Calls visit(school, journey) for each school of the zone's travel row, or for every school of a map without one.
template <class Visit>
void for_each_reachable(const Map& map, std::size_t rows, ZoneId zone, Visit&& visit) {
    const TravelTable& table = map.travel;
    if (zone.value + 1 < table.first.size() && table.first[zone.value] < table.first[zone.value + 1]) {
        for (std::uint32_t k = table.first[zone.value]; k < table.first[zone.value + 1]; ++k)
            if (table.school[k] < rows)
                visit(SchoolId(table.school[k]),
                      Journey{static_cast<std::int32_t>(table.metres[k]), static_cast<std::int32_t>(table.tenths[k])});
        return;
    }
    for (std::size_t row = 0; row < rows; ++row) visit(SchoolId(row), journey(map, zone, SchoolId(row)));
}

/// State special schools that suit a child, best first (at most `most`): travel, fit of designation, the authority's
/// own before a neighbour's (a recoupment place costs more and travels further). Of the zone's travel row and of the
/// authority's own provision; schools beyond reach are left out.
std::vector<Candidate> special_candidates(const Map& map, const Schools& schools, const OwnProvision& own, Month month,
                                          ZoneId home, const Child& child, std::size_t most = 6);
/// Nearest special school of the zone's travel row whatever its room; none if none within reach suits.
SchoolId nearest_special(const Map& map, const Schools& schools, Month month, ZoneId home, const Child& child);

/// Nearest independent mainstream school that teaches the child's year; none if none is within reach.
SchoolId nearest_independent(const Map& map, const Schools& schools, Month month, ZoneId home, const Child& child);

/// Schools with a base for the child's phase that fits its need, nearest first, looked for as special schools are.
std::vector<Candidate> base_candidates(const Map& map, const Schools& schools, const OwnProvision& own, Month month,
                                       ZoneId home, const Child& child, std::size_t most = 6);

/// Independent and non-maintained special schools that suit, nearest first, any distance within the travel table.
std::vector<Candidate> independent_candidates(const Map& map, const Schools& schools, Month month, ZoneId home,
                                              const Child& child, std::size_t most = 6);

/// Alternative provision that teaches the year, nearest first; the authority's own any distance away.
std::vector<Candidate> alternative_candidates(const Map& map, const Schools& schools, const OwnProvision& own,
                                              Month month, ZoneId home, const Child& child, std::size_t most = 3);

/// A child for whom a setting is sought.
struct Sought {
    ZoneId home;
    Child child;
    RequiredProvision required = RequiredProvision::none;
};
/// On several threads, of each child who requires a special school or a base its candidates, which do not hang on who
/// is named before it; empty on one thread, where they are looked for when it is its turn.
std::vector<std::vector<Candidate>> candidates_in_advance(const Step& step, const Schools& schools,
                                                          const OwnProvision& own, const std::vector<Sought>& sought);

/// What speaks for naming a mainstream school, before luck and what is particular to it: the
/// journey, the places of its year group, room in it, at a faith school whether the family seeks one, and whether it is
/// the own authority's.
double naming_pull(const Map& map, const Schools& schools, const PlacementParameters& parameters, SchoolId school,
                   const Journey& way, const Child& child, AuthorityId home);

/// What speaks for another authority's mainstream school: no more children go there than are used to, or fewer do.
enum class OverBorder : std::uint8_t { open, closed, agreed };

/// What mainstream school a plan names: random utility over the schools that teach the year, by travel, size,
/// faith, what drew plans to it at the start and (with loops.magnets) what its inclusion has since gained or lost in
/// reputation; schools that object to consultations are passed
/// over unless directed. `present` is where the child is now, or where its school leads to (favoured if it
/// teaches the year). `over_border` says of
/// another authority's school whether it may be named; empty: it may. None if nothing teaches it.
SchoolId name_mainstream(const Step& step, const Schools& schools, const PlacementParameters& parameters,
                         const LoopSwitches& loops, ZoneId home, PupilId pupil, const Child& child, SchoolId present,
                         const std::function<OverBorder(SchoolId)>& over_border = {});

/// What school sixth form takes a child whose own school has none: random utility over those within reach that are not
/// selective, by travel and size. None if there is none.
SchoolId name_sixth_form(const Step& step, const Schools& schools, const PlacementParameters& parameters, ZoneId home,
                         PupilId pupil, const Child& child);

}  // namespace sendscape
