// SPDX-License-Identifier: MIT
#include "sim/studies/options.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <functional>
#include <sstream>

#include "sim/output/run_file.h"
#include "sim/scenario/prepare_map.h"
#include "tests/support/output_run.h"

namespace sendscape::options_test {
namespace {

using testing::small_map;
using testing::small_scenario;

constexpr std::uint32_t replicates = 2;
constexpr int years = 3;

/// A scenario whose authority has the money to order places.
Scenario reference() {
    Scenario scenario = small_scenario(years, replicates);
    scenario.changes.push_back({{}, Month(0), "authority.capital_per_pupil", {1000}});
    scenario.changes.push_back({{}, Month(0), "authority.headroom", {0.2}});
    settle(scenario);
    return scenario;
}

Scenario changed(const std::function<void(Scenario&)>& change) {
    Scenario scenario = reference();
    change(scenario);
    settle(scenario);
    return scenario;
}

ProvisionChange opening(ProvisionChange::Kind kind, Month on, int places) {
    ProvisionChange o;
    o.kind = kind;
    o.on = on;
    o.places = places;
    o.needs = need_bit(Need::asd);
    return o;
}

Scenario with_base() {
    return changed([](Scenario& s) {
        ProvisionChange o = opening(ProvisionChange::Kind::open_base, Month(2027, 9), 20);
        o.setting = Setting::resourced_provision;
        o.urn = small_map()->schools[testing::meadow].urn;
        o.phase = Phase::secondary;
        s.provision.push_back(o);
    });
}
Scenario with_school() {
    return changed([](Scenario& s) {
        ProvisionChange o = opening(ProvisionChange::Kind::open_school, Month(2028, 9), 40);
        o.near = "East";
        o.name = "New";
        o.all_through = true;
        s.provision.push_back(o);
    });
}
Scenario with_psychologists(Month from) {
    return changed([&](Scenario& s) { s.changes.push_back({{}, from, "services.capacity_scale", {2, 1, 1, 1}}); });
}

OptionToLive to_live(const Scenario& scenario) {
    const Parallel parallel(1);
    return {std::make_shared<const Scenario>(scenario),
            std::make_shared<const Map>(prepare_map(*small_map(), scenario.provision, parallel))};
}

std::vector<LivedOption> live(const std::vector<Scenario>& scenarios, Orders orders, std::uint32_t first = 0,
                              std::uint32_t count = replicates, int threads = 1) {
    std::vector<OptionToLive> options;
    for (const Scenario& scenario : scenarios) options.push_back(to_live(scenario));
    std::ostringstream err;
    const Parallel parallel(threads);
    Progress progress(err, "test", option_months(options.size(), years, count), true);
    return live_options(options, orders, first, count, parallel, progress);
}

void expect_own_run(const LivedOption& lived, const Scenario& scenario, const std::string& what) {
    EXPECT_TRUE(run_file_bytes(lived.run) == run_file_bytes(testing::run_of(*small_map(), scenario, EventsKept::none)))
        << what;
}

TEST(LiveOptions, AreTheRunsThatEachScenarioLeavesToTheByte) {
    const std::vector<Scenario> scenarios{reference(),
                                          with_base(),
                                          with_school(),
                                          with_psychologists(Month(2027, 4)),
                                          with_psychologists(Month(0)),
                                          changed([](Scenario& s) {
                                              ProvisionChange o;
                                              o.kind = ProvisionChange::Kind::close_school;
                                              o.on = Month(2027, 8);
                                              o.urn = small_map()->schools[testing::st_anne].urn;
                                              s.provision.push_back(o);
                                          })};
    const std::vector<LivedOption> lived = live(scenarios, Orders::own, 0, replicates, 2);
    for (std::size_t k = 0; k < scenarios.size(); ++k)
        expect_own_run(lived[k], scenarios[k], "option " + std::to_string(k));
    EXPECT_FALSE(lived[0].apart_from);
    EXPECT_EQ(*lived[1].apart_from, Month(2027, 9));
    EXPECT_EQ(*lived[2].apart_from, Month(2028, 2)) << "schools that open are known to the round before";
    EXPECT_EQ(*lived[3].apart_from, Month(2027, 4));
    EXPECT_EQ(*lived[4].apart_from, Month(2026, 1)) << "undated: nothing is shared";
}

TEST(LiveOptions, AnOptionThatDiffersAfterTheEndIsTheReference) {
    const std::vector<LivedOption> lived =
        live({reference(), with_psychologists(Month(2029, 6))}, Orders::as_reference);
    EXPECT_FALSE(lived[1].apart_from);
    for (std::size_t i = 0; i < lived[0].run.series.size(); ++i) {
        const auto &a = lived[0].run.series[i].values, &b = lived[1].run.series[i].values;
        ASSERT_EQ(a.size(), b.size());
        EXPECT_EQ(std::memcmp(a.data(), b.data(), a.size() * sizeof(double)), 0) << lived[0].run.series[i].name;
    }
}

TEST(LiveOptions, OrdersAsTheReferenceAreThoseOfAnAuthorityThatSeesTheSame) {
    // A change that changes nothing: the option lives on by itself, with the reference's orders put in.
    const Scenario same = changed([](Scenario& s) {
        s.changes.push_back({{}, Month(2026, 3), "families.yield", {1}});
    });
    const std::vector<LivedOption> lived = live({reference(), same}, Orders::as_reference);
    std::size_t orders = 0;
    for (std::size_t r = 0; r < replicates; ++r) {
        ASSERT_EQ(lived[0].ordered[r].size(), lived[1].ordered[r].size());
        orders += lived[0].ordered[r].size();
    }
    EXPECT_GT(orders, 0U) << "the reference orders nothing: the test says nothing";
    EXPECT_EQ(*lived[1].apart_from, Month(2026, 3));
    EXPECT_EQ(lived[1].not_built, 0);
    for (std::size_t i = 0; i < lived[0].run.series.size(); ++i) {
        const auto &a = lived[0].run.series[i].values, &b = lived[1].run.series[i].values;
        ASSERT_EQ(a.size(), b.size());
        EXPECT_EQ(std::memcmp(a.data(), b.data(), a.size() * sizeof(double)), 0) << lived[0].run.series[i].name;
    }
}

TEST(LiveOptions, OrdersAsTheReferenceDoNotReactToTheOption) {
    const std::vector<LivedOption> lived = live({reference(), with_school()}, Orders::as_reference);
    for (std::size_t r = 0; r < replicates; ++r) {
        std::int64_t in_reference = 0, in_option = 0;
        for (const Order& order : lived[0].ordered[r]) in_reference += order.item.places;
        for (const Order& order : lived[1].ordered[r]) in_option += order.item.places;
        EXPECT_EQ(in_reference, in_option);
    }
}

TEST(LiveOptions, WithoutOrdersNothingIsOrderedAnywhere) {
    const std::vector<LivedOption> lived = live({reference(), with_base()}, Orders::none);
    for (const LivedOption& option : lived)
        for (const auto& ordered : option.ordered) EXPECT_TRUE(ordered.empty());
    expect_own_run(lived[1], without_orders(with_base()), "no orders");
}

TEST(LiveOptions, AnOptionAboutOrdersKeepsItsOwn) {
    const Scenario none = without_orders(reference());
    EXPECT_TRUE(differ_in_ordering(reference(), none));
    EXPECT_FALSE(differ_in_ordering(reference(), with_base()));
    const std::vector<LivedOption> lived = live({reference(), none}, Orders::as_reference);
    EXPECT_EQ(lived[1].orders, Orders::own);
    for (const auto& ordered : lived[1].ordered) EXPECT_TRUE(ordered.empty());
}

TEST(LiveOptions, LaterReplicatesAddToEarlierOnes) {
    std::vector<LivedOption> one = live({reference(), with_base()}, Orders::own, 0, 1);
    add_replicates(one, live({reference(), with_base()}, Orders::own, 1, 1));
    const std::vector<LivedOption> both = live({reference(), with_base()}, Orders::own, 0, 2);
    EXPECT_TRUE(run_file_bytes(one[1].run) == run_file_bytes(both[1].run));
    EXPECT_EQ(one[1].ordered.size(), 2U);
}

TEST(FirstDifference, IsTheFirstMonthSomethingIsInForce) {
    EXPECT_FALSE(first_difference(reference(), reference()));
    EXPECT_EQ(*first_difference(reference(), with_psychologists(Month(2027, 4))), Month(2027, 4));
    EXPECT_EQ(*first_difference(with_psychologists(Month(0)), reference()), Month(0));
    EXPECT_EQ(*first_difference(with_base(), with_school()), Month(2027, 9));
    Scenario other_luck = reference();
    ++other_luck.seed;
    EXPECT_EQ(*first_difference(reference(), other_luck), Month(0));
}

TEST(PlacedDifferently, NobodyIsInTheSameWorldAndSomeAreWhereASchoolCloses) {
    const Scenario closing = changed([](Scenario& s) {
        ProvisionChange o;
        o.kind = ProvisionChange::Kind::close_school;
        o.on = Month(2027, 8);
        o.urn = small_map()->schools[testing::st_anne].urn;
        s.provision.push_back(o);
    });
    const std::vector<LivedOption> lived = live({reference(), reference(), closing}, Orders::own);
    EXPECT_EQ(lived[1].placed_in, Month(2028, 9));
    for (const PlacedDifferently& placed : lived[1].placed) {
        EXPECT_TRUE(placed.with_plan.empty());
        for (const std::int64_t children : placed.without) EXPECT_EQ(children, 0);
    }
    for (const PlacedDifferently& placed : lived[2].placed) {
        // The school had about 198 pupils of seven years; five of these years are still in primary.
        EXPECT_GT(placed.without[static_cast<std::size_t>(Phase::primary)], 50);
        std::int64_t by_need = 0, by_area = 0;
        for (const auto& [key, children] : placed.with_plan) {
            if (std::get<0>(key) == ToldBy::need) by_need += children;
            if (std::get<0>(key) == ToldBy::area) by_area += children;
        }
        EXPECT_GT(by_need, 0);
        EXPECT_EQ(by_need, by_area) << "each child is told once by each";
    }
}

TEST(ProvisionGap, AddsUpToTheShortfallOfEveryCensus) {
    const std::vector<LivedOption> lived =
        live({reference(), with_school(), with_psychologists(Month(0))}, Orders::own);
    double short_of_a_place = 0, of_special = 0;
    for (const LivedOption& option : lived) {
        const sendscape::Run& run = option.run;
        const Series& shortfall = run.get("specialist_shortfall");
        const Series gap = provision_gap_series(option.gaps, run);
        ASSERT_EQ(gap.times, shortfall.times);
        for (Month month = run.start; month <= run.last(); ++month) {
            const bool census = month.month_of_year() == 1 || month.month_of_year() == 9;
            const std::size_t time = run.month_index(month);
            for (std::size_t r = 0; r < replicates; ++r)
                for (std::size_t cell = 0; cell < gap.cells() / gap_provision_count; ++cell) {
                    double by_provision = 0, by_kind = 0;
                    for (std::size_t kind = 0; kind < gap_provision_count; ++kind) {
                        const double value = gap.at(r, time)[cell * gap_provision_count + kind];
                        EXPECT_EQ(std::isnan(value), !census) << to_text(month);
                        by_provision += value;
                        if (census && kind == static_cast<std::size_t>(GapProvision::special)) of_special += value;
                    }
                    for (std::size_t kind = 0; kind < shortfall_kind_count; ++kind)
                        by_kind += shortfall.at(r, time)[cell * shortfall_kind_count + kind];
                    if (!census) continue;
                    EXPECT_EQ(by_provision, by_kind) << to_text(month) << " cell " << cell;
                    short_of_a_place += by_kind;
                }
        }
    }
    EXPECT_GT(short_of_a_place, of_special) << "nobody is short of a base: the test says little";
    EXPECT_GT(of_special, 0);
}

TEST(OffersCompared, NobodyGainsInTheSameWorldAndALotteryMovesSome) {
    const Scenario same = changed([](Scenario& s) {
        s.changes.push_back({{}, Month(2026, 3), "families.yield", {1}});  // changes nothing
    });
    const Scenario lottery = changed([](Scenario& s) {
        CriteriaChange by_lot;
        by_lot.on = Month(2027, 2);
        by_lot.authority = small_map()->authorities.front().code;
        by_lot.order = {AdmissionCriterion::lottery};
        s.criteria.push_back(by_lot);
        // Numbers so low that somebody is refused.
        const auto map = small_map();
        for (const School& school : map->schools)
            if (school.setting == Setting::mainstream && school.in_area) {
                ProvisionChange fewer;
                fewer.kind = ProvisionChange::Kind::set_pan;
                fewer.on = Month(2027, 9);
                fewer.urn = school.urn;
                fewer.pan = 10;
                s.provision.push_back(fewer);
            }
    });
    const std::vector<LivedOption> lived = live({reference(), same, lottery}, Orders::own);
    const auto all = static_cast<std::size_t>(OfferGroup::all);
    std::int64_t moved = 0;
    for (std::size_t r = 0; r < replicates; ++r) {
        const OffersCompared &alike = lived[1].offers[r], &other = lived[2].offers[r];
        EXPECT_EQ(alike.rounds, 6) << "March and April of three years";
        EXPECT_GT(alike.groups[all].children, 0);
        for (const OffersCompared::Tally& tally : alike.groups) {
            EXPECT_EQ(tally.gain + tally.lose, 0);
            EXPECT_EQ(tally.first_before, tally.first_after);
            EXPECT_EQ(tally.metres_before, tally.metres_after);
        }
        EXPECT_EQ(other.rounds, 4) << "those lived apart";
        moved += other.groups[all].gain + other.groups[all].lose;
        std::int64_t by_decile = 0, by_distance = 0;
        for (const OfferGroup group :
             {OfferGroup::deciles_1_to_3, OfferGroup::deciles_4_to_7, OfferGroup::deciles_8_to_10})
            by_decile += other.groups[static_cast<std::size_t>(group)].lose;
        for (const OfferGroup group : {OfferGroup::under_1_km, OfferGroup::from_1_to_3_km, OfferGroup::over_3_km})
            by_distance += other.groups[static_cast<std::size_t>(group)].lose;
        EXPECT_EQ(by_decile, other.groups[all].lose) << "each child is in one of these groups";
        EXPECT_EQ(by_distance, other.groups[all].lose);
    }
    EXPECT_GT(moved, 0);
}

}  // namespace
}  // namespace sendscape::options_test
