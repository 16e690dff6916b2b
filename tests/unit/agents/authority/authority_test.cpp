// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <tuple>

#include "agents/authority/commissioning.h"
#include "agents/authority/high_needs.h"
#include "agents/authority/payments.h"
#include "agents/authority/transport.h"
#include "tests/support/placement_scene.h"

namespace sendscape::authority_test {
namespace {

using testing::PlacementScene;
const AuthorityId smallshire(0);

Authorities start(PlacementScene& scene, const AuthorityParameters& parameters) {
    recount(scene.pupils, scene.schools);
    return start_authorities(*scene.map, scene.pupils, scene.families, scene.schools, parameters, scene.draws,
                             Month(2026, 1));
}

TEST(HighNeeds, AMonthCostsATwelfthOfEachChildAndNothingIsLost) {
    PlacementScene scene;
    const AuthorityParameters p;
    for (int k = 0; k < 12; ++k)
        scene.add(3, RequiredProvision::mainstream, Setting::mainstream, SchoolId(testing::riverside));
    scene.add(8, RequiredProvision::special, Setting::independent_special, SchoolId(testing::elm_special));
    Authorities authorities = start(scene, p);
    const Pence before = authorities.balance[smallshire];
    const Step step = scene.step(Month(2026, 2));
    const SchoolParameters schools;
    pay_for_children(step, scene.pupils, scene.families, scene.schools, authorities, p, schools);
    spend_on_transport(step, scene.pupils, scene.families, authorities, p);
    spend_month(step, scene.pupils, scene.schools, authorities, p, schools);
    const auto& spend = authorities.spend[smallshire];
    const auto at = [&](Heading heading) { return spend[static_cast<std::size_t>(heading)]; };
    // Twelve children of severity 0.5: 93% of what 21 hours a week at £17 for 39 weeks cost over £6,000.
    EXPECT_EQ(at(Heading::mainstream_top_up), pounds((21 * 17 * 39 - 6000) * 0.93) / 12 * 12);
    EXPECT_EQ(at(Heading::independent_special), pounds(64000) / 12);
    EXPECT_EQ(at(Heading::state_special), pounds(10000) * 66 / 12);  // places empty or not
    EXPECT_EQ(at(Heading::base_places_and_top_up), pounds(10000) * 12 / 12);
    Pence high_needs;
    for (std::size_t h = 0; h < heading_count; ++h)
        if (h != static_cast<std::size_t>(Heading::transport) && h != static_cast<std::size_t>(Heading::interest))
            high_needs += spend[h];
    EXPECT_EQ(authorities.balance[smallshire] - before, authorities.high_needs_income[smallshire] / 12 - high_needs);
}

TEST(HighNeeds, AnAuthoritysOwnFiguresStandAsTheyAre) {
    auto map = std::make_shared<Map>(*testing::small_map());
    OwnFigures& figures = map->authorities[smallshire.value].figures;
    figures.income = 1'234'567;
    figures.deficit = 345'678;
    figures.unit_cost[static_cast<std::size_t>(CostOf::mainstream)] = 6'000;
    figures.unit_cost[static_cast<std::size_t>(CostOf::independent_special)] = 90'000;
    PlacementScene scene(map);
    AuthorityParameters p;
    for (int k = 0; k < 12; ++k)
        scene.add(3, RequiredProvision::mainstream, Setting::mainstream, SchoolId(testing::riverside));
    scene.add(8, RequiredProvision::special, Setting::independent_special, SchoolId(testing::elm_special));
    Authorities authorities = start(scene, p);
    EXPECT_EQ(authorities.high_needs_income[smallshire], pounds(1'234'567));
    EXPECT_EQ(authorities.balance[smallshire], -pounds(345'678));
    EXPECT_EQ(authorities.year_end_balance[smallshire], -pounds(345'678));
    const auto spent = [&](Heading heading) {
        pay_for_children(scene.step(Month(2026, 2)), scene.pupils, scene.families, scene.schools, authorities, p, {});
        return authorities.spend[smallshire][static_cast<std::size_t>(heading)];
    };
    // Of the top-up their needs ask for, as the test above has it, what £6,000 is of the parameter's £7,000.
    const double by_need = (21 * 17 * 39 - 6000) * 0.93 * 6000 / 7000;
    constexpr double a_pound = 100;  // rounded for each child
    EXPECT_NEAR(static_cast<double>(spent(Heading::mainstream_top_up).value), by_need * a_pound, 12);
    EXPECT_EQ(spent(Heading::independent_special), pounds(90'000) / 12);
    EXPECT_EQ(spent(Heading::state_special), pounds(10'000) * 66 / 12) << "not given: the parameter's";
    p.mainstream_top_up *= 2;  // as a dated change might
    EXPECT_NEAR(static_cast<double>(spent(Heading::mainstream_top_up).value), 2 * by_need * a_pound, 12);
}

TEST(HighNeeds, SixtyThousandPupilsWithPlansThatCostWhatEnglandsDoHaveEightyMillion) {
    auto map = std::make_shared<Map>(*testing::small_map());
    map->schools[testing::kings].roll = 60'000;
    for (School& school : map->schools) {
        school.fsm_share = 0.24866F;  // England's 27.3% of its 8,226,401 in state schools over all 9,031,686 pupils
        if (&school != &map->schools[testing::kings]) school.roll = 0;
    }
    PlacementScene scene(map);
    // England's plans at these unit costs come to £11.17bn (January 2026), £1,237 for each pupil on a roll: what 10,603
    // children in mainstream at £7,000 cost.
    // None of them in a special school: of England's 9,031,686 pupils 211,442 are (SEN2 2026), at £4,805 each.
    const double in_special_schools = 60'000 * 4'805.0 * 211'442 / 9'031'686;
    const auto add = [&](int children) {
        for (int k = 0; k < children; ++k)
            scene.add(8, RequiredProvision::mainstream, Setting::mainstream, SchoolId(testing::kings));
    };
    add(5'302);
    const Authorities half = start(scene, AuthorityParameters{});
    // £2.9bn of England's £12bn pays for past spending, so half the cost takes away 0.24 / 2.
    EXPECT_NEAR(in_pounds(half.high_needs_income[smallshire]), 80e6 * 0.88 - in_special_schools, 0.1e6);
    add(5'301);
    const Authorities authorities = start(scene, AuthorityParameters{});
    EXPECT_NEAR(in_pounds(authorities.high_needs_income[smallshire]), 80e6 - in_special_schools, 0.1e6);
    EXPECT_EQ(authorities.balance[smallshire], pounds(-30e6));
    EXPECT_EQ(authorities.leniency[smallshire], 0.0F);
}

TEST(HighNeeds, DeficitPoliciesAndTheTighteningPanel) {
    PlacementScene scene;
    AuthorityParameters p;
    Authorities authorities = start(scene, p);
    LoopSwitches loops;
    authorities.balance[smallshire] = authorities.balance[smallshire] * 3;
    set_high_needs_budgets(scene.step(Month(2026, 4)), authorities, p, loops);
    EXPECT_LT(authorities.leniency[smallshire], 0.0F);
    EXPECT_LT(independent_willingness(authorities, p, 0.01, loops)[0], 1.0);
    loops.money_panel = 0;
    set_high_needs_budgets(scene.step(Month(2026, 4)), authorities, p, loops);
    EXPECT_EQ(authorities.leniency[smallshire], 0.0F);
    const Pence deficit = authorities.balance[smallshire];
    pay_stability_grant(scene.step(Month(2026, 10)), authorities, p);
    EXPECT_NEAR(in_pounds(authorities.balance[smallshire]), in_pounds(deficit) * 0.1, 1);
    p.deficit_cancelled = 1;
    set_high_needs_budgets(scene.step(Month(2027, 4)), authorities, p, loops);
    EXPECT_EQ(authorities.balance[smallshire].value, 0);
}

TEST(HighNeeds, ALargerDeficitAtTheStartTightensThePanelAndFeesAndASmallerOneLoosensThem) {
    LoopSwitches loops;
    const auto in_april = [&](double deficit) {
        PlacementScene scene;
        AuthorityParameters p;
        p.deficit_at_start = deficit;
        Authorities authorities = start(scene, p);
        // The town's plans cost little: its income is set to England's for its size.
        double pupils = 0;
        for (const School& school : scene.map->schools)
            if (school.authority == smallshire) pupils += school.roll;
        authorities.high_needs_income[smallshire] = pounds(80e6 * pupils / 60'000 / 1.03);
        set_high_needs_budgets(scene.step(Month(2026, 4)), authorities, p, loops);
        return std::pair(authorities.leniency[smallshire], independent_willingness(authorities, p, 0.01, loops)[0]);
    };
    const auto none = in_april(0), usual = in_april(30e6), large = in_april(90e6);
    EXPECT_NEAR(usual.first, 0, 1e-6);  // England's deficit of January 2026 over its grant: 30 of 400
    EXPECT_NEAR(usual.second, 1, 1e-6);
    EXPECT_NEAR(none.first, 0.02 * 7.5, 1e-6);
    EXPECT_NEAR(large.first, -0.02 * 15, 1e-6);
    EXPECT_GT(none.second, usual.second);
    EXPECT_LT(large.second, usual.second);
}

TEST(Transport, OwedBeyondWalkingDistanceAndDearerWithTime) {
    PlacementScene scene;
    AuthorityParameters p;
    p.cannot_walk_special = 0;
    p.transport_taken_up = 1;
    const PupilId near =
        scene.add(5, RequiredProvision::special, Setting::state_special, SchoolId(testing::oak_special), 3);
    const PupilId beyond = scene.add(5, RequiredProvision::special, Setting::independent_special, SchoolId{});
    EXPECT_FALSE(owed_transport(*scene.map, scene.pupils, scene.families, near, scene.draws, p));
    EXPECT_TRUE(owed_transport(*scene.map, scene.pupils, scene.families, beyond, scene.draws, p));
    EXPECT_LT(transport_cost(50, p).value, transport_cost(300, p).value);
    EXPECT_EQ(transport_cost(60'000, p), pounds(p.transport_most));
}

TEST(Commissioning, OrdersStayWithinCapitalAndOpenInSeptember) {
    PlacementScene scene;
    AuthorityParameters p;
    p.capital_per_pupil = 1000;
    p.pipeline_at_start = 0;
    for (int k = 0; k < 120; ++k)
        scene.add(k % 12, RequiredProvision::special, Setting::mainstream,
                  SchoolId(k % 12 < 7 ? testing::riverside : testing::meadow), static_cast<std::uint32_t>(k % 10));
    Authorities authorities = start(scene, p);
    authorities.pipeline.clear();
    const Pence capital = authorities.capital[smallshire];
    ASSERT_EQ(capital, pounds(1000) * 2063);  // pupils of Smallshire's seven schools
    commission_places(scene.step(Month(2026, 6)), scene.pupils, scene.families, scene.schools, authorities, p);
    // By hand. Ten children a year group require special; two Januaries on, by England's ratios, 80.8 of them are in
    // Years 7 to 14 (18.2, 18.4, 11.9, 11.7, 10.8, 5.3 and 4.5 from Year 7). With 3% of headroom that is 83.3, and
    // Oak's 66 places are 39.6 for the phase: 43.7 short. A quarter is met by bases: one of 16. Of the other 33 Oak,
    // which can grow by four fifths, 52, takes what the money left buys: 2,063,000 less 16 times 35,000 is 24 times
    // 62,000 and 15,000, which buys nothing for the primary phase.
    ASSERT_EQ(authorities.pipeline.size(), 2u);
    const PipelineItem base = authorities.pipeline[0], expansion = authorities.pipeline[1];
    EXPECT_EQ(base.kind, BuildKind::base);
    EXPECT_EQ(base.places, 16);
    EXPECT_TRUE(base.school == SchoolId(testing::kings) || base.school == SchoolId(testing::meadow));
    EXPECT_EQ(base.cost, pounds(560'000));
    EXPECT_EQ(Month(base.opens), Month(2027, 9));  // ordered in June, a year to build, the September after
    EXPECT_EQ(expansion.kind, BuildKind::expansion);
    EXPECT_EQ(expansion.places, 24);
    EXPECT_EQ(expansion.school, SchoolId(testing::oak_special));
    EXPECT_EQ(expansion.phase, Phase::secondary);
    EXPECT_EQ(expansion.cost, pounds(1'488'000));
    EXPECT_EQ(Month(expansion.opens), Month(2028, 9));
    EXPECT_EQ(authorities.capital[smallshire], pounds(15'000));

    const SchoolId oak(testing::oak_special);
    for (Month month(2026, 7); month <= Month(2028, 9); ++month) {
        advance_buildings(scene.step(month), scene.schools, authorities);
        EXPECT_EQ(scene.schools.base_places[base.school][1], month < Month(2027, 9) ? 0 : 16) << to_text(month);
        EXPECT_EQ(scene.schools.commissioned_places[oak], month < Month(2028, 9) ? 66 : 90) << to_text(month);
    }
    EXPECT_TRUE(authorities.pipeline.empty());
    EXPECT_EQ(scene.schools.base_places[SchoolId(testing::st_anne)][0], 12);  // as before
}

// A quarter of the places short in special schools are ordered as bases, unless one stands empty.
TEST(Commissioning, NoBaseIsOrderedWhileBasesStandEmpty) {
    const auto bases_ordered = [](std::int32_t empty, bool on_order) {
        PlacementScene scene;
        AuthorityParameters p;
        p.capital_per_pupil = 1000;
        p.pipeline_at_start = 0;
        for (int k = 0; k < 160; ++k)
            scene.add(7 + k % 5, RequiredProvision::special, Setting::mainstream, SchoolId(testing::meadow));
        Authorities authorities = start(scene, p);
        authorities.pipeline.clear();
        if (on_order) {
            PipelineItem item{.authority = smallshire, .school = SchoolId(testing::kings), .places = empty};
            item.phase = Phase::secondary;
            item.opens = Month(2027, 9).index;
            authorities.pipeline.push_back(item);
        } else {
            scene.schools.base_places[SchoolId(testing::kings)][1] = empty;
        }
        const std::size_t before = authorities.pipeline.size();
        commission_places(scene.step(Month(2026, 6)), scene.pupils, scene.families, scene.schools, authorities, p);
        int bases = 0;
        for (std::size_t i = before; i < authorities.pipeline.size(); ++i)
            bases += authorities.pipeline[i].kind == BuildKind::base ? 1 : 0;
        return bases;
    };
    EXPECT_GT(bases_ordered(0, false), 0);
    EXPECT_EQ(bases_ordered(60, false), 0);
    EXPECT_EQ(bases_ordered(60, true), 0);
    EXPECT_EQ(bases_ordered(16, false), 0) << "fewer than a quarter of what is short, but a whole base";
}

// Secondary special schools, for whom the gap is largest, took the year's capital; primary bases were 88 places short
// in Birmingham while 191 secondary ones stood empty.
TEST(Commissioning, WhoRequiresABaseComesBeforeAnySpecialPlace) {
    PlacementScene scene;
    AuthorityParameters p;
    p.capital_per_pupil = 400;  // 825,200 in all: a base of 12 places is 420,000
    p.pipeline_at_start = 0;
    for (int k = 0; k < 160; ++k)
        scene.add(7 + k % 5, RequiredProvision::special, Setting::mainstream, SchoolId(testing::meadow));
    for (int k = 0; k < 42; ++k)
        scene.add(k % 6, RequiredProvision::base, Setting::mainstream, SchoolId(testing::riverside));
    Authorities authorities = start(scene, p);
    authorities.pipeline.clear();
    commission_places(scene.step(Month(2026, 6)), scene.pupils, scene.families, scene.schools, authorities, p);
    ASSERT_FALSE(authorities.pipeline.empty());
    EXPECT_EQ(authorities.pipeline.front().kind, BuildKind::base);
    EXPECT_EQ(authorities.pipeline.front().phase, Phase::primary);
}

// The places already on order at the start stood in the way of any more at the same school, and for three years no
// special place opened. A school takes one more each September, never more than its site does.
TEST(Commissioning, WhatOpensBeforeStandsInNoNewOrdersWay) {
    const auto ordered = [](std::int32_t on_order, Month opening) {
        PlacementScene scene;
        AuthorityParameters p;
        p.capital_per_pupil = 5000;
        p.pipeline_at_start = 0;
        p.base_share = 0;
        for (int k = 0; k < 240; ++k)
            scene.add(7 + k % 5, RequiredProvision::special, Setting::mainstream, SchoolId(testing::meadow));
        Authorities authorities = start(scene, p);
        authorities.pipeline.clear();
        PipelineItem item{.authority = smallshire, .school = SchoolId(testing::oak_special), .places = on_order};
        item.kind = BuildKind::expansion;
        item.phase = Phase::secondary;
        item.opens = opening.index;
        authorities.pipeline.push_back(item);
        commission_places(scene.step(Month(2026, 6)), scene.pupils, scene.families, scene.schools, authorities, p);
        std::int32_t places = 0;
        for (std::size_t i = 1; i < authorities.pipeline.size(); ++i)
            places += authorities.pipeline[i].kind == BuildKind::expansion ? authorities.pipeline[i].places : 0;
        return places;
    };
    // Oak has 66 places and a site for 52 more (four fifths); an order is 30 at the most and opens in September 2028.
    EXPECT_EQ(ordered(10, Month(2027, 9)), 30);
    EXPECT_EQ(ordered(30, Month(2027, 9)), 22);
    EXPECT_EQ(ordered(50, Month(2027, 9)), 0);
    EXPECT_EQ(ordered(10, Month(2028, 9)), 0);
}

TEST(Commissioning, BasesFirstAndSpecialFirstOrderDifferently) {
    const auto ordered = [](double base_share, BuildKind kind) {
        PlacementScene scene;
        AuthorityParameters p;
        p.capital_per_pupil = 1000;
        p.pipeline_at_start = 0;
        p.base_share = base_share;
        for (int k = 0; k < 160; ++k)
            scene.add(k % 12, RequiredProvision::special, Setting::mainstream, SchoolId(testing::riverside));
        Authorities authorities = start(scene, p);
        authorities.pipeline.clear();
        commission_places(scene.step(Month(2026, 6)), scene.pupils, scene.families, scene.schools, authorities, p);
        std::int32_t places = 0;
        for (const PipelineItem& item : authorities.pipeline)
            if (item.kind == kind) places += item.places;
        return places;
    };
    EXPECT_GT(ordered(1, BuildKind::base), ordered(0, BuildKind::base));
    EXPECT_GT(ordered(1, BuildKind::base), 1.5 * ordered(0.25, BuildKind::base)) << "who wants bases builds them";
    EXPECT_GT(ordered(0, BuildKind::expansion), ordered(1, BuildKind::expansion));
}

TEST(HighNeeds, ASafetyValvePaysForAYearThatKeptToItsTermsAndTightensThePanel) {
    const auto april = [](double overspend, double share) {
        PlacementScene scene;
        AuthorityParameters p;
        p.safety_valve = share;
        LoopSwitches loops;
        Authorities authorities = start(scene, p);
        authorities.high_needs_income[smallshire] = pounds(1'000'000);
        authorities.year_end_balance[smallshire] = pounds(-500'000);
        authorities.balance[smallshire] = pounds(-500'000 - overspend * 1'000'000);
        set_high_needs_budgets(scene.step(Month(2026, 4)), authorities, p, loops);
        return std::tuple(in_pounds(authorities.balance[smallshire]), authorities.leniency[smallshire],
                          independent_willingness(authorities, p, 0.01, loops)[0]);
    };
    const auto none = april(0.04, 0), kept = april(0.04, 0.2), broken = april(0.06, 0.2);
    EXPECT_NEAR(std::get<0>(none), -540'000, 1);
    EXPECT_NEAR(std::get<0>(kept), -540'000 * 0.8, 1);
    EXPECT_NEAR(std::get<0>(broken), -560'000, 1) << "overspent by more than 5% of income";
    EXPECT_LT(std::get<1>(broken), std::get<1>(none) - 0.19F);
    EXPECT_LT(std::get<2>(broken), std::get<2>(none));
}

TEST(HighNeeds, IncomeGoesToTheFormulaWithoutPastSpendingAsFarAsAsked) {
    PlacementScene scene;
    AuthorityParameters p;
    p.income_growth = 0;
    Authorities authorities = start(scene, p);
    authorities.high_needs_income[smallshire] = pounds(1'000'000);
    const std::vector<double> ratios{0.9, 1.0};
    const auto income = [&](double part) {
        AuthorityParameters with = p;
        with.formula_only = part;
        Authorities copy = authorities;
        set_high_needs_budgets(scene.step(Month(2027, 4)), copy, with, {}, ratios);
        return in_pounds(copy.high_needs_income[smallshire]);
    };
    EXPECT_NEAR(income(0), 1'000'000, 0.01);
    EXPECT_NEAR(income(0.5), 950'000, 0.01);
    EXPECT_NEAR(income(1), 900'000, 0.01);
    // An authority without children in special settings has spent little: the formula without the past gives it more.
    scene.add(8, RequiredProvision::mainstream, Setting::mainstream, SchoolId(testing::kings));
    EXPECT_GT(income_without_past_spending(*scene.map, scene.pupils, scene.families, p)[0], 1.0);
}

}  // namespace
}  // namespace sendscape::authority_test
