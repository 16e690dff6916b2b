// SPDX-License-Identifier: MIT
#include "sim/studies/calibration.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace sendscape::calibration_test {
namespace {

Sen2 history(const std::vector<int>& totals) {
    Sen2 sen2;
    for (std::size_t i = 0; i < totals.size(); ++i) {
        PlansMaintained plans;
        plans.year = 2019 + static_cast<int>(i);
        plans.total = totals[i];
        sen2.plans.push_back(plans);
    }
    return sen2;
}

Forecast plans(int horizon, std::vector<double> values) {
    return {"plans_maintained", "", 0, horizon, std::move(values)};
}

class MatchedHistory : public ::testing::Test {
  protected:
    const Published published_{
        2019, {{"358", history({1000, 1100, 1200})}, {"355", history({2000, 2200, 2400})}}, SchoolCensus(2019, {}), {}};
    /// Both authorities times the same factors: the model as it is, then each direction both ways.
    [[nodiscard]] Calibration of(const std::vector<double>& factors) const {
        std::vector<std::vector<Forecast>> lived(2);
        for (int horizon = 0; horizon <= 2; ++horizon)
            for (const int authority : {0, 1}) {
                std::vector<double> values;
                for (const double factor : factors)
                    values.push_back((authority + 1) * (1000 + 100 * horizon) * std::pow(factor, horizon));
                lived[authority].push_back(plans(horizon, values));
            }
        return match_history(published_, {"358", "355"}, lived, factors.size() / 2);
    }
};

TEST_F(MatchedHistory, KeepsDirectionsNeitherWayOfWhichLeavesThePathTheStillestFirst) {
    // The doubt of a sum that the model meets in each authority is 3%: three times that in two years is 4.6% a year.
    // The stillest middle comes first; that of the last, 3.5% above the model after two years, is more than the doubt.
    const Calibration calibration = of({1, 1.04, 0.96, 1.06, 0.99, 1.01, 0.94, 1.0, 1.0, 1.04, 0.995});
    EXPECT_EQ(calibration.kept, (std::vector<std::size_t>{3, 0}));
    ASSERT_EQ(calibration.rows.size(), 2u);
    const PathRow& second = calibration.rows[1];
    EXPECT_EQ(second.horizon, 2);
    EXPECT_EQ(second.authorities, 2u);
    EXPECT_DOUBLE_EQ(second.published, 3600);
    EXPECT_NEAR(second.doubt, 0.03, 1e-12);
    EXPECT_NEAR(second.implausibility(1), 2 * std::log(1.04) / 0.03, 1e-9);
}

TEST_F(MatchedHistory, ARowThatTheModelItselfMissesIsNotAsked) {
    const Calibration calibration = of({1.2, 1.2, 1.2});
    EXPECT_TRUE(
        std::none_of(calibration.rows.begin(), calibration.rows.end(), [](const PathRow& row) { return row.asked; }));
    EXPECT_EQ(calibration.kept.size(), 1u);
    EXPECT_NE(calibration_csv(calibration).find("plans_maintained,,2,2,3600,5184,0.0300,0,5184,5184,5184,5184"),
              std::string::npos)
        << calibration_csv(calibration);
}

TEST(Trials, AreAHypercubeOverWhatTheScenarioLeavesOpen) {
    Scenario scenario;
    ParameterChange given;
    given.key = "families.sibling";
    given.values = {3};
    scenario.changes.push_back(given);
    const AssumptionSet trials = trial_directions(20, 0.5, scenario, 1);
    EXPECT_EQ(std::count(trials.keys.begin(), trials.keys.end(), "families.sibling"), 0);
    ASSERT_EQ(trials.directions.size(), 20u);
    for (std::size_t key = 0; key < trials.keys.size(); ++key) {
        std::set<int> strips;  // one point in each twentieth of the normal distribution
        for (const auto& direction : trials.directions)
            strips.insert(static_cast<int>(20 * 0.5 * std::erfc(-direction[key] / 0.5 / std::sqrt(2.0))));
        EXPECT_EQ(strips.size(), 20u) << trials.keys[key];
    }
    const auto scenarios = trial_scenarios(scenario, trials);
    ASSERT_EQ(scenarios.size(), 41u);
    EXPECT_EQ(scenarios[0]->changes.size(), 1u);
    EXPECT_EQ(scenarios[1]->changes.size(), 1 + trials.keys.size());
    for (const ParameterChange& change : scenarios[1]->changes) {
        const ParameterRow& row = *find_parameter(change.key);
        for (const double value : change.values) EXPECT_TRUE(value >= row.least && value <= row.most) << change.key;
    }
}

TEST(Trials, ToldIsWhatTheKeptOnesLieCloserTogetherIn) {
    const AssumptionSet trials{{"families.sibling", "families.faith"}, {{1, 1}, {1, -1}, {-0.5, 1}, {-0.5, -1}}};
    const auto told = told_by_history(trials, {2, 3});
    ASSERT_EQ(told.size(), 2u);
    EXPECT_EQ(told[0].key, "families.sibling");
    EXPECT_NEAR(told[0].spread_left, std::sqrt(0.25 / 0.625), 1e-9);
    EXPECT_NEAR(told[1].spread_left, 1, 1e-9);
}

}  // namespace
}  // namespace sendscape::calibration_test
