// SPDX-License-Identifier: MIT
#include "agents/pupils/plan_holders.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace sendscape::plan_holders_test {
namespace {

/// Every seventh and every eleventh child has a plan, every fifth is gone: the two fall together now and then.
Pupils mixed_pupils() {
    Pupils pupils;
    pupils.append(1000);
    for (std::size_t row = 0; row < pupils.size(); ++row) {
        const PupilId p(row);
        pupils.setting[p] = row % 5 == 0 ? Setting::gone : Setting::mainstream;
        pupils.provision[p] = row % 7 == 0 || row % 11 == 0 ? Provision::plan
                              : row % 2 == 0                ? Provision::sen_support
                                                            : Provision::none;
    }
    return pupils;
}

TEST(PlanHolders, AreVisitedInRowOrderWithinTheRowsAskedFor) {
    const Pupils pupils = mixed_pupils();
    for (const auto& [first, end] : {std::pair{0, 1000}, {7, 8}, {8, 8}, {8, 14}, {13, 501}, {994, 1000}}) {
        std::vector<std::size_t> expected, visited;
        for (int row = first; row < end; ++row)
            if ((row % 7 == 0 || row % 11 == 0) && row % 5 != 0) expected.push_back(static_cast<std::size_t>(row));
        for_each_plan_holder(pupils, static_cast<std::size_t>(first), static_cast<std::size_t>(end),
                             [&](PupilId p) { visited.push_back(p.value); });
        EXPECT_EQ(visited, expected) << first << " to " << end;
    }
}

TEST(PlanHolders, AreListedInRowOrderOnAnyNumberOfThreads) {
    Pupils pupils;
    for (int copy = 0; copy < 15; ++copy) pupils.append(1000);  // several blocks of rows
    std::vector<PupilId> expected;
    for (std::size_t row = 0; row < pupils.size(); ++row) {
        const PupilId p(row);
        pupils.setting[p] = row % 5 == 0 ? Setting::gone : Setting::mainstream;
        pupils.provision[p] = row % 7 == 0 ? Provision::plan : Provision::none;
        if (row % 7 == 0 && row % 5 != 0) expected.push_back(p);
    }
    for (const int threads : {1, 2, 5}) EXPECT_EQ(plan_holders(pupils, Parallel(threads)), expected) << threads;
}

TEST(PlanHolders, MayLoseTheirPlanWhileTheyAreVisited) {
    Pupils pupils = mixed_pupils();
    std::size_t ended = 0, left = 0;
    for_each_plan_holder(pupils, 0, pupils.size(), [&](PupilId p) {
        pupils.provision[p] = Provision::none;
        ++ended;
    });
    for_each_plan_holder(pupils, 0, pupils.size(), [&](PupilId) { ++left; });
    EXPECT_EQ(ended, 176U);  // 143 + 91 - 13 with a plan, less 29 + 19 - 3 gone
    EXPECT_EQ(left, 0U);
}

}  // namespace
}  // namespace sendscape::plan_holders_test
