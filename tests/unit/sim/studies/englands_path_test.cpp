// SPDX-License-Identifier: MIT
#include "sim/studies/englands_path.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "sim/core/error.h"
#include "sim/scenario/read_scenario.h"

namespace sendscape::englands_path_test {
namespace {

Scenario status_quo(int years, const std::vector<std::string>& settings = {}) {
    Overrides overrides;
    overrides.years = years;
    overrides.settings = settings;
    return read_scenario("status-quo", overrides);
}

/// What the scenario gives a parameter in a month; not a number where it gives nothing that month.
double given(const Scenario& scenario, const std::string& key, Month from) {
    const auto change = std::find_if(scenario.changes.begin(), scenario.changes.end(),
                                     [&](const ParameterChange& c) { return c.key == key && c.from == from; });
    return change == scenario.changes.end() ? std::nan("") : change->values.at(0);
}

TEST(EnglandsPath, IsThePublishedYearsOverTheOneBeforeTheStart) {
    Scenario scenario = status_quo(6);
    tell_englands_path(scenario, 2019);
    // SEN2: 72,423 requests in 2018, 82,329 in 2019, 154,489 in 2024; 21.1% and 9.3% of new plans name a special
    // school.
    EXPECT_DOUBLE_EQ(given(scenario, "plans.requests_scale", Month(2019, 1)), 82329.0 / 72423);
    EXPECT_DOUBLE_EQ(given(scenario, "plans.requests_scale", Month(2024, 1)), 154489.0 / 72423);
    EXPECT_NEAR(given(scenario, "plans.first_special_scale", Month(2024, 1)), 0.3834, 1e-3);
    EXPECT_EQ(given(scenario, "plans.trend_kept", Month(2019, 1)), 0);
    EXPECT_TRUE(std::isnan(given(scenario, "plans.requests_scale", Month(2025, 1))));  // not lived
    EXPECT_NE(scenario.effective_toml.find("plans.requests_scale"), std::string::npos);
}

TEST(EnglandsPath, EndsWithTheLastYearTold) {
    Scenario long_one = status_quo(20);
    tell_englands_path(long_one, 2019);
    EXPECT_FALSE(std::isnan(given(long_one, "plans.requests_scale", Month(2025, 1))));
    EXPECT_TRUE(std::isnan(given(long_one, "plans.requests_scale", Month(2026, 1))));
    Scenario later = status_quo(6);
    const std::size_t before = later.changes.size();
    tell_englands_path(later, 2027);
    EXPECT_EQ(later.changes.size(), before);
}

TEST(EnglandsPath, IsNotMixedWithAnother) {
    Scenario scenario = status_quo(6, {"plans.requests_scale=1.2"});
    EXPECT_THROW(tell_englands_path(scenario, 2019), InputError);
}

}  // namespace
}  // namespace sendscape::englands_path_test
