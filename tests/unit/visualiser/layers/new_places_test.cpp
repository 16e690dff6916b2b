// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "visualiser/layers/layers.h"

namespace sendscape::new_places_test {
namespace {

/// A primary school, a special school and, of three, a special school that only this film has; one month.
Film film_of(std::size_t schools, float in_base, float special_places) {
    Film film;
    film.months = 1;
    film.schools.resize(schools);
    film.school_months.resize(schools);
    for (std::size_t s = 0; s < schools; ++s) {
        film.schools[s].urn = static_cast<std::int32_t>(100'000 + s);
        film.schools[s].setting = s == 0 ? Setting::mainstream : Setting::state_special;
    }
    film.school_months[0].places = 210;  // of the whole school: not specialist ones
    film.school_months[0].base_places = in_base;
    for (std::size_t s = 1; s < schools; ++s) film.school_months[s].places = special_places;
    return film;
}

TEST(NewPlaces, AreThoseOfBasesAndSpecialSchoolsAlone) {
    const Film a = film_of(2, 0, 80), b = film_of(3, 12, 100);
    EXPECT_EQ(places_more(a, b, 0, 0), 12);
    EXPECT_EQ(places_more(a, b, 0, 1), 20);
    EXPECT_EQ(places_more(a, b, 0, 2), 100) << "a school that only B has";
    EXPECT_EQ(places_more(b, a, 0, 0), -12);
    EXPECT_EQ(places_more(a, a, 0, 0), 0);
}

TEST(NewPlaces, CountNoneOfASchoolThatIsShutNorOfAMonthThatOneFilmLacks) {
    const Film a = film_of(2, 0, 80);
    Film b = film_of(2, 0, 100);
    b.school_months[1].open = 0;
    EXPECT_EQ(places_more(a, b, 0, 1), -80);
    EXPECT_EQ(places_more(b, a, 0, 1), 80);
    EXPECT_EQ(places_more(a, b, 1, 1), 0);
}

}  // namespace
}  // namespace sendscape::new_places_test
