// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "visualiser/layers/layers.h"

namespace sendscape::access_test {
namespace {

Film film_of(std::initializer_list<std::int32_t> zones_at) {
    Film film;
    film.months = 1;
    film.areas.resize(1);
    for (const std::int32_t x : zones_at) {
        Zone zone;
        zone.x = x;
        zone.area = AreaId(0);
        zone.residents.fill(20);
        film.zones.push_back(zone);
    }
    School school;
    school.setting = Setting::state_special;
    film.schools.push_back(school);
    film.school_months.resize(1);
    film.school_months[0].places = 10;
    return film;
}

// By hand: demand weighs zones at 0, 6 and 20 km by 1, 0.5 and 0, so that a child of the first has two thirds of what
// the school's places share out, one of the second a third. The mean over the children of the three is 1.
TEST(Access, IsPlacesForEachChildWithinReach) {
    const Film film = film_of({0, 6'000, 20'000});
    const std::vector<float> values = access_layer.ground.values(film, 0);
    ASSERT_EQ(values.size(), 3u);
    EXPECT_FLOAT_EQ(values[0], 2);
    EXPECT_FLOAT_EQ(values[1], 1);
    EXPECT_FLOAT_EQ(values[2], 0);
}

TEST(Access, IsOfSpecialSchoolsThatAreOpen) {
    Film film = film_of({0, 6'000});
    film.school_months[0].open = 0;
    EXPECT_EQ(access_layer.ground.values(film, 0), (std::vector<float>{0, 0}));
    film.school_months[0].open = 1;
    film.schools[0].setting = Setting::mainstream;
    EXPECT_EQ(access_layer.ground.values(film, 0), (std::vector<float>{0, 0}));
}

// The purple of special places, the fuller the more there are: orange is of magnets.
TEST(Access, ColoursRunFromTheGroundToPurple) {
    for (const Theme* theme : {&dark_theme(), &light_theme()}) {
        const auto to = [&](float value, sf::Color end) {
            return colour_distance(access_layer.ground.colour(*theme, value), end);
        };
        EXPECT_LT(to(0, theme->map_ground), 6);
        EXPECT_GT(to(1, theme->map_ground), to(0, theme->map_ground) + 12);
        EXPECT_GT(to(2, theme->map_ground), to(1, theme->map_ground) + 12);
        EXPECT_LT(to(2, theme->special), to(1, theme->special));
        EXPECT_EQ(to(2, theme->special), to(5, theme->special));
    }
}

// Far apart over a whole country, against every home and school one by one.
TEST(Access, IsTheSameWhereverTheHomesLie) {
    Film film;
    film.months = 1;
    film.areas.resize(1);
    for (int i = 0; i < 300; ++i) {
        Zone zone;
        zone.x = (i * 7919) % 90'000 - 20'000, zone.y = (i * 104'729) % 70'000;
        zone.area = i % 5 == 0 ? AreaId() : AreaId(0);
        zone.residents.fill(static_cast<std::int32_t>(1 + i % 7));
        film.zones.push_back(zone);
    }
    for (int s = 0; s < 12; ++s) {
        School school;
        school.setting = Setting::state_special;
        school.x = (s * 15'013) % 95'000 - 22'000, school.y = (s * 32'749) % 75'000 - 2'000;
        film.schools.push_back(school);
        SchoolMonth now;
        now.places = static_cast<float>(20 + 10 * s);
        film.school_months.push_back(now);
    }
    const auto weight = [](const Zone& zone, const School& school) {
        return std::max(0.0, 1 - std::hypot(double(zone.x - school.x), double(zone.y - school.y)) / 12'000);
    };
    std::vector<double> expected(film.zones.size(), 0);
    double had = 0, children = 0;
    for (const Zone& zone : film.zones)
        if (zone.area.exists()) children += 12 * zone.residents[5];
    for (std::size_t s = 0; s < film.schools.size(); ++s) {
        double demand = 0, within = 0;
        for (const Zone& zone : film.zones) {
            const double part = weight(zone, film.schools[s]) * 12 * zone.residents[5];
            demand += part;
            if (zone.area.exists()) within += part;
        }
        if (demand <= 0) continue;
        const double each = double(film.school_months[s].places) / demand;
        had += within * each;
        for (std::size_t z = 0; z < film.zones.size(); ++z)
            expected[z] += weight(film.zones[z], film.schools[s]) * each;
    }
    const std::vector<float> values = access_layer.ground.values(film, 0);
    for (std::size_t z = 0; z < film.zones.size(); ++z)
        EXPECT_NEAR(values[z], expected[z] * children / had, 1e-4 * (1 + expected[z] * children / had)) << z;
}

}  // namespace
}  // namespace sendscape::access_test
