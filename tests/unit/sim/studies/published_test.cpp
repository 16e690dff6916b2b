// SPDX-License-Identifier: MIT
#include "sim/studies/published.h"

#include <gtest/gtest.h>

#include <cmath>

namespace sendscape::published_test {
namespace {

const ScoredMeasure& measure(const std::string& name, const std::string& axes = "") {
    for (const ScoredMeasure& row : scored_measures())
        if (row.name == name && row.axes == axes) return row;
    throw std::runtime_error(name);
}

Sen2 history(int first, const std::vector<int>& totals) {
    Sen2 sen2;
    for (std::size_t i = 0; i < totals.size(); ++i) {
        PlansMaintained plans;
        plans.year = first + static_cast<int>(i);
        plans.total = totals[i];
        plans.by_age_band = {totals[i] / 10, totals[i] / 2, 0, 0, 0};
        sen2.plans.push_back(plans);
        PlanFlows flows;
        flows.year = plans.year;
        flows.requests = totals[i] / 4;
        flows.refused = 20;
        flows.agreed = 60;
        sen2.flows.push_back(flows);
    }
    return sen2;
}

double named(const std::vector<Baseline>& baselines, std::string_view name) {
    for (const Baseline& one : baselines)
        if (one.name == name) return one.value;
    return std::nan("");
}

class PublishedTest : public ::testing::Test {
  protected:
    // Two authorities: England goes from 1,000 in 2016 to 2,000 in 2019. A third has no past and does not count.
    Published published_{2019,
                         {{"358", history(2016, {400, 500, 600, 700, 900, 1000, 1100})},
                          {"355", history(2016, {600, 800, 1000, 1300, 1500, 1700, 1900})},
                          {"210", history(2018, {100, 200})}},
                         SchoolCensus(2019, {{1, "358", 2001, CensusType::primary, 200, 4, 20},
                                             {2, "358", 2002, CensusType::primary, 80, 4, 20},
                                             {3, "358", 7001, CensusType::state_special, 50, 50, 0},
                                             {4, "355", 2001, CensusType::primary, 100, 2, 20}}),
                         {SchoolCensus(2025, {{9, "358", 2001, CensusType::primary, 220, 12, 20},
                                              {2, "358", 2002, CensusType::primary, 300, 40, 20},
                                              {3, "358", 7001, CensusType::state_special, 75, 75, 0},
                                              {4, "355", 2001, CensusType::primary, 110, 6, 20}})}};
};

TEST_F(PublishedTest, ValuesByYearsFromTheStart) {
    EXPECT_EQ(published_.value(measure("plans_maintained"), "358", 3), 1100);
    EXPECT_TRUE(std::isnan(published_.value(measure("plans_maintained"), "358", 4)));
    EXPECT_TRUE(std::isnan(published_.value(measure("plans_maintained"), "999", 0)));
    EXPECT_EQ(published_.value(measure("plans_by_age", "age_band=under_5"), "358", 0), 70);
    EXPECT_TRUE(std::isnan(published_.value(measure("plans_by_need", "need=ASD"), "358", 0)));  // a row of zeros
    // Of the calendar year before the January: 2019 for January 2020.
    EXPECT_EQ(published_.value(measure("plans_requested"), "358", 1), 175);
    EXPECT_EQ(published_.value(measure("refusal_rate"), "358", 1), 0.25);
    EXPECT_TRUE(std::isnan(published_.value(measure("plans_issued"), "358", 1)));
}

TEST_F(PublishedTest, BaselinesKnowNothingOfLater) {
    const auto plans = published_.baselines(measure("plans_maintained"), "358", 3);
    EXPECT_DOUBLE_EQ(named(plans, "flat"), 700);
    EXPECT_DOUBLE_EQ(named(plans, "own_linear_trend"), 1000);
    EXPECT_NEAR(named(plans, "own_growth"), 700 * 7.0 / 4, 1e-9);
    EXPECT_NEAR(named(plans, "england_growth"), 1400, 1e-9);
    EXPECT_NEAR(named(published_.baselines(measure("plans_by_age", "age_band=under_5"), "358", 3),
                      "own_share_x_england_growth"),
                140, 1e-9);
    // The last year of requests that was known in January 2019 is 2018: 150, and England's grew from 2015 on.
    EXPECT_DOUBLE_EQ(named(published_.baselines(measure("plans_requested"), "358", 1), "last_year"), 150);
    const auto without_past = published_.baselines(measure("plans_maintained"), "210", 3);
    EXPECT_TRUE(std::isnan(named(without_past, "own_linear_trend")));
    EXPECT_NEAR(named(without_past, "england_growth"), 400, 1e-9);
}

TEST_F(PublishedTest, SchoolsGrowAsThoseInBothCensuses) {
    const LaterCensus* later = published_.later_by(6);
    ASSERT_NE(later, nullptr);
    EXPECT_EQ(published_.later_by(5), nullptr);
    // The school of 80 pupils is too small to tell, and the academy is found by its number.
    EXPECT_EQ(later->growth.at(CensusType::primary).schools, 2u);
    EXPECT_DOUBLE_EQ(later->growth.at(CensusType::primary).roll, 1.1);
    EXPECT_DOUBLE_EQ(later->growth.at(CensusType::primary).plans, 3);
    EXPECT_DOUBLE_EQ(later->growth.at(CensusType::state_special).roll, 1.5);
    EXPECT_EQ(published_.value(measure("special_roll"), "358", 6), 75);
    EXPECT_DOUBLE_EQ(named(published_.baselines(measure("special_roll"), "358", 6), "own_x_england_growth"), 75);
    // All schools of an authority make its rate, matched or not.
    EXPECT_DOUBLE_EQ((later->sums.at({"358", CensusType::primary}).plans), 52);
}

}  // namespace
}  // namespace sendscape::published_test
