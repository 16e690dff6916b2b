// SPDX-License-Identifier: MIT
#include "maps/tables/dissolve.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <numeric>

#include "maps/tables/area_shapes.h"
#include "maps/tables/quality.h"
#include "tests/support/data.h"

namespace sendscape::dissolve_test {
namespace {

Outline square(int x, int y, int side) { return {{{x, y}, {x, y + side}, {x + side, y + side}, {x + side, y}}}; }

/// By counting points of a grid: independent of how rings run.
double counted_metres(const std::vector<Outline>& outlines, int west, int south, int side, int step) {
    double metres = 0;
    for (int y = south + step / 2; y < south + side; y += step)
        for (int x = west + step / 2; x < west + side; x += step) {
            bool any = false;
            for (const Outline& outline : outlines) {
                bool in = false;
                for (const auto& ring : outline)
                    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
                        const double ay = ring[i].second, by = ring[j].second, ax = ring[i].first, bx = ring[j].first;
                        if ((ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax) in = !in;
                    }
                any = any || in;
            }
            if (any) metres += double(step) * step;
        }
    return metres;
}

TEST(Dissolve, NeighboursBecomeOneAndTheirCommonBorderGoes) {
    const Outline whole = dissolve({square(0, 0, 1000), square(1000, 0, 1000), square(0, 1000, 1000)});
    ASSERT_EQ(whole.size(), 1u);
    EXPECT_DOUBLE_EQ(square_metres(whole), 3e6);
}

TEST(Dissolve, ARingOfAreasHasAHole) {
    std::vector<Outline> around;
    for (int row = 0; row < 3; ++row)
        for (int column = 0; column < 3; ++column)
            if (row != 1 || column != 1) around.push_back(square(column * 500, row * 500, 500));
    const Outline whole = dissolve(around);
    ASSERT_EQ(whole.size(), 2u);
    EXPECT_DOUBLE_EQ(square_metres(whole), 8 * 250'000.0);
    // An area with a hole, and what fills it, are whole again.
    EXPECT_DOUBLE_EQ(square_metres(dissolve({whole, square(500, 500, 500)})), 9 * 250'000.0);
    EXPECT_EQ(dissolve({whole, square(500, 500, 500)}).size(), 1u);
}

TEST(Dissolve, PartsThatDoNotTouchStayApart) {
    const Outline islands = dissolve({square(0, 0, 100), square(5000, 0, 200)});
    EXPECT_EQ(islands.size(), 2u);
    EXPECT_DOUBLE_EQ(square_metres(islands), 50'000.0);
    EXPECT_TRUE(dissolve({}).empty());
}

TEST(Dissolve, ASliverBetweenNeighboursIsClosed) {
    const Outline west = square(0, 0, 1000);
    const Outline east{
        {{1000, 0}, {999, 500}, {1000, 1000}, {2000, 1000}, {2000, 0}}};  // a metre over it in the middle
    EXPECT_EQ(dissolve({west, east}).size(), 1u);
}

TEST(Dissolve, WhatOverlapsIsCountedOnce) {
    // Squares about a spiral, some of them over one another: the union by counting points.
    std::vector<Outline> parts;
    for (int i = 0; i < 24; ++i)
        parts.push_back(square(2000 + static_cast<int>(60.0 * i * std::cos(i * 0.9)),
                               2000 + static_cast<int>(60.0 * i * std::sin(i * 0.9)), 300 + 10 * i));
    const double counted = counted_metres(parts, 0, 0, 4400, 4);
    EXPECT_NEAR(square_metres(dissolve(parts)) / counted, 1, 0.005);
}

TEST(Dissolve, EachPartOfADivisionIsNearestToItsGroup) {
    const Outline whole = square(0, 0, 1200);
    const std::vector<GroupedPoint> points{{100, 600, 0}, {500, 600, 0}, {900, 600, 1}, {900, 600, 1}, {5000, 600, 2}};
    const auto parts = divide(whole, points, 4);
    ASSERT_EQ(parts.size(), 4u);
    EXPECT_DOUBLE_EQ(square_metres(parts[0]), 700.0 * 1200);
    EXPECT_EQ(parts[0].size(), 1u) << "two points of one group";
    EXPECT_DOUBLE_EQ(square_metres(parts[1]), 500.0 * 1200);
    EXPECT_TRUE(parts[2].empty()) << "nothing is nearest to it";
    EXPECT_TRUE(parts[3].empty()) << "it has no point";
    const auto with_hole = divide({whole[0], {{600, 100}, {600, 200}, {800, 200}, {800, 100}}}, points, 4);
    EXPECT_DOUBLE_EQ(square_metres(with_hole[0]) + square_metres(with_hole[1]), 1200.0 * 1200 - 20'000);
}

// LSOAs of three authorities as published: the union has their area, in one piece or few.
TEST(Dissolve, RealSmallAreasKeepTheirGround) {
    SKIP_WITHOUT_PUBLIC_FILES();
    for (const char* name : {"geography/trafford_lsoa_E08000009.geojson", "geography/york_lsoa_E06000014.geojson",
                             "geography/westminster_lsoa_E09000033.geojson"}) {
        QualityTable quality;
        std::vector<Outline> parts;
        double metres = 0;
        for (const AreaShape& shape : read_boundary_shapes(testing::public_file(name), quality)) {
            parts.push_back(shape.rings);
            metres += square_metres(shape.rings);
        }
        const Outline whole = dissolve(parts);
        EXPECT_NEAR(square_metres(whole) / metres, 1, 1e-3) << name;
        EXPECT_LE(whole.size(), 3u) << name;
    }
}

}  // namespace
}  // namespace sendscape::dissolve_test
