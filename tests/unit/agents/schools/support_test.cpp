// SPDX-License-Identifier: MIT
#include "agents/schools/support.h"

#include <gtest/gtest.h>

#include <cmath>

#include "agents/authority/payments.h"
#include "agents/schools/budgets.h"
#include "agents/schools/rolls.h"
#include "tests/support/small_map.h"

namespace sendscape::support_test {
namespace {

/// Two hundred children at Riverside, the first of whom have plans and the next SEN Support.
struct Scene {
    std::shared_ptr<const Map> map = testing::small_map();
    Month month{2026, 2};
    Draws draws{1, 0};
    Parallel parallel{1};
    EventLog events;
    Pupils pupils;
    Schools schools;
    Families families;
    SchoolParameters parameters;
    LoopSwitches loops;
    SchoolId school{testing::riverside};
    Step step{*map, month, draws, parallel, events};

    explicit Scene(int plans = 8, int sen_support = 30) {
        for (std::size_t s = 0; s < map->schools.size(); ++s) {
            const SchoolId id = schools.append();
            schools.training[id] = 0.5F;
            schools.capacity[id] = map->schools[s].capacity;
            schools.pan[id] = map->schools[s].pan;
            schools.commissioned_places[id] = map->schools[s].commissioned_places;
            schools.inspection_grade[id] = 2;
        }
        const FamilyId family = families.append();
        families.zone[family] = ZoneId(5);
        for (int i = 0; i < 200; ++i) {
            const PupilId p = pupils.append();
            pupils.family[p] = family;
            pupils.ncy[p] = static_cast<std::int8_t>(i % 7);
            pupils.setting[p] = Setting::mainstream;
            pupils.school[p] = school;
            if (i < plans + sen_support) {
                pupils.provision[p] = i < plans ? Provision::plan : Provision::sen_support;
                pupils.underlying[p] = pupils.recorded[p] = Need::slcn;
                pupils.severity[p] = i < plans ? 0.6F : 0.4F;
            }
        }
        recount(pupils, schools);
        start_school_budgets(schools, *map, month, parameters);
        pay();
        start_support(pupils, schools, *map, parameters, loops, parallel, month);
    }
    void pay() {
        schools.received.values() = payments_of(*map, month, pupils, families, schools, {}, parameters).received;
    }
    void share_out() {
        pay();
        share_out_support(pupils, schools, parameters, loops, step);
    }
};

TEST(Support, ATypicalPrimaryCoversMostOfWhatItsPupilsNeed) {
    Scene scene;
    scene.share_out();
    EXPECT_GT(scene.schools.coverage[scene.school], 0.9F);
    EXPECT_LE(scene.schools.coverage[scene.school], 1.0F);
    EXPECT_GT(scene.schools.coverage_support[scene.school], 0.6F);
    EXPECT_LT(scene.schools.strain[scene.school], 0.45F);
    EXPECT_LE(scene.schools.hours_supplied[scene.school], scene.schools.hours_required[scene.school]);
}

TEST(Support, PlansComeFirstAndTheRestOfThePotGoesToSenSupport) {
    Scene few(4), many(16);
    for (Scene* s : {&few, &many}) s->share_out();
    EXPECT_GT(few.schools.coverage_support[few.school], many.schools.coverage_support[many.school]);
    EXPECT_NEAR(few.schools.coverage[few.school], many.schools.coverage[many.school], 0.06);
    EXPECT_GT(many.schools.strain[many.school], few.schools.strain[few.school]);
}

TEST(Support, UnmetNeedGoesToItsSteadyLevelAndStaysThere) {
    Scene scene(8, 60);                 // more than the notional budget covers
    const PupilId kept(10), begun(11);  // both on SEN Support, severity 0.4
    const double decay = scene.parameters.unmet_decay;
    // U' = (1 - decay) U + gap, whose steady level is gap / decay.
    const double steady = (1 - scene.schools.coverage_support[scene.school]) * 0.4 / decay;
    ASSERT_GT(steady, 0.1);
    ASSERT_NEAR(scene.pupils.unmet[kept], steady, 1e-5);
    scene.pupils.unmet[begun] = 0;
    for (int m = 1; m <= 24; ++m) {
        scene.share_out();
        ASSERT_NEAR(scene.pupils.unmet[kept], steady, 1e-4) << m;
        ASSERT_NEAR(scene.pupils.unmet[begun], steady * (1 - std::pow(1 - decay, m)), 1e-4) << m;
    }
}

TEST(Support, AwaitedServicesFallBackOnTheSchoolUnlessTheLoopIsOff) {
    Scene scene;
    const PupilId child(0);
    constexpr std::size_t speech = service_row("speech_language");
    const double alone = weekly_hours(scene.pupils, child, scene.parameters, true);
    scene.pupils.service_since[child][speech] = pack(scene.month);
    EXPECT_GT(weekly_hours(scene.pupils, child, scene.parameters, true), alone);
    EXPECT_EQ(weekly_hours(scene.pupils, child, scene.parameters, false), alone);
    scene.pupils.service_served[child] = service_bit(speech);
    EXPECT_LT(weekly_hours(scene.pupils, child, scene.parameters, true), alone);
}

TEST(Support, ServicesAwaitedReachHoursStrainAndUnmetNeed) {
    Scene awaited(16, 60), received(16, 60), off(16, 60);
    off.loops.services = 0;
    constexpr std::size_t speech = service_row("speech_language");
    for (std::size_t row = 0; row < 76; ++row) {
        awaited.pupils.service_since[PupilId(row)][speech] = pack(awaited.month);
        off.pupils.service_since[PupilId(row)][speech] = pack(awaited.month);
        received.pupils.service_served[PupilId(row)] = service_bit(speech);
    }
    for (int m = 0; m < 6; ++m)
        for (Scene* s : {&awaited, &received, &off}) s->share_out();
    const SchoolId school = awaited.school;
    const PupilId supported(20);
    EXPECT_GT(awaited.schools.hours_required[school], off.schools.hours_required[school]);
    EXPECT_LT(received.schools.hours_required[school], off.schools.hours_required[school]);
    EXPECT_GT(awaited.schools.strain[school], off.schools.strain[school]);
    EXPECT_LT(received.schools.strain[school], off.schools.strain[school]);
    EXPECT_GT(awaited.pupils.unmet[supported], off.pupils.unmet[supported]);
    EXPECT_LT(received.pupils.unmet[supported], off.pupils.unmet[supported]);
    // The top-up of a plan does not follow them.
    constexpr auto top_up = static_cast<std::size_t>(SchoolIncome::top_up);
    EXPECT_EQ(awaited.schools.received[school][top_up], off.schools.received[school][top_up]);
}

TEST(Support, TwoThreadsGiveTheSameAsOne) {
    Scene one, two;
    const Parallel parallel(2);
    const Step step{*two.map, two.month, two.draws, parallel, two.events};
    share_out_support(one.pupils, one.schools, one.parameters, one.loops, one.step);
    share_out_support(two.pupils, two.schools, two.parameters, two.loops, step);
    EXPECT_EQ(one.pupils.unmet.values(), two.pupils.unmet.values());
    EXPECT_EQ(one.schools.strain.values(), two.schools.strain.values());
}

TEST(Training, GoesAThirdOfTheWayEachYearAndMakesHoursGoFurther) {
    Scene scene(16, 60);
    scene.share_out();
    const float before = scene.schools.coverage_support[scene.school];
    scene.parameters.training = 1;
    train_staff(scene.schools, scene.parameters);
    EXPECT_FLOAT_EQ(scene.schools.training[scene.school], 0.5F + 0.5F / 3);
    scene.share_out();
    EXPECT_GT(scene.schools.coverage_support[scene.school], before);
    scene.parameters.training = 0.5;
    scene.schools.training[scene.school] = 0.5F;
    train_staff(scene.schools, scene.parameters);
    EXPECT_EQ(scene.schools.training[scene.school], 0.5F);
}

TEST(Responses, HarsherOnesComeAtGreaterStrainAndLaterWhereTheEthosIsInclusive) {
    Scene scene;
    SchoolId s = scene.school;
    scene.schools.ethos[s] = 0;
    scene.schools.strain[s] = 0.30F;
    respond_to_strain(scene.schools, scene.parameters, scene.loops, scene.step);
    EXPECT_TRUE(responds(scene.schools, s, SchoolResponse::spend_reserves));
    EXPECT_FALSE(responds(scene.schools, s, SchoolResponse::off_roll));
    EXPECT_EQ(scene.events.events().size(), 2u);  // reserves and delayed assessments begin
    respond_to_strain(scene.schools, scene.parameters, scene.loops, scene.step);
    EXPECT_EQ(scene.events.events().size(), 2u);  // nothing new

    scene.schools.strain[s] = 0.5F;
    scene.schools.ethos[s] = 2;
    respond_to_strain(scene.schools, scene.parameters, scene.loops, scene.step);
    const std::uint16_t inclusive = scene.schools.responses[s];
    scene.schools.responses[s] = 0;
    scene.schools.ethos[s] = -2;
    respond_to_strain(scene.schools, scene.parameters, scene.loops, scene.step);
    EXPECT_TRUE(responds(scene.schools, s, SchoolResponse::discourage_applications));
    EXPECT_EQ(inclusive & response_bit(SchoolResponse::discourage_applications), 0);

    scene.loops.strain_responses = 0;
    respond_to_strain(scene.schools, scene.parameters, scene.loops, scene.step);
    EXPECT_EQ(scene.schools.responses[s], 0);
}

TEST(Budgets, FollowTheRollOfTheOctoberBefore) {
    Scene scene;
    const Pence before = scene.schools.core_budget[scene.school];
    EXPECT_EQ(before, pounds(200 * scene.parameters.core_primary));
    for (std::uint32_t row = 150; row < 200; ++row) {
        scene.pupils.school[PupilId(row)] = SchoolId{};
        scene.pupils.setting[PupilId(row)] = Setting::home_education;
    }
    recount(scene.pupils, scene.schools);
    set_school_budgets(scene.schools, *scene.map, scene.month, scene.parameters);
    EXPECT_EQ(scene.schools.core_budget[scene.school], before);  // they had been there in October
    count_funded_rolls(scene.schools);
    set_school_budgets(scene.schools, *scene.map, scene.month, scene.parameters);
    EXPECT_EQ(scene.schools.core_budget[scene.school], pounds(150 * scene.parameters.core_primary));
    EXPECT_LT(scene.schools.notional_sen[scene.school], scene.schools.core_budget[scene.school]);
}

TEST(Budgets, RingFenceAndALowerThresholdGiveSenSupportMore) {
    Scene usual(16), fenced(16), lower(16);
    fenced.parameters.ring_fence = 1;
    lower.parameters.plan_threshold = 3000;
    for (Scene* s : {&usual, &fenced, &lower}) s->share_out();
    EXPECT_GT(fenced.schools.coverage_support[fenced.school], usual.schools.coverage_support[usual.school]);
    EXPECT_GT(lower.schools.coverage_support[lower.school], usual.schools.coverage_support[usual.school]);
}

TEST(Support, APartOfNotionalBudgetsPooledGoesWhereHoursAreNeeded) {
    // Two schools of one area: all need is at Riverside, so that half of St Anne's budget goes there.
    Scene scene(20, 60);
    const SchoolId other(testing::st_anne);
    scene.map = [&] {
        auto map = std::make_shared<Map>(*scene.map);
        map->schools[testing::st_anne].area = map->schools[testing::riverside].area;
        return map;
    }();
    scene.schools.notional_sen[other] = pounds(40'000);
    const Step step{*scene.map, scene.month, scene.draws, scene.parallel, scene.events};
    const auto lived = [&](double pooled) {
        scene.parameters.pooled = pooled;
        scene.pay();
        share_out_support(scene.pupils, scene.schools, scene.parameters, scene.loops, step);
        return double{scene.schools.hours_supplied[scene.school]};
    };
    const double alone = lived(0), shared = lived(0.5);
    // Of £40,000 92% are spent and half of that pooled, at £17 an hour for 39 weeks.
    EXPECT_NEAR(shared - alone, 40'000 * 0.92 * 0.5 / (17 * 39), 0.5);
}

TEST(Support, OutreachTakesHoursFromSpecialSchoolsAndSavesMainstreamMore) {
    Scene scene(20, 60);
    const SchoolId oak(testing::oak_special);
    const PupilId there(0);  // one child of severity 0.6 at Oak: 22 hours a week
    scene.pupils.school[there] = oak;
    scene.pupils.setting[there] = Setting::state_special;
    recount(scene.pupils, scene.schools);
    scene.share_out();
    const double special = scene.schools.coverage[oak], before = scene.schools.hours_supplied[scene.school];
    scene.parameters.outreach = 0.1;
    scene.parameters.outreach_worth = 2;
    scene.share_out();
    EXPECT_NEAR(scene.schools.coverage[oak], special * 0.9, 1e-6);
    EXPECT_NEAR(scene.schools.hours_supplied[scene.school] - before, 22 * 0.95 * 0.1 * 2, 0.05);
}

TEST(Support, AFundForInclusionIsSpentOnSen) {
    Scene scene(20, 60);
    scene.share_out();
    const double before = scene.schools.hours_supplied[scene.school];
    scene.parameters.inclusion_fund = 60;
    scene.share_out();
    EXPECT_NEAR(scene.schools.hours_supplied[scene.school] - before, 60 * 200.0 / (17 * 39), 0.05);
}

TEST(Support, EarlyHelpTakesHoursOfDisadvantagedChildrenOnly) {
    Scene scene;
    const PupilId child(0);
    SchoolParameters p;
    const double before = weekly_hours(scene.pupils, child, p, true);
    p.early_help = 0.2;
    EXPECT_EQ(weekly_hours(scene.pupils, child, p, true), before);
    scene.pupils.disadvantaged[child] = 1;
    EXPECT_DOUBLE_EQ(weekly_hours(scene.pupils, child, p, true), before * 0.8);
    EXPECT_DOUBLE_EQ(weekly_hours(scene.pupils, child, p, false), before) << "top-up is what the plan says";
}

TEST(Support, AResponseThatNoSchoolMayMakeIsNotMade) {
    Scene scene;
    scene.schools.strain[scene.school] = 2;
    respond_to_strain(scene.schools, scene.parameters, scene.loops, scene.step);
    ASSERT_TRUE(responds(scene.schools, scene.school, SchoolResponse::off_roll));
    scene.schools.responses[scene.school] = 0;
    scene.parameters.response_at[static_cast<std::size_t>(SchoolResponse::off_roll)] = 100;
    respond_to_strain(scene.schools, scene.parameters, scene.loops, scene.step);
    EXPECT_FALSE(responds(scene.schools, scene.school, SchoolResponse::off_roll));
    EXPECT_TRUE(responds(scene.schools, scene.school, SchoolResponse::exclude));
}

TEST(Support, WithoutTheLagTheBudgetFollowsTheOctoberCount) {
    Scene scene;
    const Pence before = scene.schools.core_budget[scene.school];
    for (int i = 0; i < 50; ++i) scene.pupils.setting[PupilId(i)] = Setting::gone;
    for (int i = 0; i < 50; ++i) scene.pupils.school[PupilId(i)] = SchoolId();
    recount(scene.pupils, scene.schools);
    count_funded_rolls(scene.schools);
    fund_rolls_at_once(scene.schools, *scene.map, Month(2026, 10), scene.parameters);
    EXPECT_EQ(scene.schools.core_budget[scene.school], before) << "lagged";
    scene.parameters.lagged_funding = 0;
    fund_rolls_at_once(scene.schools, *scene.map, Month(2026, 10), scene.parameters);
    EXPECT_EQ(scene.schools.core_budget[scene.school], pounds(5300.0 * 150));
}

}  // namespace
}  // namespace sendscape::support_test
