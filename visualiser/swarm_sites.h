// SPDX-License-Identifier: MIT
#pragma once
#include <SFML/System/Vector2.hpp>
#include <span>
#include <vector>

#include "visualiser/film.h"

namespace sendscape {

/// Something drawn about a place: its middle, metres, and how far it reaches.
struct Round {
    sf::Vector2f at;
    float reach = 0;
};

/// A box of metres, north up.
struct Box {
    float west = 0, south = 0, east = 0, north = 0;
    [[nodiscard]] sf::Vector2f nearest(sf::Vector2f at) const;
};

/// The ground an area's swarm stands on: the children short of a place, and by their side the area's name and their
/// count, so that neither lies over schools and no line has to lead from one to the other.
struct SwarmSite {
    Round swarm;
    Box words;  ///< from the middle of the swarm outwards; without width where they find no room beside it
};

/// How many children an area's swarm has room for: the most it ever has in the film, and no fewer than 3 in 100 of the
/// children with a plan who live there at the start, for a run that is still being lived (judged).
std::vector<float> most_in_swarms(const Film& film);

/// A site for each area of the film, on its ground and near its homes, or by its side where nobody's area is: apart
/// from the other sites, where few discs have to make room for the swarm and none stand where the words will be, as far
/// as may be. `metres_a_pixel` at 1080p.
std::vector<SwarmSite> swarm_sites(const Film& film, std::span<const Round> discs, float metres_a_pixel);

/// The shortest way for a disc to leave a swarm; none where it does not touch it.
sf::Vector2f way_off(const Round& swarm, const Round& disc);

}  // namespace sendscape
