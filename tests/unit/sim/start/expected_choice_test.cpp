// SPDX-License-Identifier: MIT
#include "sim/start/expected_choice.h"

#include <gtest/gtest.h>

#include <cmath>

namespace sendscape::expected_choice_test {
namespace {

const Parallel alone(1), two(2);

/// A hundred children choose between schools 0 and 1, which pulls three times as much; sixty between 1 and 2, which
/// pulls twice as much; seven know no school.
Choices two_towns() {
    Choices choices;
    const auto may_go_to = [&](std::uint32_t school, double pull) {
        choices.school.push_back(school);
        choices.metres.push_back(0);
        choices.pull.push_back(pull);
    };
    may_go_to(0, 1);
    may_go_to(1, 3);
    choices.end_row(100);
    may_go_to(1, 1);
    may_go_to(2, 2);
    choices.end_row(60);
    choices.end_row(7);
    return choices;
}

TEST(ExpectedChoice, ChildrenGoInProportionToPullAndAppeal) {
    const Choices choices = two_towns();
    Expectation expectation(choices, 3, alone);
    EXPECT_EQ(expectation.at({1, 1, 1}, expectation.all()), (std::vector<double>{25, 75 + 20, 40}));
    const auto got = expectation.at({2, 1, 1}, expectation.all());
    EXPECT_DOUBLE_EQ(got[0], 40);
    EXPECT_DOUBLE_EQ(got[1], 60 + 20);
    EXPECT_DOUBLE_EQ(got[2], 40);
}

TEST(ExpectedChoice, OnlySchoolsWithATargetAreAskedOf) {
    const Choices choices = two_towns();
    Expectation expectation(choices, 3, two);
    const auto asked = expectation.with_target({10, 0, 0});
    EXPECT_EQ(asked.schools, std::vector<std::size_t>{0});
    EXPECT_EQ(asked.rows, std::vector<std::size_t>{0});
    EXPECT_EQ(expectation.at({1, 1, 1}, asked), (std::vector<double>{25, 0, 0}));
}

TEST(ExpectedChoice, BalanceFindsTheAppealsThatGiveTheTargets) {
    const Choices choices = two_towns();
    Expectation expectation(choices, 3, alone);
    std::vector<double> factor(3, 1.0);
    balance(expectation, {50, 70, 40}, 9, {1, 1, 1}, factor);
    // Half of the hundred: appeal 0 is three times appeal 1; a third of the sixty: appeals 1 and 2 are equal.
    EXPECT_NEAR(factor[0] / factor[1], 3, 0.03);
    EXPECT_NEAR(factor[1] / factor[2], 1, 0.01);
}

TEST(ExpectedChoice, BalanceStaysWithinItsBoundsOfWhereItIsToStay) {
    const Choices choices = two_towns();
    Expectation expectation(choices, 3, alone);
    std::vector<double> factor{2, 2, 2};
    balance(expectation, {99, 21, 40}, 0.5, {2, 2, 2}, factor);
    EXPECT_DOUBLE_EQ(factor[0], 2 * std::exp(0.5));
    EXPECT_DOUBLE_EQ(factor[1], 2 * std::exp(-0.5));
}

TEST(ExpectedChoice, TargetsAreScaledToTheChildrenWhoHaveAChoice) {
    std::vector<double> target{1, 1, 2};
    share_children(two_towns(), target);
    EXPECT_EQ(target, (std::vector<double>{40, 40, 80}));
}

}  // namespace
}  // namespace sendscape::expected_choice_test
