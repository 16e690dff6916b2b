// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "visualiser/layers/layers.h"

namespace sendscape::deprivation_test {
namespace {

TEST(Deprivation, RunsFromTheLeastDeprivedTenthToTheMost) {
    Film film;
    for (const int decile : {10, 1, 5}) {
        Zone zone;
        zone.decile = static_cast<std::uint8_t>(decile);
        film.zones.push_back(zone);
    }
    const std::vector<float> values = deprivation_layer.ground.values(film, 0);
    ASSERT_EQ(values.size(), 3u);
    EXPECT_FLOAT_EQ(values[0], 0);
    EXPECT_FLOAT_EQ(values[1], 1);
    EXPECT_FLOAT_EQ(values[2], 5.0f / 9);
}

TEST(Deprivation, TheFullerTheColourTheMoreDeprived) {
    double before = -1;
    for (const float value : {0.0f, 0.25f, 0.5f, 0.75f, 1.0f}) {
        const double away =
            colour_distance(deprivation_layer.ground.colour(dark_theme(), value), dark_theme().map_ground);
        EXPECT_GT(away, before);
        before = away;
    }
}

}  // namespace
}  // namespace sendscape::deprivation_test
