// SPDX-License-Identifier: MIT
#include "sim/commands/lasting_shares.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "sim/core/need.h"
#include "tests/support/output_run.h"

namespace sendscape::lasting_shares_test {
namespace {

TEST(LastingShares, TheLargestChangeIsThatOfTheSharesRecorded) {
    const sendscape::Run run = testing::small_run(4, 1);
    const LargestChange largest = largest_change_of_share(run);
    // By need alone, straight from the recorded stocks: a need is a group of its own.
    double of_needs = 1;
    for (std::size_t n = 0; n < need_count; ++n)
        for (const int year : {0, 1}) {
            const auto share = [&](Month month) {
                return run.range("plans_by_need", month, {{Axis::need, n}}).mean /
                       run.range("plans_maintained", month).mean;
            };
            const double before = share(run.start + 12 * year), after = share(run.start + 12 * (year + 3));
            if (std::max(before, after) >= 0.02)
                of_needs = std::max(of_needs, std::max(before, after) / std::max(0.01, std::min(before, after)));
        }
    EXPECT_GT(of_needs, 1);
    EXPECT_GE(largest.factor, of_needs - 1e-12);
    EXPECT_FALSE(largest.what.empty());
    if (largest.what.starts_with("need:")) {
        EXPECT_NEAR(largest.factor, of_needs, 1e-12);
    }
}

TEST(LastingShares, NoneBeforeThreeYearsAreOver) {
    const LargestChange largest = largest_change_of_share(testing::small_run(2, 1));
    EXPECT_EQ(largest.factor, 1);
    EXPECT_TRUE(largest.what.empty());
}

}  // namespace
}  // namespace sendscape::lasting_shares_test
