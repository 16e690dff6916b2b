// SPDX-License-Identifier: MIT
#pragma once
#include <SFML/System/Vector2.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "sim/scenario/entries.h"
#include "visualiser/film.h"

namespace sendscape {

/// A catchment as the model knows it: zones, by row of the map, 1 where the homes are within.
using ZoneSet = std::vector<std::uint8_t>;

/// Where a catchment comes from that an officer is about to redraw.
enum class CatchmentSource : std::uint8_t {
    scenario,      ///< an entry of the scenario drew it
    map,           ///< the map carries it
    nearest_homes  ///< none is drawn: the zones to which no other open school of its years is nearer
};
struct CatchmentNow {
    ZoneSet zones;
    CatchmentSource source = CatchmentSource::nearest_homes;
};

/// The catchment of a mainstream school in a month of the film, under the scenario's entries in force then.
CatchmentNow catchment_now(const Film& film, const std::vector<CriteriaChange>& criteria, std::uint32_t school,
                           int month);

/// Rings, in metres, that hold the centres of just these zones: a square about each, touching no other. No two centres
/// are expected within two metres of each other.
GridRings rings_around(const std::vector<Zone>& zones, const ZoneSet& within);

/// Who lives in a catchment, of the school's years, as the film's first run has it.
struct Covered {
    int zones = 0, children = 0, sen_support = 0, plans = 0;
};
/// In the last January up to a month of the film. Without counts (no live run) children alone, of the map's census.
Covered covered_by(const Film& film, std::uint32_t school, const ZoneSet& zones, int month);

/// The zone that an arrow key leads to: the nearest of `among` that lies more that way than aside. None: `from` is the
/// last.
std::optional<std::size_t> zone_towards(const Film& film, const std::vector<std::uint32_t>& among, std::size_t from,
                                        sf::Vector2i way);

/// An order of criteria with `catchment` before what parts equals, where no step of it asks for one yet.
CriteriaOrder with_catchment(CriteriaOrder order);

}  // namespace sendscape
