// SPDX-License-Identifier: MIT
#include "sim/studies/option_costs.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <tuple>

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

/// A run that recorded so many pounds in a month, for bases and for expansions, in each of two replicates.
sendscape::Run recorded(const std::vector<std::tuple<Month, std::size_t, double, double>>& spent) {
    sendscape::Run run;
    run.start = Month(2026, 1);
    run.month_count = 37;
    run.replicates = 2;
    Series series;
    series.name = "capital_spend";
    series.flow = true;
    series.axes = {Axis::authority, Axis::kind};
    series.extents = {1, capital_kind_count};
    series.replicates = 2;
    series.times = run.month_count;
    series.values.assign(2 * series.times * capital_kind_count, 0);
    for (const auto& [month, kind, first, second] : spent) {
        const auto at = static_cast<std::size_t>(month - run.start) * capital_kind_count + kind;
        series.values[at] += first;
        series.values[series.times * capital_kind_count + at] += second;
    }
    run.series.push_back(std::move(series));
    return run;
}

TEST(CapitalOf, FallsInTheYearInWhichPlacesOpenAndByWhatIsBuilt) {
    const auto base = static_cast<std::size_t>(BuildKind::base),
               growth = static_cast<std::size_t>(BuildKind::expansion);
    const sendscape::Run run = recorded({{Month(2027, 9), base, 350'000, 350'000},
                                         {Month(2028, 9), growth, 248'000, 372'000},
                                         {Month(2028, 10), base, 2'000, 0}});
    const Capital capital = capital_of(small_scenario(3, 2), run, Month(2028, 9));
    EXPECT_TRUE(capital.recorded);
    EXPECT_EQ(capital.years, (std::vector<int>{2026, 2027, 2028}));
    EXPECT_EQ(capital.of_year(0), (std::vector<double>{0, 0}));
    EXPECT_EQ(capital.of_year(1), (std::vector<double>{350'000, 350'000}));
    EXPECT_EQ(capital.of_year(2), (std::vector<double>{248'000, 372'000})) << "what opens after the end is not counted";
    EXPECT_EQ(capital.of_year(2, base), (std::vector<double>{0, 0}));
    EXPECT_EQ(capital.total(), (std::vector<double>{598'000, 722'000}));
    EXPECT_EQ(capital.total(growth), (std::vector<double>{248'000, 372'000}));
}

// A run file of an earlier version.
TEST(CapitalOf, IsTheScenariosOwnWhereARunKeptNone) {
    Scenario scenario = small_scenario(3, 2);
    scenario.provision = {opening(ProvisionChange::Kind::open_base, Month(2027, 9), 10, Setting::resourced_provision),
                          opening(ProvisionChange::Kind::open_base, Month(2031, 9), 99, Setting::resourced_provision),
                          opening(ProvisionChange::Kind::open_school, Month(2028, 9), 210, Setting::mainstream)};
    scenario.changes.push_back({{}, Month(2027, 4), "authority.cost_base_place", {50'000}});
    sendscape::Run run = recorded({});
    run.series.clear();
    const Capital capital = capital_of(scenario, run, Month(2029, 1));
    EXPECT_FALSE(capital.recorded);
    EXPECT_EQ(capital.of_year(1), (std::vector<double>{500'000, 500'000}));
    EXPECT_EQ(capital.total(), (std::vector<double>{500'000, 500'000}));
    EXPECT_EQ(capital.unpriced.size(), 1u);
}

// The run says what its scenario's entries and its authority's orders cost: the same as asking them.
TEST(CapitalOf, ARunRecordsItsEntriesAndItsOrders) {
    Scenario scenario = small_scenario(3, 1);
    scenario.provision = {opening(ProvisionChange::Kind::open_base, Month(2027, 9), 10, Setting::resourced_provision)};
    scenario.provision[0].urn = testing::small_map()->schools[testing::kings].urn;
    scenario.provision[0].phase = Phase::secondary;
    scenario.changes.push_back({{}, Month(0), "loops.commissioning", {0}});
    const sendscape::Run run = testing::run_of(*testing::small_map(), scenario, EventsKept::none);
    const Capital capital = capital_of(scenario, run, run.last());
    EXPECT_EQ(capital.of_year(1), std::vector<double>{350'000});
    EXPECT_EQ(capital.total(), std::vector<double>{350'000}) << "what was on order at the start was paid for before";
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
    none.spent = {{{}, {}, {}}};
    built.spent = {std::vector<Capital::ByKind>(3, Capital::ByKind{0, 0, 1e6, 0})};
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

TEST(OwnCosts, PriceARunByItselfAsItsMonthsSay) {
    const sendscape::Run run = testing::run_of(*testing::small_map(), small_scenario(2, 3), EventsKept::none);
    const PairedRuns months = pair_runs(run, run);
    Capital built;
    built.years = {2026};
    built.spent = {std::vector<Capital::ByKind>(3, Capital::ByKind{0, 0, 1e6, 0})};
    const OwnCosts costs = own_costs(months, run, built);
    std::array<double, 3> money{}, years{}, lacking{};
    for (Month month(2026, 2); month <= Month(2028, 1); ++month)
        for (std::size_t r = 0; r < 3; ++r) {
            const auto all = [&](const char* measure) { return run.across(run.get(measure), month)[r]; };
            money[r] += all("high_needs_spend") + all("transport_spend") -
                        run.across(run.get("high_needs_spend"), month,
                                   {{Axis::heading, static_cast<std::size_t>(Heading::interest)}})[r];
            lacking[r] += all("specialist_shortfall") / 12;
            years[r] += (all("plans_maintained") - all("specialist_shortfall")) / 12;
        }
    const auto mean = [](const auto& of) { return (of(0u) + of(1u) + of(2u)) / 3; };
    EXPECT_DOUBLE_EQ(costs.capital.mean, 1e6);
    EXPECT_GT(lacking[0], 0);
    EXPECT_NEAR(costs.years_short.mean, mean([&](std::size_t r) { return lacking[r]; }), 1e-6);
    EXPECT_NEAR(costs.suitable_years.mean, mean([&](std::size_t r) { return years[r]; }), 1e-6);
    EXPECT_NEAR(costs.revenue_a_child_year.mean, mean([&](std::size_t r) { return money[r] / years[r]; }), 1e-6);
    EXPECT_NEAR(costs.all_a_child_year.mean, mean([&](std::size_t r) { return (money[r] + 1e6) / years[r]; }), 1e-6);
}

}  // namespace
}  // namespace sendscape::option_costs_test
