// SPDX-License-Identifier: MIT
#include "visualiser/road_paths.h"

#include <gtest/gtest.h>

#include "tests/support/invented_film.h"

namespace sendscape::road_paths_test {
namespace {

/// The seconds of a way, by its own arcs.
double seconds(const Film& film, const std::vector<std::uint32_t>& way) {
    double sum = 0;
    for (std::size_t i = 1; i < way.size(); ++i) {
        double best = 1e9;
        for (std::uint32_t arc = film.roads.first_arc[way[i - 1]]; arc < film.roads.first_arc[way[i - 1] + 1]; ++arc)
            if (film.roads.head[arc] == way[i]) best = std::min(best, static_cast<double>(film.roads.seconds[arc]));
        sum += best;
    }
    return sum;
}

/// Least seconds from every node to one, by relaxing all arcs until nothing changes.
std::vector<double> least(const Film& film, std::uint32_t goal) {
    std::vector<double> best(film.roads.nodes(), 1e9);
    best[goal] = 0;
    for (bool changed = true; changed;) {
        changed = false;
        for (std::uint32_t n = 0; n < best.size(); ++n)
            for (std::uint32_t arc = film.roads.first_arc[n]; arc < film.roads.first_arc[n + 1]; ++arc) {
                const double through = best[film.roads.head[arc]] + static_cast<double>(film.roads.seconds[arc]);
                if (through < best[n]) best[n] = through, changed = true;
            }
    }
    return best;
}

void expect_shortest(const RoadPaths& paths, const Film& film) {
    std::vector<std::uint32_t> way;
    int schools = 0;
    for (std::uint32_t s = 0; s < film.schools.size(); ++s) {
        bool visited = false;
        for (const Stay& stay : film.stays) visited |= stay.school == s;
        const auto best = least(film, film.schools[s].node.value);
        for (const std::uint32_t from : {0u, 17u, 44u, 80u}) {
            way.clear();
            paths.way(film, from, s, way);
            if (!visited) {
                EXPECT_TRUE(way.empty());
                continue;
            }
            ASSERT_FALSE(way.empty());
            EXPECT_EQ(way.front(), from);
            EXPECT_EQ(way.back(), film.schools[s].node.value);
            EXPECT_NEAR(seconds(film, way), best[from], 0.01);
        }
        schools += visited;
    }
    EXPECT_GT(schools, 10);
}

TEST(RoadPaths, AreTheShortest) {
    const auto film = testing::invented_film();
    expect_shortest(RoadPaths(*film), *film);
}

TEST(RoadPaths, TakeUpAnotherFilm) {
    testing::FilmSize fewer;
    fewer.schools = 25, fewer.children = 12;
    auto first = testing::invented_film(fewer);
    RoadPaths paths(*first);
    first.reset();  // nothing of a film that is gone is read
    // More schools on the same roads.
    const auto second = testing::invented_film();
    paths.adapt(*second);
    expect_shortest(paths, *second);
    // Other roads.
    auto third = std::make_shared<Film>(*second);
    for (std::size_t arc = 0; arc < third->roads.arcs(); arc += 3) third->roads.seconds[arc] *= 4;
    paths.adapt(*third);
    expect_shortest(paths, *third);
    // None.
    testing::FilmSize bare;
    bare.roads = false;
    paths.adapt(*testing::invented_film(bare));
    EXPECT_TRUE(paths.empty());
    EXPECT_EQ(paths.nearest_node(1, 1), 0xFFFFFFFFu);
    paths.adapt(*second);
    expect_shortest(paths, *second);
}

TEST(RoadPaths, TheNearestNodeIsTheNearest) {
    const auto film = testing::invented_film();
    const RoadPaths paths(*film);
    for (float x = -3'000; x < 27'000; x += 1'733) {
        for (float y = -3'000; y < 27'000; y += 2'111) {
            const std::uint32_t found = paths.nearest_node(x, y);
            ASSERT_LT(found, film->roads.nodes());
            const auto distance = [&](std::size_t n) {
                return std::hypot(static_cast<float>(film->roads.x[n]) - x, static_cast<float>(film->roads.y[n]) - y);
            };
            for (std::size_t n = 0; n < film->roads.nodes(); ++n) EXPECT_LE(distance(found), distance(n) + 0.5f);
        }
    }
}

}  // namespace
}  // namespace sendscape::road_paths_test
