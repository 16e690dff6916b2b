// SPDX-License-Identifier: MIT
#include "visualiser/territory.h"

#include <gtest/gtest.h>

#include <cmath>

#include "visualiser/detail.h"

namespace sendscape::territory_test {
namespace {

/// Four authorities side by side, each with so many schools and a grid of zones over it, 20 km by 20 km.
Film country(int schools_each) {
    Film film;
    std::uint32_t mixed = 7;
    const auto next = [&] {
        mixed = mixed * 1664525u + 1013904223u;
        return static_cast<std::int32_t>((mixed >> 8) % 20'000);
    };
    for (std::uint32_t a = 0; a < 4; ++a) {
        film.authorities.push_back({std::to_string(900 + a), "", "Shire " + std::to_string(a), true, {}});
        Area area;
        area.name = "Middle";
        area.authority = AuthorityId(a);
        area.x = static_cast<std::int32_t>(a) * 20'000 + 10'000;
        area.y = 10'000;
        film.areas.push_back(area);
        for (int z = 0; z < 60; ++z) {
            Zone zone;
            zone.authority = AuthorityId(a);
            zone.area = AreaId(a);
            zone.x = static_cast<std::int32_t>(a) * 20'000 + next();
            zone.y = next();
            film.zones.push_back(zone);
        }
        for (int s = 0; s < schools_each; ++s) {
            School school;
            school.authority = AuthorityId(a);
            school.area = AreaId(a);
            school.x = static_cast<std::int32_t>(a) * 20'000 + next();
            school.y = next();
            film.schools.push_back(school);
        }
    }
    return film;
}

Camera whole(const sf::FloatRect& map) {
    Camera camera;
    camera.fit(0, 0, 80'000, 20'000, {map.left, map.top}, {map.width, map.height}, 10);
    return camera;
}

constexpr float left = 0, top = 60, across = 640, down = 320;

TEST(Territory, EachCellIsOfTheNearestHomeWithinItsReach) {
    const Film film = country(1);
    const sf::FloatRect map{left, top, across, down};
    const Camera camera = whole(map);
    const std::vector<float> reach = reach_of_zones(film);
    ASSERT_EQ(reach.size(), film.zones.size());
    for (const float metres : reach) EXPECT_TRUE(metres >= 900 && metres <= 13'000) << metres;
    const Territory land = territory_of(film, reach, camera, map, 4);
    EXPECT_EQ(land.width, 160);
    EXPECT_EQ(land.height, 80);
    int same = 0, all = 0, bare = 0;
    for (int row = 0; row < land.height; ++row)
        for (int column = 0; column < land.width; ++column) {
            const sf::Vector2f at = camera.metres(
                {left + 4 * (static_cast<float>(column) + 0.5f), top + 4 * (static_cast<float>(row) + 0.5f)});
            std::uint32_t nearest = 0;
            float least = 1e18f;
            for (std::uint32_t z = 0; z < film.zones.size(); ++z) {
                const float metres =
                    std::hypot(static_cast<float>(film.zones[z].x) - at.x, static_cast<float>(film.zones[z].y) - at.y);
                if (metres < least) least = metres, nearest = z;
            }
            const bool within = least <= reach[nearest];
            const std::uint32_t told = land.zone[static_cast<std::size_t>(row * land.width + column)];
            ++all;
            bare += !within;
            same += told == (within ? nearest : Territory::nobody);
        }
    EXPECT_GT(bare, all / 10) << "the sea";
    EXPECT_GT(same, all * 97 / 100);  // jump flooding errs in few cells, and homes share some
}

TEST(Territory, IsKeptWhileTheCameraStandsAndNoLonger) {
    const Film film = country(1), other = country(4);
    const sf::FloatRect map{left, top, across, down};
    Camera camera = whole(map);
    const std::vector<float> reach = reach_of_zones(film);
    Land land;
    EXPECT_EQ(land.seen(film, reach, camera, map, 4).zone, territory_of(film, reach, camera, map, 4).zone);
    EXPECT_EQ(land.seen(film, reach, camera, map, 4).zone, territory_of(film, reach, camera, map, 4).zone);
    camera.drag({60, 20});
    EXPECT_EQ(land.seen(film, reach, camera, map, 4).zone, territory_of(film, reach, camera, map, 4).zone);
    EXPECT_EQ(land.seen(film, reach, camera, map, 8).zone, territory_of(film, reach, camera, map, 8).zone);
    const std::vector<float> of_other = reach_of_zones(other);
    EXPECT_EQ(land.seen(other, of_other, camera, map, 8).zone, territory_of(other, of_other, camera, map, 8).zone);
}

TEST(Detail, TellsApartWhatCanBeRead) {
    const sf::FloatRect map{left, top, across, down};
    EXPECT_EQ(detail_of(country(10), whole(map), map), Detail::children);
    EXPECT_EQ(detail_of(country(250), whole(map), map), Detail::schools);
    const Film many = country(2000);
    EXPECT_EQ(detail_of(many, whole(map), map), Detail::areas);
    Camera near = whole(map);
    near.look_at({10'000, 10'000}, 8);
    near.jump();
    EXPECT_GE(detail_of(many, near, map), Detail::schools);
    Film one = many;
    one.authorities.resize(1);
    EXPECT_EQ(detail_of(one, whole(map), map), Detail::children) << "an authority shows all there is";
}

}  // namespace
}  // namespace sendscape::territory_test
