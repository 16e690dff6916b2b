#pragma once
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "maps/map.h"
#include "sim/core/calendar.h"
#include "sim/core/parallel.h"
#include "sim/world.h"

namespace sendscape {

/// A parameter takes a value from a month on. `from` of Month(0): from the start.
struct Change {
    Month from{0};
    std::string key;
    std::vector<double> values;  ///< one, or as many as the table has
    std::string label;           ///< for the timeline: the policy's title; may be empty
    std::string where;           ///< file:line it was read at
};

/// Provision that opens, grows or closes on a date.
struct Opening {
    enum class Kind : std::uint8_t { open_school, open_base, grow, close_school, close_base, set_pan } kind{};
    Month on{0};
    std::uint32_t urn = 0;  ///< school it is at, or the URN a new school shall have; 0 with `near`
    std::string near;       ///< area name or code: of a new school, or where a base finds the largest host without one
    std::string name;       ///< of a new school
    Setting setting = Setting::state_special;  ///< a base setting: it concerns the base at the school
    int places = 0;
    Phase phase = Phase::primary;
    bool all_through = false;  ///< of a new school: every year from Reception
    int pan = 0;               ///< set_pan, and a new mainstream school
    NeedSet needs = 0;
    int ramp_months = 0;  ///< places become available evenly over so many months
    std::string label;
    std::string where;
};

/// The month from which an opening counts. An admission number dated September is that of the round before it: the
/// offers of that March and April go by it, and by which schools will be open then.
Month in_force_from(const Opening& opening);

/// The map of a scenario: a copy with the dormant sites an authority may build on (URN from 900,000) and then the
/// schools that openings bring (URN theirs, else from 901,000) appended, travel to them included. Throws InputError for
/// an unknown URN or area.
Map prepare_map(const Map& map, const std::vector<Opening>& openings, const Parallel& parallel);

/// Sites a prepared map gives the openings, by their order: the same whenever it is asked.
std::vector<SchoolId> sites_of(const Map& prepared_map, const std::vector<Opening>& openings);

/// URNs of the schools the openings bring, by opening: those given, the others numbered; 0 of other openings.
std::vector<std::uint32_t> new_urns(const std::vector<Opening>& openings);
/// The school an opening brings. Throws InputError where its area is unknown or has no zone.
School opened_school(const Map& map, const Opening& opening, std::uint32_t urn);
/// The site of one opening, `urn` being that of the school it brings or is at. `taken`: hosts that bases have found
/// already; this one is added. Throws InputError where there is none.
SchoolId site_of(const Map& prepared_map, const Opening& opening, std::uint32_t urn, std::set<SchoolId>& taken);

/// Puts into force what is dated this month; in the starting month also what is dated before.
void apply_dated(World& world, const std::vector<Change>& changes, const std::vector<Opening>& openings);

}  // namespace sendscape
