// SPDX-License-Identifier: MIT
#include "maps/build/zone_radii.h"

#include <gtest/gtest.h>

namespace sendscape::zone_radii_test {
namespace {

TEST(ZoneRadii, ALittleMoreThanHalfWayToTheNextWithinBounds) {
    // 1,000 and 2,000 m between the first three, the last 8 km off.
    EXPECT_EQ(zone_radii({0, 1000, 3000, 11000}, {0, 0, 0, 0}), (std::vector<std::int32_t>{550, 550, 1100, 1500}));
    EXPECT_EQ(zone_radii({500000}, {200000}), std::vector<std::int32_t>{1500}) << "alone";
}

TEST(ZoneRadii, ZonesThatCrowdHaveTheLeast) {
    EXPECT_EQ(zone_radii({0, 0, 20}, {0, 0, 20}), (std::vector<std::int32_t>{150, 150, 150}));
    EXPECT_EQ(zone_radii({0, 200}, {0, 0}), (std::vector<std::int32_t>{150, 150})) << "110 m is below the least";
}

}  // namespace
}  // namespace sendscape::zone_radii_test
