// SPDX-License-Identifier: MIT
#include "visualiser/swarm_sites.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/support/invented_film.h"
#include "visualiser/arrangement.h"
#include "visualiser/outline.h"

namespace sendscape::swarm_sites_test {
namespace {

constexpr float metres_a_pixel = 25;

float length(sf::Vector2f way) { return std::hypot(way.x, way.y); }

TEST(SwarmSites, ADiscLeavesASwarmBySoShortAWayThatItJustTouches) {
    const Round swarm{{10, 20}, 100};
    for (const Round disc : {Round{{90, 0}, 20}, Round{{-90, 10}, 20}, Round{{10, 20}, 30}, Round{{70, 80}, 40}}) {
        const sf::Vector2f way = way_off(swarm, disc);
        const float inside = 100 + disc.reach - length(disc.at - swarm.at);
        EXPECT_NEAR(length(way), inside, 0.01f) << disc.at.x << " " << disc.at.y;
        EXPECT_NEAR(length(disc.at + way - swarm.at), 100 + disc.reach, 0.01f) << disc.at.x << " " << disc.at.y;
    }
    for (const Round disc : {Round{{-120, 20}, 20}, Round{{100, 120}, 20}})
        EXPECT_EQ(way_off(swarm, disc), sf::Vector2f());
}

TEST(SwarmSites, HaveRoomForTheMostThatAreEverShort) {
    Film film = *testing::invented_film();
    const std::vector<float> before = most_in_swarms(film);
    ASSERT_EQ(before.size(), film.areas.size());
    film.shortfall[static_cast<std::size_t>(film.months - 1) * film.areas.size() + 1][0] = 500;
    const std::vector<float> after = most_in_swarms(film);
    EXPECT_GE(after[1], 500);
    EXPECT_EQ(after[0], before[0]);
    // Of a run that is not lived yet, who has a plan at the start says how many may come.
    film.months = 1;
    std::fill(film.shortfall.begin(), film.shortfall.end(), std::array<float, need_group_count>{});
    for (const float children : most_in_swarms(film)) EXPECT_GT(children, 0);
}

TEST(SwarmSites, NeitherSwarmsNorTheirWordsStandOnOneAnother) {
    const auto film = testing::invented_film();
    const std::vector<SwarmSite> sites = swarm_sites(*film, {}, metres_a_pixel);
    ASSERT_EQ(sites.size(), film->areas.size());
    for (std::size_t one = 0; one < sites.size(); ++one)
        for (std::size_t other = 0; other < sites.size(); ++other) {
            if (one == other) continue;
            const SwarmSite &a = sites[one], &b = sites[other];
            EXPECT_GT(length(a.swarm.at - b.swarm.at), a.swarm.reach + b.swarm.reach);
            EXPECT_GT(length(a.words.nearest(b.swarm.at) - b.swarm.at), b.swarm.reach);
        }
}

/// One area of half a square, whose other half is nobody's, and discs at even distances all over it.
struct HalfASquare {
    Film film = *testing::invented_film({.schools = 40, .areas = 1});
    std::vector<Round> discs;
    explicit HalfASquare(bool outlined) {
        constexpr std::int32_t side = 12'000, apart = 1'500;
        Area& area = film.areas[0];
        area.outline = {{{0, 0}, {side, 0}, {0, side}}};
        area.x = area.y = side / 3;
        for (Zone& zone : film.zones) zone.x = zone.x * side / 48'000, zone.y = zone.y * side / 48'000;
        for (std::int32_t x = apart / 2; x < side; x += apart)
            for (std::int32_t y = apart / 2; x + y < side; y += apart)
                discs.push_back({{static_cast<float>(x), static_cast<float>(y)}, 8 * metres_a_pixel});
        if (!outlined) area.outline.clear();
    }
};

// Whose children they are is told by the ground they stand on, though a place beside it were empty.
TEST(SwarmSites, StandOnTheGroundOfTheirArea) {
    const HalfASquare made(true);
    const SwarmSite site = swarm_sites(made.film, made.discs, metres_a_pixel).front();
    EXPECT_TRUE(contains(made.film.areas[0], site.swarm.at.x, site.swarm.at.y))
        << site.swarm.at.x << " " << site.swarm.at.y;
}

// Without an outline that is where the people of the area live.
TEST(SwarmSites, OfAnAreaWithoutOutlineStandNearItsHomes) {
    HalfASquare made(false);
    made.film.areas[0].x = made.film.areas[0].y = 11'000;  // a middle where nobody lives
    const SwarmSite site = swarm_sites(made.film, made.discs, metres_a_pixel).front();
    float nearest = 1e9f;
    for (const Zone& zone : made.film.zones)
        nearest = std::min(
            nearest, length(site.swarm.at - sf::Vector2f{static_cast<float>(zone.x), static_cast<float>(zone.y)}));
    EXPECT_LT(nearest, site.swarm.reach);
}

// A town so full that there is no empty place in it: its schools make room.
TEST(SwarmSites, SchoolsKeepOffThem) {
    for (const std::size_t schools : {40, 220}) {
        const auto film = testing::invented_film({.schools = schools});
        const Arrangement made = arrange(*film, metres_a_pixel);
        const std::vector<float> most = most_in_swarms(*film);
        for (std::size_t area = 0; area < film->areas.size(); ++area) {
            const float swarm = 5.4f * std::sqrt(most[area] + 1) + 7;
            for (std::size_t s = 0; s < film->schools.size(); ++s) {
                if (!film->schools[s].in_area) continue;
                const sf::Vector2f at =
                    sf::Vector2f{static_cast<float>(film->schools[s].x), static_cast<float>(film->schools[s].y)} +
                    made.shift[s] - made.swarm[area];
                const float disc = school_radius(film->schools[s], film->at(0, s), crowding_of(*film));
                EXPECT_GT(length(at) / metres_a_pixel, swarm + 0.9f * disc - 2) << schools << ": " << s << " " << area;
            }
        }
    }
}

}  // namespace
}  // namespace sendscape::swarm_sites_test
