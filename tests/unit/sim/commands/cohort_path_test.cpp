// SPDX-License-Identifier: MIT
#include "sim/commands/cohort_path.h"

#include <gtest/gtest.h>

#include <numeric>

#include "agents/pupils/national_tables.h"

namespace sendscape::cohort_path_test {
namespace {

/// England's plans by age in January 2026 and the cohorts behind its rates.
struct England {
    ByAge plans{}, children{};
    England() {
        for (std::size_t a = 0; a < plans.size(); ++a) {
            plans[a] = std::accumulate(plans_by_age[a].begin(), plans_by_age[a].end(), 0.0);
            children[a] = children_thousands[a] * 1000.0;
        }
    }
};

TEST(CohortPath, FollowsThePublishedPathOfFrozenHazards) {
    // Worked out apart from this program from DfE SEN2 2025 and 2026 (caseload by age, ceased plans) on constant
    // cohorts: plans in thousands each January from 2026.
    const England england;
    const std::vector<double> path = cohort_path(england.plans, england.children, 1, Cohorts::constant, 10);
    const std::vector<double> published{719, 795, 867, 933, 994, 1050, 1100, 1140, 1180, 1210, 1240};
    ASSERT_EQ(path.size(), published.size());
    for (std::size_t y = 0; y < path.size(); ++y)
        EXPECT_NEAR(path[y] / 1000 / published[y], 1, 0.01) << "January " << 2026 + y;
}

TEST(CohortPath, SmallerCohortsHoldFewerPlans) {
    England england;
    const double constant = cohort_path(england.plans, england.children, 1, Cohorts::constant, 10).back();
    EXPECT_LT(cohort_path(england.plans, england.children, 1, Cohorts::grow_up, 10).back(), constant)
        << "England's youngest cohorts are its smallest";
}

TEST(CohortPath, WithoutJoinersOnlyThoseWhoStayAreLeft) {
    ByAge plans{}, children{};
    plans[8] = 1000;  // age 10
    children[8] = 5000;
    const std::vector<double> path = cohort_path(plans, children, 0, Cohorts::grow_up, 2);
    EXPECT_NEAR(path[1], 1000 * (1 - 0.0047), 1e-9);  // 0.47% of plans end at 10 (SEN2 2026)
    EXPECT_NEAR(path[2], 1000 * (1 - 0.0047) * (1 - 0.0034), 1e-9);
}

}  // namespace
}  // namespace sendscape::cohort_path_test
