// SPDX-License-Identifier: MIT
#include "visualiser/scene.h"

#include <gtest/gtest.h>

namespace sendscape::scene_test {
namespace {

TEST(SceneWords, ThousandsAreApart) {
    EXPECT_EQ(thousands(0), "0");
    EXPECT_EQ(thousands(-0.4), "0");
    EXPECT_EQ(thousands(999.6), "1,000");
    EXPECT_EQ(thousands(5460), "5,460");
    EXPECT_EQ(thousands(1234567), "1,234,567");
    EXPECT_EQ(thousands(-1234), "\u22121,234");
}

TEST(SceneWords, MoneyIsShort) {
    EXPECT_EQ(money(950), "£1k");
    EXPECT_EQ(money(-250'000), "\u2212£250k");
    EXPECT_EQ(money(1'240'000), "£1.2m");
    EXPECT_EQ(money(9'940'000), "£9.9m");
    EXPECT_EQ(money(9'960'000), "£10m");  // not £10.0m
    EXPECT_EQ(money(-31'400'000), "\u2212£31m");
    EXPECT_EQ(money(10'700'000'000), "£10.7bn");
}

}  // namespace
}  // namespace sendscape::scene_test
