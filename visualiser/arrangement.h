// SPDX-License-Identifier: MIT
#pragma once
#include <SFML/System/Vector2.hpp>
#include <vector>

#include "visualiser/edition.h"
#include "visualiser/film.h"
#include "visualiser/outline.h"

namespace sendscape {

/// Where things are drawn so that they can be told apart: towns hold dozens of schools within a mile, whose discs
/// would hide one another at the scale of a county. Shifts are in metres at the scale of the whole map and shrink as
/// the viewer zooms in.
struct Arrangement {
    Edition edition;
    std::vector<sf::Vector2f> shift;  ///< by school; empty: none
    std::vector<float> reach;         ///< of a country, by zone: how far its ground goes (territory.h); else empty
    std::vector<Slab> ground;         ///< of the planning areas, to fill
    std::vector<sf::Vector2f> swarm;  ///< by area: the room where its children without a place gather
};

/// Radius in pixels at 1080p, at the scale of the whole map, of a school's disc or shape.
float school_radius(const School& school, const SchoolMonth& now, float crowding);
/// Radius of the beads of `plans` children around a shape of radius r.
float bead_radius(float r, float plans);
/// Many schools on one picture are drawn smaller: 1 up to 250 of them.
float crowding_of(const Film& film);

/// Pushes discs apart until they hardly overlap, and finds each area's emptiest spot. `metres_a_pixel` at 1080p.
Arrangement arrange(const Film& film, float metres_a_pixel);

}  // namespace sendscape
