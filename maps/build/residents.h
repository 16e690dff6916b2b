// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <vector>

#include "maps/map.h"

namespace sendscape {

/// Of children of school age this share is on a school's roll; the others are home educated or in no school (DfE,
/// 2024/25).
constexpr double part_on_roll = 0.98;
/// How far an authority's residents of secondary age follow its rolls, and how far England's births: assumption. Births
/// alone made 2019's plans of ages 11 to 15 up to 10% too many where primary pupils were many (Bolton, Middlesbrough).
constexpr double halfway = 0.5;

/// Children of primary age (4 to 10) and of secondary age (11 to 15).
struct SchoolAgeBands {
    double primary = 0, secondary = 0;

    [[nodiscard]] double sum() const { return primary + secondary; }
    SchoolAgeBands& operator+=(SchoolAgeBands other) {
        primary += other.primary;
        secondary += other.secondary;
        return *this;
    }
};
SchoolAgeBands bands_of(const std::array<double, zone_ages>& by_age, double scale);

/// Residents by age that an authority's rolls stand for. Its primary pupils live in it, but for few, and are taken to
/// be cohorts as England's births have them. How many of secondary age live there cannot be told: where its secondary
/// schools hold fewer pupils than births make of its primary pupils, some go to school elsewhere and some families are
/// young or leave; where they hold more, some come from elsewhere. `by_rolls` is how far rolls are believed, 0 to 1.
std::array<double, zone_ages> residents_behind(const std::array<double, zone_ages>& rolls, int census_year,
                                               double by_rolls);

/// Residents of homes beyond the border, around primary schools: secondary schools there may lie outside the halo.
std::array<double, zone_ages> residents_round_primaries(const std::array<double, zone_ages>& rolls, int census_year);

/// Children of the seven primary years who live round a school that teaches Reception, from those of one year: an
/// infant school's pupils go on to a junior school, whose own homes are therefore not round it.
double children_of_primary_age(const School& school);

/// Pupils by age (roll_by_age) of the map's schools, by authority.
std::vector<std::array<double, zone_ages>> rolls_by_authority(const Map& map);

}  // namespace sendscape
