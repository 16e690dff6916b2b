// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <algorithm>

#include "agents/plans/appeals.h"
#include "agents/plans/assessment.h"
#include "agents/plans/earlier_assessments.h"
#include "agents/plans/first_plan.h"
#include "agents/plans/request_levels.h"
#include "agents/plans/requests.h"
#include "agents/plans/review.h"
#include "agents/services/caseload.h"
#include "tests/support/plans_scene.h"

namespace sendscape::assessment_test {
namespace {

using testing::PlansScene;

LoopSwitches all_off() { return {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}; }

struct Year {
    int requested = 0, refused = 0, agreed = 0, issued = 0, not_issued = 0, in_time = 0, over_a_year = 0, appeals = 0;
    int first_special = 0;
    double weeks = 0;
};

Year live(PlansScene& scene, const LoopSwitches& loops, int months, const PlanParameters& plans = {},
          const ServiceParameters& services = {}) {
    Year year;
    for (int i = 0; i < months; ++i) {
        ++scene.month;
        scene.events.clear();
        const Step step = scene.step();
        if (scene.month.month_of_year() == 9)
            for (std::size_t row = 0; row < scene.pupils.size(); ++row) {
                const PupilId p(row);
                ++scene.pupils.ncy[p];
                if (scene.pupils.ncy[p] > 14) scene.pupils.setting[p] = Setting::gone;
            }
        if (scene.month.month_of_year() == 9)
            for (int child = 0; child < 4000; ++child) scene.add(2, false, child);
        request_assessments(scene.pupils, scene.families, scene.schools, scene.authorities, plans, {}, loops, i / 12.0,
                            step);
        progress_assessments(scene.pupils, scene.families, scene.services, scene.authorities, plans, services, loops,
                             step);
        refer_and_treat(scene.services, scene.pupils, scene.families, scene.schools, services, loops, step);
        hold_annual_reviews(scene.pupils, scene.families, scene.schools, scene.authorities, plans, step);
        decide_appeals(scene.pupils, plans, loops.services > 0, step);
        year.requested += scene.count(EventKind::plan_requested);
        year.refused += scene.count(EventKind::plan_refused);
        year.agreed += scene.count(EventKind::assessment_agreed);
        year.not_issued += scene.count(EventKind::plan_not_issued);
        year.appeals += scene.count(EventKind::appeal_lodged);
        for (const Event& event : scene.events.events()) {
            if (event.kind != EventKind::plan_issued) continue;
            ++year.issued;
            year.in_time += event.detail <= 200;
            year.over_a_year += event.detail > 520;
            year.weeks += event.detail / 10.0;
            year.first_special += event.to == static_cast<std::uint32_t>(RequiredProvision::special);
        }
    }
    return year;
}

void start(PlansScene& scene) {
    const ServiceParameters services;
    start_services(scene.services, scene.pupils, scene.families, scene.schools, scene.map, services, scene.draws,
                   scene.month);
    start_request_levels(scene.authorities, scene.pupils, scene.families, scene.map);
    start_assessments(scene.pupils, scene.families, scene.schools, scene.authorities, {}, services, scene.map,
                      scene.draws, scene.parallel, scene.month);
}

TEST(PlanAssessment, FrozenFlowsAreThoseOfTheMeanAuthority) {
    PlansScene scene;
    start(scene);
    const int before = scene.plans();
    const Year year = live(scene, all_off(), 12);
    EXPECT_NEAR(year.requested, 1080, 90);
    EXPECT_NEAR(year.refused, 305, 45);
    EXPECT_NEAR(year.agreed, 770, 80);
    EXPECT_NEAR(year.issued, 735, 70);
    EXPECT_NEAR(static_cast<double>(year.in_time) / year.issued, 0.46, 0.07);
    EXPECT_NEAR(static_cast<double>(year.over_a_year) / year.issued, 0.10, 0.05);
    EXPECT_NEAR(year.weeks / year.issued, 26.5, 3);
    EXPECT_NEAR(static_cast<double>(year.first_special) / year.issued, 0.08, 0.03);
    EXPECT_NEAR(year.appeals, 180, 60);
    EXPECT_GT(scene.plans(), before);
}

TEST(PlanAssessment, QueueForAdviceKeepsTimelinessInThePublishedRange) {
    PlansScene scene;
    start(scene);
    LoopSwitches loops = all_off();
    loops.services = 1;
    for (int y = 0; y < 5; ++y) {
        const Year year = live(scene, loops, 12);
        const double in_time = static_cast<double>(year.in_time) / year.issued;
        EXPECT_GT(in_time, 0.30) << y;
        EXPECT_LT(in_time, 0.70) << y;
        std::array<int, service_count> queue{};
        for (const auto& since : scene.pupils.service_since)
            for (std::size_t s = 1; s < service_count; ++s) queue[s] += since[s] != no_month;
        for (std::size_t s = 1; s < service_count; ++s) {
            EXPECT_GT(queue[s], 0) << service_labels[s].code;
            EXPECT_EQ(scene.services.waiting[AuthorityId(0)][s], queue[s]) << service_labels[s].code;
        }
    }
}

TEST(PlanAssessment, MorePsychologistsMakePlansQuickerAndFewerSlower) {
    const auto in_time = [](double per_10000) {
        PlansScene scene(1.0 / 400);
        start(scene);
        LoopSwitches loops = all_off();
        loops.services = 1;
        ServiceParameters services;
        services.ep_per_10000 = per_10000;
        const Year year = live(scene, loops, 24, {}, services);
        return static_cast<double>(year.in_time) / year.issued;
    };
    EXPECT_GT(in_time(5), in_time(2.7) + 0.05);
    EXPECT_LT(in_time(1.6), in_time(2.7) - 0.05);
}

TEST(PlanAssessment, RequestsOfAYearGroupKeepTheirTotalHoweverTheyAreSpread) {
    for (const double odds : {5.0, 30.0, 90.0}) {
        PlansScene scene;
        PlanParameters plans;
        plans.sen_support_odds = odds;
        const Year year = live(scene, all_off(), 6, plans);
        EXPECT_NEAR(year.requested, 545, 75) << odds;
    }
}

TEST(PlanAssessment, LoopsRaiseRequestsOnlyWhenOn) {
    const auto requested = [](double growth_switch) {
        PlansScene scene;
        PlanParameters plans;
        plans.growth = 0.06;
        LoopSwitches loops = all_off();
        loops.growth = growth_switch;
        scene.month = Month(2026, 1);
        return live(scene, loops, 36, plans).requested;
    };
    EXPECT_GT(requested(1), requested(0) * 1.03);
}

TEST(PlanAssessment, StagesMoveAlongLegalEdgesOnly) {
    PlansScene scene(1.0 / 600);
    start(scene);
    LoopSwitches loops = all_off();
    loops.services = 1;
    auto before = scene.pupils.process;
    auto plan_before = scene.pupils.provision;
    for (int month = 0; month < 24; ++month) {
        live(scene, loops, 1);
        for (std::size_t row = 0; row < before.size(); ++row) {
            const PupilId p(row);
            const auto from = before[p], to = scene.pupils.process[p];
            const bool planned = scene.pupils.has_plan(p);
            EXPECT_TRUE(!planned || to == AssessmentStage::none);
            EXPECT_TRUE(from != AssessmentStage::none || to == from || to == AssessmentStage::requested);
            EXPECT_TRUE(from != AssessmentStage::drafting || to == from || to == AssessmentStage::none);
            EXPECT_TRUE(plan_before[p] == Provision::plan || !planned || from == AssessmentStage::drafting ||
                        from == AssessmentStage::assessing);
            EXPECT_TRUE(to != AssessmentStage::refused || from == to || from == AssessmentStage::requested);
        }
        before = scene.pupils.process;
        plan_before = scene.pupils.provision;
    }
}

TEST(PlanAssessment, TheSameOnAnyNumberOfThreads) {
    std::array<std::vector<Event>, 2> histories;
    for (int t = 0; t < 2; ++t) {
        PlansScene scene(1.0 / 300);
        const Parallel parallel(t == 0 ? 1 : 3);
        start(scene);
        for (int month = 0; month < 6; ++month) {
            ++scene.month;
            scene.events.clear();
            const Step step{scene.map, scene.month, scene.draws, parallel, scene.events};
            LoopSwitches loops;
            request_assessments(scene.pupils, scene.families, scene.schools, scene.authorities, {}, {}, loops, 0, step);
            progress_assessments(scene.pupils, scene.families, scene.services, scene.authorities, {}, {}, loops, step);
            refer_and_treat(scene.services, scene.pupils, scene.families, scene.schools, {}, loops, step);
            hold_annual_reviews(scene.pupils, scene.families, scene.schools, scene.authorities, {}, step);
            for (const Event& event : scene.events.events()) histories[t].push_back(event);
        }
    }
    ASSERT_EQ(histories[0].size(), histories[1].size());
    for (std::size_t i = 0; i < histories[0].size(); ++i) {
        EXPECT_EQ(histories[0][i].pupil, histories[1][i].pupil);
        EXPECT_EQ(histories[0][i].kind, histories[1][i].kind);
    }
}

TEST(PlanReview, SevereDifficultiesAreSeenAtSpecialSchools) {
    const PlanParameters p;
    const auto severe = [&](Need need, Setting setting, int ncy) {
        int count = 0;
        for (int i = 0; i < 10000; ++i) count += recoded(p, need, setting, ncy, i / 10000.0) == Need::sld;
        return count;
    };
    EXPECT_EQ(severe(Need::slcn, Setting::state_special, 2), 450);
    EXPECT_EQ(severe(Need::mld, Setting::independent_special, 6), 450);
    EXPECT_EQ(severe(Need::slcn, Setting::mainstream, 2), 0);
    EXPECT_EQ(severe(Need::slcn, Setting::state_special, 7), 0);
    EXPECT_EQ(severe(Need::asd, Setting::state_special, 2), 0);
    // Who is not recoded so is recoded to autism, SEMH or MLD as often as others.
    int others = 0;
    for (int i = 0; i < 10000; ++i) {
        const Need to = recoded(p, Need::slcn, Setting::state_special, 2, i / 10000.0);
        others += to != Need::slcn && to != Need::sld ? 1 : 0;
    }
    EXPECT_NEAR(others, 700 * 0.955, 2);
}

TEST(PlanReview, RecodesAndChangesAtTheirRates) {
    const PlanParameters p;
    int changed = 0, to_semh = 0;
    for (int i = 0; i < 10000; ++i) {
        changed += recoded(p, Need::slcn, Setting::mainstream, 5, i / 10000.0) != Need::slcn;
        to_semh += recoded(p, Need::asd, Setting::mainstream, 8, i / 10000.0) == Need::semh;
        EXPECT_EQ(recoded(p, Need::pmld, Setting::state_special, 8, i / 10000.0), Need::pmld);
        EXPECT_EQ(recoded(p, Need::asd, Setting::mainstream, 3, i / 10000.0), Need::asd);
    }
    EXPECT_EQ(changed, 700);
    EXPECT_EQ(to_semh, 200);
    EXPECT_GT(chance_of_special(p, 1, 13, Need::asd), 1.5 * chance_of_special(p, 1, 40, Need::asd));
    EXPECT_EQ(chance_of_special(p, 6, 40, Need::asd), 0);  // decided at phase transfer
}

TEST(PlanAppeal, WonOverTheSettingComesFirstAmongThoseWaiting) {
    PlansScene scene(1.0 / 6000);
    PlanParameters plans;
    plans.appeal_withdrawn_or_conceded = 0;
    plans.appeal_parents_choice = 1;
    const PupilId p = scene.add(8, true, 1);
    scene.pupils.prefers_special[p] = 1;
    scene.month = Month(2027, 3);
    scene.pupils.appeal_due[p] = pack(scene.month);
    scene.pupils.appeal_kind[p] = static_cast<std::uint8_t>(AppealKind::placement);
    decide_appeals(scene.pupils, plans, false, scene.step());
    EXPECT_EQ(scene.pupils.required[p], RequiredProvision::special);
    EXPECT_EQ(unpack(scene.pupils.waiting_since[p]), Month(2026, 4));
    EXPECT_EQ(scene.pupils.appeal_due[p], no_month);
    EXPECT_EQ(scene.count(EventKind::appeal_decided), 1);
}

TEST(FirstPlan, AnAuthorityEducatesElsewhereAsManyAsItIsUsedTo) {
    const auto share_elsewhere = [](const Practice& practice) {
        int elsewhere = 0;
        constexpr int draws = 20'000;
        for (int i = 0; i < draws; ++i)
            elsewhere += first_required({}, practice, 13, 9, Need::semh, 0.4F, Setting::mainstream,
                                        (i + 0.5) / draws) == RequiredProvision::elsewhere
                             ? 1
                             : 0;
        return static_cast<double>(elsewhere) / draws;
    };
    const double usual = share_elsewhere({});
    EXPECT_NEAR(usual, 0.088, 0.01);  // SEN2 2026: 8.8% of first placements at 13
    Practice seldom;
    seldom.elsewhere = 0.5F;
    EXPECT_NEAR(share_elsewhere(seldom), usual * 0.5 / (1 - usual * 0.5), 0.003);
}

TEST(Panel, BelowItsThresholdOfSeverityEveryRequestIsRefused) {
    PlansScene usual, strict;
    PlanParameters p;
    const Year before = live(usual, all_off(), 12, p);
    p.panel_threshold = 1;  // nobody is so severe
    const Year after = live(strict, all_off(), 12, p);
    EXPECT_GT(before.agreed, 200);
    // What the panel does not see is agreed after mediation or appeal alone.
    EXPECT_LT(after.agreed, before.agreed / 4);
    EXPECT_GT(after.refused, before.refused * 2);
}

TEST(Reviews, PlansForMainstreamEndAtTransitionsWhereTheLawSaysSo) {
    PlansScene scene;
    PlanParameters p;
    p.ends_at_transition = 1;
    scene.month = Month(2026, 9);
    const auto held = [&](int ncy) {
        int n = 0;
        for (std::size_t row = 0; row < scene.pupils.size(); ++row)
            n += scene.pupils.has_plan(PupilId(row)) && scene.pupils.ncy[PupilId(row)] == ncy;
        return n;
    };
    const int year_7_before = held(7), year_8_before = held(8);
    PupilId special;
    for (std::size_t row = 0; row < scene.pupils.size() && !special.exists(); ++row)
        if (scene.pupils.ncy[PupilId(row)] == 7 && scene.pupils.has_plan(PupilId(row))) special = PupilId(row);
    scene.pupils.required[special] = RequiredProvision::special;
    hold_annual_reviews(scene.pupils, scene.families, scene.schools, scene.authorities, p, scene.step());
    EXPECT_GT(year_7_before, 50);
    EXPECT_EQ(held(7), 1);
    EXPECT_TRUE(scene.pupils.has_plan(special)) << "a special school is required";
    EXPECT_GT(held(8), year_8_before * 9 / 10);
    int on_support = 0;
    for (std::size_t row = 0; row < scene.pupils.size(); ++row)
        on_support +=
            scene.pupils.ncy[PupilId(row)] == 7 && scene.pupils.provision[PupilId(row)] == Provision::sen_support;
    EXPECT_GE(on_support, year_7_before - 1) << "they stay, on SEN Support";
}

// Needs of the 278,236 plans in mainstream (SEN2 2025, %): what a base is likelier for and what less balance.
TEST(Base, IsAsLikelyAsInEnglandOverTheNeedsOfMainstream) {
    constexpr std::array<std::pair<Need, double>, 12> mainstream{{{Need::asd, 29.2},
                                                                  {Need::slcn, 28.8},
                                                                  {Need::semh, 19.2},
                                                                  {Need::mld, 9.7},
                                                                  {Need::sld, 1.3},
                                                                  {Need::pd, 3.7},
                                                                  {Need::spld, 2.7},
                                                                  {Need::hi, 1.6},
                                                                  {Need::pmld, 0.3},
                                                                  {Need::oth, 1.2},
                                                                  {Need::vi, 1.0},
                                                                  {Need::msi, 0.2}}};
    double all = 0, weighted = 0;
    for (const auto& [need, share] : mainstream) {
        all += share;
        weighted += share * base_by_need(need);
    }
    EXPECT_NEAR(weighted / all, 1, 0.03);
    // Of plans in academies' resourced provisions 5.5% are for hearing impairment, in their units 3.5%.
    EXPECT_NEAR(1.6 * base_by_need(Need::hi) / weighted, 0.047, 0.005);
    EXPECT_NEAR(19.2 * base_by_need(Need::semh) / weighted, 0.099, 0.01);
}

}  // namespace
}  // namespace sendscape::assessment_test
