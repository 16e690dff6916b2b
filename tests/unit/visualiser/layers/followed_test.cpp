// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "visualiser/layers/layers.h"

namespace sendscape::followed_test {
namespace {

/// A child that lives at (1000, 2000) and goes to three schools, one after another.
Film film_of_a_way() {
    Film film;
    film.months = 40;
    film.zones.resize(1);
    film.zones[0].x = 1'000, film.zones[0].y = 2'000;
    film.schools.resize(3);
    film.schools[0].x = 3'000, film.schools[0].y = 2'500;
    film.schools[1].x = -4'000, film.schools[1].y = 1'000;
    film.schools[2].x = 1'500, film.schools[2].y = 9'000;
    film.children.push_back({.pupil = 7, .x = 0, .y = 0, .zone = 0, .area = 0, .first_stay = 0, .stays = 3});
    for (const auto& [from, school] : {std::pair{2, 0u}, {12, 1u}, {30, 2u}})
        film.stays.push_back(
            {.from = static_cast<std::int16_t>(from), .school = school, .setting = Setting::mainstream});
    return film;
}

TEST(Followed, TheWayHoldsHomeAndEverySchoolSoFar) {
    const Film film = film_of_a_way();
    const Arrangement arrangement;
    EXPECT_EQ(way_so_far(film, arrangement, 0, 0), sf::FloatRect(1'000, 2'000, 0, 0)) << "at home, before its plan";
    EXPECT_EQ(way_so_far(film, arrangement, 0, 5), sf::FloatRect(1'000, 2'000, 2'000, 500));
    EXPECT_EQ(way_so_far(film, arrangement, 0, 29), sf::FloatRect(-4'000, 1'000, 7'000, 1'500));
    EXPECT_EQ(way_so_far(film, arrangement, 0, 39), sf::FloatRect(-4'000, 1'000, 7'000, 8'000));
}

}  // namespace
}  // namespace sendscape::followed_test
