// SPDX-License-Identifier: MIT
#include "maps/tables/row_faults.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace sendscape::row_faults_test {
namespace {

TEST(RowFaults, TheFirstTwentyAreToldAndTheRestCounted) {
    RowFaults faults;
    EXPECT_TRUE(faults.empty());
    EXPECT_EQ(faults.list(), "");
    for (int i = 1; i <= 1000; ++i) {
        EXPECT_EQ(faults.in_words(), i <= 20);
        faults.add("line " + std::to_string(i));
    }
    EXPECT_EQ(faults.count(), 1000);
    const std::string list = faults.list("  ");
    EXPECT_TRUE(list.starts_with("  line 1\n  line 2\n"));
    EXPECT_TRUE(list.ends_with("  line 20\n  ... and 980 more")) << list;
    EXPECT_EQ(std::count(list.begin(), list.end(), '\n'), 20);
}

TEST(RowFaults, ThoseOfTwoListsAreOne) {
    RowFaults first, second;
    for (int i = 0; i < 15; ++i) first.add("a");
    for (int i = 0; i < 30; ++i) second.add("b");
    first.append(second);
    EXPECT_EQ(first.count(), 45);
    EXPECT_TRUE(first.list().ends_with("b\n... and 25 more"));
}

}  // namespace
}  // namespace sendscape::row_faults_test
