// SPDX-License-Identifier: MIT
#include "maps/build/residents.h"

#include "maps/birth_cohorts.h"
#include "maps/build/school_rules.h"
#include "sim/core/elementary.h"

namespace sendscape {
namespace {

/// Residents by age that children of primary age stand for: cohorts as England's births have them.
std::array<double, zone_ages> residents_by_cohort(double primary, int census_year) {
    std::array<double, zone_ages> people{};
    constexpr int first = 4, last = 10;
    double cohorts = 0;
    for (int age = first; age <= last; ++age) cohorts += cohort_over(age, first, census_year);
    for (std::size_t age = 0; age < zone_ages; ++age)
        people[age] = primary * cohort_over(static_cast<int>(age), first, census_year) / cohorts;
    return people;
}

}  // namespace

SchoolAgeBands bands_of(const std::array<double, zone_ages>& by_age, double scale) {
    SchoolAgeBands bands;
    for (std::size_t age = 4; age <= 10; ++age) bands.primary += by_age[age] * scale;
    for (std::size_t age = 11; age <= 15; ++age) bands.secondary += by_age[age] * scale;
    return bands;
}

std::array<double, zone_ages> residents_behind(const std::array<double, zone_ages>& rolls, int census_year,
                                               double by_rolls) {
    const SchoolAgeBands bands = bands_of(rolls, 1 / part_on_roll);
    std::array<double, zone_ages> people = residents_by_cohort(bands.primary, census_year);
    constexpr std::size_t first_secondary = 11;
    if (bands.primary > 0) {
        const double by_births = bands_of(people, 1).secondary;
        const double scale = bands.secondary > 0 ? pow(bands.secondary / by_births, by_rolls) : 1;
        for (std::size_t age = first_secondary; age < zone_ages; ++age) people[age] *= scale;
        return people;
    }
    people = residents_by_cohort(1, census_year);  // an authority of secondary schools alone
    const double scale = bands.secondary / bands_of(people, 1).secondary;
    for (double& of_age : people) of_age *= scale;
    return people;
}

std::array<double, zone_ages> residents_round_primaries(const std::array<double, zone_ages>& rolls, int census_year) {
    const SchoolAgeBands bands = bands_of(rolls, 1 / part_on_roll);
    if (bands.primary > 0) return residents_by_cohort(bands.primary, census_year);
    return residents_behind(rolls, census_year, halfway);
}

double children_of_primary_age(const School& school) {
    constexpr int primary_years = 7;
    constexpr std::size_t age_in_reception = 4;
    return roll_by_age(school)[age_in_reception] * primary_years;
}

std::vector<std::array<double, zone_ages>> rolls_by_authority(const Map& map) {
    std::vector<std::array<double, zone_ages>> rolls(map.authorities.size());
    for (const School& school : map.schools) {
        const auto by_age = roll_by_age(school);
        for (std::size_t age = 0; age < zone_ages; ++age) rolls[school.authority.value][age] += by_age[age];
    }
    return rolls;
}

}  // namespace sendscape
