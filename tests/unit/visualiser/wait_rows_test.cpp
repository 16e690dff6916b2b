// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "visualiser/panels/panels.h"

namespace sendscape::wait_rows_test {
namespace {

TEST(WaitRows, TellEveryLifeOnce) {
    const auto rows = wait_rows({18, 7, 18, 11, 18, 18, 20}, 18, 3);
    ASSERT_EQ(rows.size(), 4u);
    EXPECT_EQ(rows[0].words, "shorter (7 to 11)");
    EXPECT_EQ(rows[0].lives, 2);
    EXPECT_EQ(rows[1].words, "as long (18)");
    EXPECT_EQ(rows[1].lives, 4);
    EXPECT_EQ(rows[2].words, "longer (20)");
    EXPECT_EQ(rows[2].lives, 1);
    EXPECT_EQ(rows[3].words, "no plan, no wait");
    EXPECT_EQ(rows[3].lives, 3);
}

TEST(WaitRows, AWayThatNoLifeGoesIsToldToo) {
    const auto rows = wait_rows({5, 6}, 0, 0);
    ASSERT_EQ(rows.size(), 3u);
    EXPECT_EQ(rows[0].words, "shorter");
    EXPECT_EQ(rows[0].lives + rows[1].lives, 0);
    EXPECT_EQ(rows[2].words, "longer (5 to 6)");
}

TEST(WaitRows, WhereNobodyWaitsThereIsNothingToDraw) {
    EXPECT_TRUE(wait_rows({0, 0}, 0, 1).empty());
    EXPECT_TRUE(wait_rows({}, 0, 0).empty());
    EXPECT_EQ(wait_rows({}, 4, 2).size(), 4u);
}

}  // namespace
}  // namespace sendscape::wait_rows_test
