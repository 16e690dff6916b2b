// SPDX-License-Identifier: MIT
#include "visualiser/arrangement.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/invented_film.h"
#include "visualiser/outline.h"

namespace sendscape::arrangement_test {
namespace {

constexpr float metres_a_pixel = 25;

float apart(const Film& film, const Arrangement& made, std::size_t one, std::size_t other) {
    const auto at = [&](std::size_t row) {
        return sf::Vector2f{static_cast<float>(film.schools[row].x), static_cast<float>(film.schools[row].y)} +
               made.shift[row];
    };
    const sf::Vector2f way = at(other) - at(one);
    return std::hypot(way.x, way.y) / metres_a_pixel;
}

TEST(Arrangement, SchoolsOnOneSpotArePushedApart) {
    Film film = *testing::invented_film();
    for (std::size_t row : {1u, 2u, 3u})
        film.schools[row].x = film.schools[0].x, film.schools[row].y = film.schools[0].y;
    const Arrangement made = arrange(film, metres_a_pixel);
    ASSERT_EQ(made.shift.size(), film.schools.size());
    for (std::size_t one = 0; one < 4; ++one)
        for (std::size_t other = one + 1; other < 4; ++other) {
            const float discs = school_radius(film.schools[one], film.at(0, one), 1) +
                                school_radius(film.schools[other], film.at(0, other), 1);
            EXPECT_GT(apart(film, made, one, other), 0.8f * discs) << one << " and " << other;
        }
}

TEST(Arrangement, SwarmsGatherInTheirAreaOrWhereNobodysIs) {
    const auto film = testing::invented_film();
    const Arrangement made = arrange(*film, metres_a_pixel);
    ASSERT_EQ(made.swarm.size(), film->areas.size());
    for (std::size_t area = 0; area < film->areas.size(); ++area)
        for (std::size_t other = 0; other < film->areas.size(); ++other)
            if (other != area) {
                EXPECT_FALSE(contains(film->areas[other], made.swarm[area].x, made.swarm[area].y));
            }
}

TEST(Arrangement, ManySchoolsAreDrawnSmaller) {
    const auto crowding = [](std::size_t schools) {
        Film film;
        film.schools.resize(schools);
        return crowding_of(film);
    };
    EXPECT_FLOAT_EQ(crowding(0), 1);
    EXPECT_FLOAT_EQ(crowding(250), 1);
    EXPECT_FLOAT_EQ(crowding(1000), 0.5f);
    EXPECT_FLOAT_EQ(crowding(24'470), 0.16f);
}

}  // namespace
}  // namespace sendscape::arrangement_test
