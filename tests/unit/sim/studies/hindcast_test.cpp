// SPDX-License-Identifier: MIT
#include "sim/studies/hindcast.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/output_run.h"

namespace sendscape::hindcast_test {
namespace {

TEST(HindcastOfAnAuthority, KnowsTheStocksUpToTheStartAndTheYearsBeforeIt) {
    Sen2 history;
    for (const int year : {2018, 2019, 2020}) {
        PlansMaintained plans;
        plans.year = year;
        history.plans.push_back(plans);
        PlanFlows flows;
        flows.year = year;
        history.flows.push_back(flows);
    }
    const Sen2 known = known_by(history, 2019);
    ASSERT_EQ(known.plans.size(), 2u);
    EXPECT_EQ(known.plans.back().year, 2019);
    ASSERT_EQ(known.flows.size(), 1u);
    EXPECT_EQ(known.flows.back().year, 2018);
}

TEST(HindcastOfAnAuthority, TellsEveryMeasureAtEveryJanuaryAndSchoolsWhenAsked) {
    const sendscape::Run run = testing::small_run(2, 2);
    const std::vector<Forecast> forecasts = forecasts_of(run, {2});
    std::size_t plans = 0, requests = 0;
    for (const Forecast& one : forecasts) {
        EXPECT_EQ(one.values.size(), 2u);
        plans += one.measure == "plans_maintained";
        requests += one.measure == "plans_requested";
        EXPECT_TRUE(one.school == 0 || one.horizon == 0 || one.horizon == 2);
        if (one.measure == "plans_maintained" && one.horizon == 1) {
            EXPECT_EQ(one.values, run.across(run.get("plans_maintained"), run.start + 12));
        }
    }
    EXPECT_EQ(plans, 3u);
    EXPECT_EQ(requests, 2u);  // nothing was lived before the start
    double by_age = 0, by_setting = 0, all = 0;
    for (const Forecast& one : forecasts) {
        if (one.horizon != 2) continue;
        if (one.measure == "plans_by_age") by_age += one.values[0];
        if (one.measure == "plans_by_setting") by_setting += one.values[0];
        if (one.measure == "plans_maintained") all = one.values[0];
    }
    EXPECT_EQ(by_age, all);
    EXPECT_EQ(by_setting, all);
}

}  // namespace
}  // namespace sendscape::hindcast_test
