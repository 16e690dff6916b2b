// SPDX-License-Identifier: MIT
#include "sim/studies/policy_effects.h"

#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

#include "sim/scenario/read_scenario.h"
#include "sim/studies/policies_page.h"
#include "tests/support/small_map.h"

namespace sendscape::policy_effects_test {
namespace {

TEST(PairedEffect, IsStudentsIntervalOfTheMeanDifference) {
    // Differences 1, 2, 3: mean 2, standard error 1 / sqrt(3), t with two degrees of freedom 4.303.
    const std::vector<double> without{10, 20, 30}, with{11, 22, 33};
    const Effect effect = paired_effect(without, with);
    EXPECT_DOUBLE_EQ(effect.without, 20);
    EXPECT_DOUBLE_EQ(effect.difference, 2);
    EXPECT_NEAR(effect.high - 2, 4.303 / std::sqrt(3.0), 1e-9);
    EXPECT_FALSE(effect.up());
    const Effect sure = paired_effect(without, std::vector<double>{12, 22, 32});
    EXPECT_TRUE(sure.up()) << "the same difference each time";
    EXPECT_FALSE(sure.down());
    const Effect none = paired_effect(without, without);
    EXPECT_FALSE(none.up() || none.down());
}

TEST(TryPolicies, OneThatDoesNothingMovesNothingAndOneThatDoesMovesItsOwn) {
    TrialPlan plan;
    plan.bare = testing::small_map();
    plan.scenario = "status-quo";
    plan.years = 2;
    plan.pairs = 3;
    const std::vector<MeasuredPart> parts{measured_part("high_needs_balance"), measured_part("plans_maintained")};
    std::ostringstream err;
    const auto effects = try_policies(plan,
                                      {{"P05-cancel@2099-04", {}, {}, parts, {}},
                                       {"P05-no-grant@2026-09", {}, {}, parts, {}},
                                       {"P05-no-grant@2026-09", {"authority.deficit_at_start=0"}, {}, parts, {}}},
                                      Parallel(2), err, true);
    ASSERT_EQ(effects.size(), 3u);
    for (const Effect& none : effects[0]) EXPECT_EQ(none.low, 0);
    EXPECT_TRUE(effects[1][0].down());
    EXPECT_GT(effects[2][0].without, effects[1][0].without);
}

TEST(PoliciesPage, TellsTheEffectTheAssumptionAndAClaimThatIsNotShown) {
    PolicyTold one;
    one.policy = read_policy("P12-ring-fence");
    ASSERT_EQ(one.policy.policies.at(0).moves.size(), 2u);
    one.aims = {{100, -5, -7, -3}, {1, 0.1, -0.2, 0.4}};
    one.least = {{100, -9, -12, -6}, {1, 0, 0, 0}};
    one.most = one.least;
    one.headline.assign(headline_parts().size(), Effect{});
    PoliciesTold told;
    told.area = "Wendshire";
    told.january = "January 2032";
    told.pairs = 10;
    told.policies.push_back(one);
    const std::string page = policies_page(told);
    EXPECT_NE(page.find("| P12-ring-fence | School leaders | rests on an assumption | in part |"), std::string::npos);
    EXPECT_NE(page.find("`unmet_need down` (children): -5.0 (-7.0 to -3.0); at the least of the assumption -9.0"),
              std::string::npos)
        << page;
    EXPECT_NE(page.find("none shown: "), std::string::npos);
    EXPECT_NE(page.find("schools.ring_fence = on from 2027-04"), std::string::npos);
    EXPECT_EQ(page.find("white paper's path"), std::string::npos) << "no path was lived";
}

TEST(PoliciesPage, PrintsTheWhitePapersPathBesideThePublishedOne) {
    PoliciesTold told;
    told.area = "Wendshire";
    told.path = {{"2029-30", 0.077, 0.086, 0.085, 0.078}, {"2034-35", 0.047, 0.1, 0.05, 0.045}};
    const std::string page = policies_page(told);
    EXPECT_NE(page.find("5.3% in 2024-25"), std::string::npos);
    EXPECT_NE(page.find("| 2029-30 | 7.7% | 8.6% | 8.5% | 7.8% |\n| 2034-35 | 4.7% | 10.0% | 5.0% | 4.5% |"),
              std::string::npos)
        << page;
    EXPECT_NE(page.find("what had to be assumed to come near the published path"), std::string::npos);
}

}  // namespace
}  // namespace sendscape::policy_effects_test
