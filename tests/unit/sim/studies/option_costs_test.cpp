// SPDX-License-Identifier: MIT
#include "sim/studies/option_costs.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/output_run.h"

namespace sendscape::option_costs_test {
namespace {

using testing::small_scenario;

ProvisionChange opening(ProvisionChange::Kind kind, Month on, int places, Setting setting) {
    ProvisionChange o;
    o.kind = kind;
    o.on = on;
    o.places = places;
    o.setting = setting;
    return o;
}

Order order(Month opens, int places, double pounds_each) {
    Order one;
    one.item.places = places;
    one.item.opens = opens.index;
    one.item.cost = pounds(pounds_each) * places;
    return one;
}

TEST(CapitalOf, IsPlacesTimesTheCostParameterInForce) {
    Scenario scenario = small_scenario(5, 1);
    const ProvisionChange base =
        opening(ProvisionChange::Kind::open_base, Month(2028, 9), 60, Setting::resourced_provision);
    const ProvisionChange school =
        opening(ProvisionChange::Kind::open_school, Month(2030, 9), 150, Setting::state_special);
    const ProvisionChange growth = opening(ProvisionChange::Kind::grow, Month(2028, 9), 10, Setting::state_special);
    EXPECT_DOUBLE_EQ(*capital_of(base, scenario), 60 * 35'000.0);
    EXPECT_DOUBLE_EQ(*capital_of(school, scenario), 150 * 90'000.0);
    EXPECT_DOUBLE_EQ(*capital_of(growth, scenario), 10 * 62'000.0);
    scenario.changes.push_back({{}, Month(2027, 4), "authority.cost_base_place", {50'000}});
    scenario.changes.push_back({{}, Month(2029, 4), "authority.cost_base_place", {70'000}});
    EXPECT_DOUBLE_EQ(*capital_of(base, scenario), 60 * 50'000.0);
}

TEST(CapitalOf, TheOfficersOwnCostCounts) {
    const Scenario scenario = small_scenario(5, 1);
    ProvisionChange school = opening(ProvisionChange::Kind::open_school, Month(2030, 9), 150, Setting::state_special);
    school.cost = 11e6;
    EXPECT_DOUBLE_EQ(*capital_of(school, scenario), 11e6);
    school.cost = 0;  // a free school that the department pays for
    EXPECT_DOUBLE_EQ(*capital_of(school, scenario), 0);
    EXPECT_FALSE(
        capital_of(opening(ProvisionChange::Kind::open_school, Month(2030, 9), 210, Setting::mainstream), scenario));
}

TEST(CapitalOf, FallsInTheYearInWhichPlacesOpen) {
    Scenario scenario = small_scenario(3, 2);
    scenario.provision = {opening(ProvisionChange::Kind::open_base, Month(2027, 9), 10, Setting::resourced_provision),
                          opening(ProvisionChange::Kind::open_base, Month(2031, 9), 99, Setting::resourced_provision)};
    const std::vector<std::vector<Order>> ordered{{order(Month(2028, 9), 4, 62'000)},
                                                  {order(Month(2028, 9), 6, 62'000), order(Month(2030, 9), 9, 1)}};
    const Capital capital = capital_of(scenario, Month(2026, 1), Month(2029, 1), ordered);
    EXPECT_EQ(capital.years, (std::vector<int>{2026, 2027, 2028, 2029}));
    EXPECT_EQ(capital.of_year(0, 2), (std::vector<double>{0, 0}));
    EXPECT_EQ(capital.of_year(1, 2), (std::vector<double>{350'000, 350'000}));
    EXPECT_EQ(capital.of_year(2, 2), (std::vector<double>{248'000, 372'000}));
    EXPECT_EQ(capital.total(2), (std::vector<double>{598'000, 722'000})) << "what opens after the end is not counted";
}

TEST(PaybackYear, AddsUpYearByYear) {
    EXPECT_EQ(*payback_year(100, {0, 40, 50, 20, 5}, 2026), 2029);
    EXPECT_EQ(*payback_year(90, {0, 40, 50}, 2026), 2028);
    EXPECT_FALSE(payback_year(100, {0, 40, 50}, 2026));
    EXPECT_FALSE(payback_year(0, {40}, 2026)) << "nothing to pay back";
    EXPECT_EQ(*payback_year(50, {60, -40, 60}, 2026), 2026);
}

TEST(OptionCosts, AreTheMonthsAddedUp) {
    Scenario scenario = small_scenario(2, 3);
    const sendscape::Run plain = testing::run_of(*testing::small_map(), scenario, EventsKept::none);
    scenario.changes.push_back({{}, Month(2026, 6), "authority.special_top_up", {20'000}});
    const sendscape::Run dearer = testing::run_of(*testing::small_map(), scenario, EventsKept::none);
    const PairedRuns pair = pair_runs(plain, dearer);
    Capital none, built;
    none.years = built.years = {2026};
    none.dated = {0};
    built.dated = {1e6};
    const OptionCosts costs = option_costs(pair, none, built);
    EXPECT_DOUBLE_EQ(costs.capital.difference, 1e6);
    double by_hand = 0;
    const auto special = static_cast<std::size_t>(Heading::state_special);
    for (Month month(2026, 2); month <= Month(2028, 1); ++month)
        for (std::size_t r = 0; r < 3; ++r) {
            const Slice slice{{Axis::heading, special}};
            by_hand += dearer.across(dearer.get("high_needs_spend"), month, slice)[r] -
                       plain.across(plain.get("high_needs_spend"), month, slice)[r];
        }
    EXPECT_GT(by_hand, 0);
    const PairedDifference told = added_up(pair, {"high_needs_spend", {{Axis::heading, special}}});
    EXPECT_NEAR(told.difference, by_hand / 3, 1);
    double years = 0;
    for (int year = 2026; year <= 2028; ++year)
        years += added_up(pair, {"high_needs_spend", {{Axis::heading, special}}}, year).difference;
    EXPECT_NEAR(years, told.difference, 1) << "calendar years add up to the whole";
    const double balance = dearer.range("high_needs_balance", Month(2028, 1)).mean -
                           plain.range("high_needs_balance", Month(2028, 1)).mean;
    EXPECT_NEAR(costs.balance.difference, balance, 1);
    EXPECT_EQ(costs.of, 3U);
}

}  // namespace
}  // namespace sendscape::option_costs_test
