// SPDX-License-Identifier: MIT
#include "sim/output/aims.h"

#include <gtest/gtest.h>

#include "sim/core/error.h"

namespace sendscape::aims_test {
namespace {

std::string refusal(std::string_view measure, std::string_view position) {
    try {
        measured_part(measure, position);
    } catch (const InputError& error) {
        return error.what();
    }
    return "accepted";
}

TEST(Aims, NameAMeasureOrOnePositionOfIt) {
    EXPECT_TRUE(measured_part("plans_issued").slice.empty());
    const MeasuredPart part = measured_part("high_needs_spend", "independent_special");
    ASSERT_EQ(part.slice.size(), 1u);
    EXPECT_EQ(part.slice[0].first, Axis::heading);
    EXPECT_EQ(part.slice[0].second, static_cast<std::size_t>(Heading::independent_special));
    EXPECT_EQ(measured_part("wait_weeks", "camhs").slice[0].first, Axis::service);
    EXPECT_EQ(measured_part("plans_by_need", "ASD").slice[0].first, Axis::need);
    EXPECT_EQ(measured_part("specialist_places", "secondary").slice[0].first, Axis::phase);
    EXPECT_EQ(measured_part("school_responses", "off_roll").slice[0].second, 8u);
}

TEST(Aims, SayWhatIsKnown) {
    EXPECT_EQ(refusal("wait_week", ""),
              "unknown measure 'wait_week'; did you mean 'wait_weeks'? 'sendscape describe measures' lists all");
    EXPECT_EQ(refusal("wait_weeks", "cahms").substr(0, 54), "wait_weeks has no 'cahms'; did you mean 'camhs'? Known");
    EXPECT_EQ(refusal("plans_issued", "autism"), "plans_issued has no parts that can be named: leave '/autism' out");
}

TEST(Aims, AScenariosMistakesAreToldTogether) {
    Scenario scenario;
    scenario.policies.resize(2);
    scenario.policies[0].moves = {{"plan_issued", "", true, "a.toml:3"}, {"plans_issued", "", true, "a.toml:3"}};
    scenario.policies[1].moves = {{"exclusions", "gone", true, "b.toml:9"}};
    ConfigProblems problems;
    check_aims(scenario, problems);
    try {
        problems.throw_if_any();
        FAIL();
    } catch (const InputError& error) {
        const std::string text = error.what();
        EXPECT_NE(text.find("a.toml:3: moves: unknown measure 'plan_issued'"), std::string::npos) << text;
        EXPECT_NE(text.find("b.toml:9: moves: exclusions has no 'gone'"), std::string::npos) << text;
    }
}

}  // namespace
}  // namespace sendscape::aims_test
