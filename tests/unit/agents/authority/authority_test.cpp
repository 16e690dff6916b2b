#include <gtest/gtest.h>

#include "agents/authority/commissioning.h"
#include "agents/authority/high_needs.h"
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
    spend_on_transport(step, scene.pupils, scene.families, authorities, p);
    spend_month(step, scene.pupils, scene.families, scene.schools, authorities, p);
    const auto& spend = authorities.spend[smallshire];
    const auto at = [&](Heading heading) { return spend[static_cast<std::size_t>(heading)]; };
    EXPECT_EQ(at(Heading::mainstream_top_up), pounds(7000));
    EXPECT_EQ(at(Heading::independent_special), pounds(64000) / 12);
    EXPECT_EQ(at(Heading::state_special), pounds(10000) * 66 / 12);  // places empty or not
    EXPECT_EQ(at(Heading::base_places_and_top_up), pounds(10000) * 12 / 12);
    Pence high_needs;
    for (std::size_t h = 0; h < heading_count; ++h)
        if (h != static_cast<std::size_t>(Heading::transport) && h != static_cast<std::size_t>(Heading::interest))
            high_needs += spend[h];
    EXPECT_EQ(authorities.balance[smallshire] - before, authorities.high_needs_income[smallshire] / 12 - high_needs);
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

TEST(Forecast, CohortsAreCarriedOnByTheRatiosTheyShowed) {
    Requirements last, now;
    last.special.fill(1000);
    now.special.fill(1000);
    for (std::size_t year = 1; year < 15; ++year) now.special[year] = 1100;  // each cohort grew by a tenth
    now.special[0] = 1001;
    const RequirementForecast one = forecast_requirements(last, now, 1);
    // By hand: Years 1 to 6 next January are this year's Reception to Year 5 times 1.1, England's ratio mixed in by 2%.
    EXPECT_NEAR(one.special[0], 1001 + 1001 * 1.1 + 5 * 1100 * 1.1, 90);
    EXPECT_GT(forecast_requirements(last, now, 3).special[1], one.special[1]);
    // Without history England's cohort ratios are used: the step at Year 7 shows.
    Requirements first;
    first.special.fill(10);
    const RequirementForecast plain = forecast_requirements(first, first, 1);
    EXPECT_GT(plain.special[1], 0);
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
    commission_places(scene.step(Month(2026, 6)), scene.pupils, scene.families, scene.schools, authorities, p);
    ASSERT_FALSE(authorities.pipeline.empty());
    Pence spent;
    std::int32_t places = 0;
    for (const PipelineItem& item : authorities.pipeline) {
        spent += item.cost;
        places += item.places;
        EXPECT_EQ(Month(item.opens).month_of_year(), 9);
        EXPECT_GE(item.opens, Month(2027, 6).index);
        EXPECT_GT(item.places, 0);
    }
    EXPECT_LE(spent, capital);
    EXPECT_EQ(authorities.capital[smallshire], capital - spent);
    const auto total = [&] {
        std::int32_t sum = scene.schools.commissioned_places[SchoolId(testing::oak_special)];
        for (const auto& base : scene.schools.base_places) sum += base[0] + base[1];
        return sum;
    };
    const std::int32_t had = total();
    for (Month month(2026, 7); month <= Month(2031, 9); ++month)
        advance_buildings(scene.step(month), scene.schools, authorities);
    EXPECT_TRUE(authorities.pipeline.empty());
    EXPECT_EQ(total(), had + places);
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
    EXPECT_GT(ordered(0, BuildKind::expansion), ordered(1, BuildKind::expansion));
}

}  // namespace
}  // namespace sendscape::authority_test
