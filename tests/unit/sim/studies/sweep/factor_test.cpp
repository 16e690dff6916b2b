// SPDX-License-Identifier: MIT
#include "sim/studies/sweep/factor.h"

#include <gtest/gtest.h>

#include "sim/core/error.h"

namespace sendscape::factor_test {
namespace {

Factor ranged() {
    Factor factor;
    factor.name = "panel";
    factor.key = "plans.agree_school";
    factor.ranged = true;
    factor.least = 0.75;
    factor.most = 0.9;
    return factor;
}

TEST(FactorOfASweep, ARangeIsPassedThroughEvenlyAndEndsExactly) {
    EXPECT_EQ(value_at(ranged(), 0).number, 0.75);
    EXPECT_EQ(value_at(ranged(), 1).number, 0.9);
    EXPECT_NEAR(value_at(ranged(), 0.5).number, 0.825, 1e-12);
    const FactorValue value = value_at(ranged(), 1.0 / 3);
    EXPECT_EQ(std::stod(value.text), value.number) << "the text reads back as the same number";
}

TEST(FactorOfASweep, LevelsShareTheWayEvenly) {
    Factor factor;
    factor.levels = {{"a", 0}, {"b", 1}, {"c", 2}};
    EXPECT_EQ(value_at(factor, 0).text, "a");
    EXPECT_EQ(value_at(factor, 0.34).text, "b");
    EXPECT_EQ(value_at(factor, 1).text, "c");
}

TEST(FactorOfASweep, AsksForWhatRunWouldTake) {
    Overrides overrides;
    Factor dated = ranged();
    dated.from = Month(2028, 9);
    add_to(overrides, dated, {"0.8", 0.8});
    Factor policy;
    policy.kind = FactorKind::policy;
    policy.key = "inclusion-gate";
    add_to(overrides, policy, {"true", 1});
    add_to(overrides, policy, {"false", 0});
    policy.kind = FactorKind::policy_from;
    add_to(overrides, policy, {"2029-09", 0});
    add_to(overrides, policy, {never_begins, 1});
    policy.kind = FactorKind::policies;
    add_to(overrides, policy, {no_policy, 0});
    add_to(overrides, policy, {"build-bases+no-new-places@2030-09", 1});
    EXPECT_EQ(overrides.settings, (std::vector<std::string>{"plans.agree_school=0.8@2028-09"}));
    EXPECT_EQ(overrides.policies, (std::vector<std::string>{"inclusion-gate", "inclusion-gate@2029-09", "build-bases",
                                                            "no-new-places@2030-09"}));
}

TEST(FactorOfASweep, ValuesThatCannotBeAreRefused) {
    EXPECT_EQ(level_of(ranged(), "80%", 3).number, 0.8);
    EXPECT_THROW(level_of(ranged(), "180%", 0), InputError) << "not in the parameter's range";
    EXPECT_THROW(level_of(ranged(), "0.91", 0), InputError) << "not in the factor's";
    Factor policy;
    policy.kind = FactorKind::policy_from;
    policy.key = "inclusion-gate";
    EXPECT_THROW(level_of(policy, "September 2027", 0), InputError);
    EXPECT_EQ(level_of(policy, never_begins, 4).number, 4);
    policy.kind = FactorKind::policies;
    EXPECT_THROW(level_of(policy, "inclusion-gait", 0), InputError);
}

TEST(FactorOfASweep, SaysWhatItIs) {
    EXPECT_EQ(factor_words(ranged()), "plans.agree_school, 0.75 to 0.9 share");
    EXPECT_EQ(factor_unit(ranged()), "share");
}

}  // namespace
}  // namespace sendscape::factor_test
