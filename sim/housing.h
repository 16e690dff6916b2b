#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "agents/families/developments.h"
#include "maps/map.h"
#include "sim/core/calendar.h"

namespace sendscape {

/// A housing development as a scenario gives it.
struct HomesBuilt {
    Month on{0};                                      ///< the first homes are lived in
    std::string near;                                 ///< planning area by name or code
    std::optional<std::array<std::int32_t, 2>> site;  ///< British National Grid metres; none: the area's largest zone
    std::string name;
    int homes = 0, a_year = 0;
    std::array<std::optional<double>, phase_count> yield;  ///< children a home; none: the parameters'
    std::string label;
    std::string where;
};

/// "1,200 homes at Harbury Meadows, 150 a year": for timelines.
std::string homes_text(const HomesBuilt& homes);

/// The zone in which each development lies. Throws InputError for an unknown area or one without homes.
std::vector<ZoneId> zones_of(const Map& map, const std::vector<HomesBuilt>& built);

/// The developments of a world that begins in `start`: homes dated before it are standing, and their children counted.
Developments make_developments(const Map& map, const std::vector<HomesBuilt>& built, Month start);

}  // namespace sendscape
