// SPDX-License-Identifier: MIT
#include "sim/studies/scan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <sstream>

#include "sim/output/recording.h"
#include "sim/scenario/prepare_map.h"
#include "sim/simulation.h"
#include "sim/studies/scan_terms.h"
#include "tests/support/small_map.h"

namespace sendscape::scan_test {
namespace {

const Parallel one_thread(1);

ScanPlan small_plan(std::vector<ParameterChange> changes = {}) {
    Scenario scenario;
    scenario.name = "town";
    scenario.changes = std::move(changes);
    settle(scenario);
    ScanPlan plan;
    plan.map = std::make_shared<const Map>(prepare_map(*testing::small_map(), {}, one_thread));
    plan.scenario = std::make_shared<const Scenario>(std::move(scenario));
    plan.years = 1;
    plan.luck = 2;
    return plan;
}

std::vector<ScanRow> scanned(const ScanPlan& plan, std::initializer_list<const char*> keys) {
    std::vector<const ParameterRow*> parameters;
    for (const char* key : keys) parameters.push_back(find_parameter(key));
    std::ostringstream err;
    return scan(plan, parameters, one_thread, err, true);
}

TEST(Scan, ALeverThatNothingReadsIsDeadAndOneThatActsIsNot) {
    // Without the loop of services nobody asks how services answer to their queues; requests go on.
    const ScanPlan plan = small_plan({{{"", "test"}, Month(0), "loops.services", {0}}});
    const std::vector<ScanRow> rows = scanned(plan, {"services.response", "plans.requests_per_1000"});
    ASSERT_EQ(rows.size(), 4u);
    EXPECT_EQ(rows[0].moves, Moves::nothing);
    EXPECT_EQ(rows[1].moves, Moves::nothing);
    EXPECT_TRUE(rows[0].measure.empty());
    EXPECT_NE(rows[2].moves, Moves::nothing);
    EXPECT_FALSE(rows[3].measure.empty());
    EXPECT_NE(rows[3].usual, rows[3].changed);
    EXPECT_EQ(dead_levers(rows), std::vector<std::string>{"services.response"});
}

TEST(Scan, OneLivingEndIsEnoughAndAnEndInForceIsNoEvidence) {
    std::vector<ScanRow> rows(4);
    rows[0].key = rows[1].key = "one";
    rows[2].key = rows[3].key = "other";
    rows[0].moves = Moves::nothing;
    rows[1].moves = Moves::within_luck;
    rows[2].moves = Moves::as_usual;
    rows[3].moves = Moves::nothing;
    EXPECT_EQ(dead_levers(rows), std::vector<std::string>{"other"});
    rows[2].moves = rows[3].moves = Moves::cannot_act;
    EXPECT_TRUE(dead_levers(rows).empty());
}

TEST(Scan, WhatIsNotOnTheMapIsSaidWithTheReason) {
    const std::vector<ScanRow> rows =
        scanned(small_plan(), {"admissions.selective_qualifying", "authority.panel_spread"});
    for (const ScanRow& row : rows) {
        EXPECT_EQ(row.moves, Moves::cannot_act) << row.key;
        EXPECT_FALSE(row.with.empty());
    }
    auto map = *testing::small_map();
    map.schools[testing::kings].selective = true;
    EXPECT_EQ(cannot_act("admissions.selective_qualifying", map), "");
    EXPECT_NE(cannot_act("plans.trend_kept", map), "");
    map.authorities[0].sen2.flows.emplace_back();
    EXPECT_EQ(cannot_act("plans.trend_kept", map), "");
}

TEST(Scan, EndsLieInTheRangeAndTablesAreHalvedAndDoubled) {
    const ParameterRow& share = *find_parameter("plans.agree_school");
    EXPECT_EQ(scan_end(share, false), std::vector<double>{0.72});
    EXPECT_EQ(scan_end(share, true), std::vector<double>{0.92});
    const std::vector<double> low = scan_end(*find_parameter("families.yield"), false);
    const std::vector<double> high = scan_end(*find_parameter("families.yield"), true);
    ASSERT_EQ(low.size(), high.size());
    for (std::size_t i = 0; i < low.size(); ++i) EXPECT_DOUBLE_EQ(high[i], 4 * low[i]);
    for (const ParameterRow& row : parameter_table())
        for (const bool most : {false, true})
            for (const double value : scan_end(row, most)) {
                EXPECT_GE(value, row.least) << row.key;
                EXPECT_LE(value, row.most) << row.key;
            }
}

TEST(Scan, NamesInOrderAreTurnedRoundOrLeftToTheLast) {
    // By default looked after, faith, sibling, feeder and distance come first to fifth.
    using Criterion = AdmissionCriterion;
    const ParameterRow& criteria = *find_parameter("admissions.criteria");
    EXPECT_EQ(order_of(scan_end(criteria, false)), CriteriaOrder{Criterion::distance});
    EXPECT_EQ(order_of(scan_end(criteria, true)),
              (CriteriaOrder{Criterion::feeder, Criterion::sibling, Criterion::faith, Criterion::looked_after,
                             Criterion::distance}));
}

TEST(Scan, TermsNameParametersThatExist) {
    std::size_t some = 0;
    for (const ParameterRow& row : parameter_table()) {
        const ScanTerms terms = scan_terms(row.key);
        some += terms == ScanTerms{} ? 0 : 1;
        if (terms.with.empty()) continue;
        EXPECT_NE(find_parameter(terms.with.substr(0, terms.with.find('='))), nullptr) << row.key;
    }
    EXPECT_GT(some, 4u);
}

TEST(Scan, ExplosionsAreNumbersThatAreNoneBelowNoughtBeyondOneAndRunAway) {
    const ScanPlan plan = small_plan();
    auto scenario = std::make_shared<Scenario>(*plan.scenario);
    scenario->years = 1;
    Simulation town(plan.map, scenario, 0, one_thread);
    Recording recording(plan.map, town.world().start, 12, 1, EventsKept::none);
    recording.observe(town.world(), 0);
    while (!town.finished()) {
        town.step(one_thread);
        recording.observe(town.world(), 0);
    }
    const sendscape::Run usual = recording.finish(*scenario);
    EXPECT_TRUE(explosions(usual, usual).empty());
    sendscape::Run odd = usual;
    const auto series = [&](const char* name) -> Series& {
        return *std::find_if(odd.series.begin(), odd.series.end(), [&](const Series& one) { return one.name == name; });
    };
    series("wait_weeks").values.back() = std::numeric_limits<double>::infinity();
    series("plans_requested").values.back() = -1;
    series("share_in_time").values.back() = 1.5;
    Series& residents = series("residents_on_sen_support");
    residents.values.back() = 40 * residents.values.front();
    const std::vector<std::string> found = explosions(odd, usual);
    EXPECT_GE(found.size(), 4u);  // a wait without end has grown fivefold too
    const auto tells = [&](const char* words) {
        return std::any_of(found.begin(), found.end(),
                           [&](const std::string& one) { return one.find(words) != std::string::npos; });
    };
    EXPECT_TRUE(tells("wait_weeks is no number"));
    EXPECT_TRUE(tells("plans_requested falls below 0"));
    EXPECT_TRUE(tells("share_in_time leaves 0 to 1"));
    EXPECT_TRUE(tells("residents_on_sen_support grows from"));
}

TEST(Scan, TheTableIsOneRowAnEnd) {
    std::vector<ScanRow> rows(2);
    rows[0].key = rows[1].key = "plans.august";
    rows[1].most = true;
    rows[0].measure = "high_needs_spend, state_special";
    rows[0].usual = 100;
    rows[0].changed = 150;
    rows[0].exploded = {"one", "two"};
    const std::string text = scan_csv(rows);
    EXPECT_NE(text.find("\"high_needs_spend, state_special\",0,100,150,0.5,"), std::string::npos) << text;
    EXPECT_NE(text.find("one; two"), std::string::npos);
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 3);
}

}  // namespace
}  // namespace sendscape::scan_test
