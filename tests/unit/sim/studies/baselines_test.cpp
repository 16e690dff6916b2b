// SPDX-License-Identifier: MIT
#include "sim/studies/baselines.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <string>

#include "sim/output/shares.h"

namespace sendscape::baselines_test {
namespace {

std::map<std::string, double> by_name(const std::vector<Baseline>& baselines) {
    std::map<std::string, double> values;
    for (const Baseline& one : baselines) values.emplace(one.name, one.value);
    return values;
}

// 1,000 plans three years ago, 1,331 now: 331 more, or a tenth a year. England doubled in those three years.
const KnownPast past{1331, 1000, 200, 100};

TEST(Baselines, OfAStockByHand) {
    const auto values = by_name(stock_baselines(past, 3));
    ASSERT_EQ(values.size(), 4u);
    EXPECT_DOUBLE_EQ(values.at("flat"), 1331);
    EXPECT_DOUBLE_EQ(values.at("own_linear_trend"), 1662);  // and 331 again
    EXPECT_NEAR(values.at("own_growth"), 1331 * 1.331, 1e-6);
    EXPECT_NEAR(values.at("england_growth"), 2662, 1e-6);
    EXPECT_NEAR(by_name(stock_baselines(past, 6)).at("own_linear_trend"), 1993, 1e-9);
}

TEST(Baselines, WhatCannotBeKnownIsLeftOut) {
    const auto values = by_name(stock_baselines({1331, not_recorded, 200, 100}, 1));
    EXPECT_EQ(values.size(), 2u);
    EXPECT_TRUE(values.contains("flat") && values.contains("england_growth"));
    EXPECT_TRUE(stock_baselines({not_recorded, not_recorded, 200, 100}, 1).empty());
    EXPECT_FALSE(by_name(stock_baselines({1331, 0, 200, 100}, 1)).contains("own_growth"));
}

TEST(Baselines, OfAPartTakeEnglandsGrowthOfAllPlansAndOfThatPart) {
    const auto values = by_name(part_baselines(past, 1.1, 2));
    EXPECT_NEAR(values.at("own_share_x_england_growth"), 1331 * 1.21, 1e-9);
    EXPECT_NEAR(values.at("england_growth"), 1331 * std::pow(2.0, 2.0 / 3), 1e-6);
}

TEST(Baselines, OfAFlowAndAShareBeginWithTheLastYearKnown) {
    const auto values = by_name(flow_baselines({80, 10, 100, 100}, 5));
    EXPECT_DOUBLE_EQ(values.at("last_year"), 80);
    EXPECT_DOUBLE_EQ(values.at("last_year_x_england"), 80);  // England stood still
    EXPECT_DOUBLE_EQ(by_name(share_baselines(0.25)).at("last_year"), 0.25);
    EXPECT_TRUE(share_baselines(not_recorded).empty());
}

// A primary school with 12 plans where its authority's rate would give it 3; its kind will double.
TEST(Baselines, OfSchoolsByHand) {
    SchoolPast school;
    school.roll = 200;
    school.plans = 12;
    school.expected = 3;
    school.roll_growth = 0.96;
    school.plans_growth = 2;
    school.type = CensusType::primary;
    EXPECT_DOUBLE_EQ(by_name(roll_baselines(school)).at("own_x_england_growth"), 192);
    const auto values = by_name(plans_baselines(school));
    EXPECT_DOUBLE_EQ(values.at("own_x_growth"), 24);
    EXPECT_DOUBLE_EQ(values.at("half_own_half_authority"), 15);
    EXPECT_NEAR(values.at("shrunken"), 6 * std::pow(17.0 / 8, 0.8), 1e-9);
    school.type = CensusType::secondary;
    EXPECT_NEAR(by_name(plans_baselines(school)).at("shrunken"), 6 * std::pow(13.0 / 4, 0.6), 1e-9);
    school.type = CensusType::state_special;
    EXPECT_EQ(plans_baselines(school).size(), 1u);
}

}  // namespace
}  // namespace sendscape::baselines_test
