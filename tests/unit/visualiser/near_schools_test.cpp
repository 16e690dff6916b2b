// SPDX-License-Identifier: MIT
#include "visualiser/near_schools.h"

#include <gtest/gtest.h>

namespace sendscape::near_schools_test {
namespace {

/// Schools on a line from west to east, so many metres apart.
Film film_of(int schools, std::int32_t apart) {
    Film film;
    film.months = 1;
    film.schools.resize(static_cast<std::size_t>(schools));
    for (int s = 0; s < schools; ++s) film.schools[static_cast<std::size_t>(s)].x = s * apart;
    film.school_months.resize(film.schools.size());
    return film;
}

Camera camera_at(float x) {
    Camera camera;  // a metre is a pixel
    camera.fit(x - 500, -500, x + 500, 500, {0, 0}, {1000, 1000}, 0);
    return camera;
}

const sf::FloatRect map_box{0, 0, 1000, 1000};

TEST(NearSchools, AreThoseOnTheMapOrWithinTheMargin) {
    const Film film = film_of(20, 100);
    NearSchools near;
    near.look(film, camera_at(500), map_box, Arrangement{}, 1);
    // Of pixels -300 to 1,300, the far edge left out, as a rectangle's is.
    EXPECT_EQ(std::vector<std::uint32_t>(near.rows().begin(), near.rows().end()),
              (std::vector<std::uint32_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}));
    near.look(film, camera_at(1'700), map_box, Arrangement{}, 1);
    EXPECT_EQ(near.rows().front(), 9u) << "the camera has moved";
    EXPECT_EQ(near.rows().back(), 19u);
}

TEST(NearSchools, StandWhereTheArrangementPutsThem) {
    const Film film = film_of(1, 0);
    Arrangement arrangement;
    arrangement.shift = {{900, 0}};
    NearSchools near;
    near.look(film, camera_at(-500), map_box, arrangement, 1);
    EXPECT_TRUE(near.rows().empty());
    near.look(film, camera_at(-500), map_box, arrangement, 0.1f);
    EXPECT_EQ(near.rows().size(), 1u);
}

TEST(NearSchools, AreLookedUpAnewInAnotherFilm) {
    const Film one = film_of(2, 100), two = film_of(5, 100);
    NearSchools near;
    near.look(one, camera_at(0), map_box, Arrangement{}, 1);
    EXPECT_EQ(near.rows().size(), 2u);
    near.look(two, camera_at(0), map_box, Arrangement{}, 1);
    EXPECT_EQ(near.rows().size(), 5u);
    EXPECT_EQ(near.crowding(), crowding_of(two));
}

}  // namespace
}  // namespace sendscape::near_schools_test
