// SPDX-License-Identifier: MIT
#include "agents/plans/assessment_case.h"

#include <gtest/gtest.h>

#include <array>

#include "sim/core/elementary.h"
#include "tests/support/plans_scene.h"

namespace sendscape::assessment_case_test {
namespace {

using testing::PlansScene;

/// Shares of requests from schools, of children of severity 0.34, that are agreed, refused and withdrawn.
std::array<double, 3> decisions(double leniency, const PlanParameters& parameters = {}) {
    PlansScene scene;
    std::array<double, 3> counts{};
    constexpr int cases = 20'000;
    const PupilId first = scene.add(8, false, 20);
    for (int i = 0; i < cases; ++i) {
        const PupilId p = i == 0 ? first : scene.add(8, false, 20);
        scene.pupils.severity[p] = 0.34f;
        scene.pupils.source[p] = RequestSource::school;
        const Decision decision = decide(scene.pupils, p, leniency, parameters, scene.draws, scene.month);
        ++counts[decision == Decision::agreed ? 0 : decision == Decision::refused ? 1 : 2];
    }
    for (double& count : counts) count /= cases;
    return counts;
}

TEST(AssessmentCase, ThePanelAgreesToThePublishedShareAndALenientOneToMore) {
    const PlanParameters p;
    const auto usual = decisions(0), lenient = decisions(1);
    EXPECT_NEAR(usual[2], p.withdrawn, 0.004);
    const double agreed = usual[0] / (usual[0] + usual[1]);
    EXPECT_NEAR(logit(lenient[0] / (lenient[0] + lenient[1])) - logit(agreed), 1, 0.1);
    EXPECT_NEAR(logit(agreed), agreement_log_odds(p, RequestSource::school, 9, 0.34f), 0.1);
    PlanParameters strict;
    strict.panel_threshold = 0.35;
    EXPECT_EQ(decisions(5, strict)[0], 0) << "below the threshold, whatever the evidence";
}

TEST(AssessmentCase, AStageFallsSoManyWeeksAfterTheRequest) {
    PlansScene scene;
    const PupilId p = scene.add(8, false, 20);
    scene.pupils.requested_on[p] = pack(Month(2026, 1));
    for (const int months : {1, 5, 12}) {
        const int packed = month_of(scene.draws, scene.pupils, p, months * 52.0 / 12, no_month);
        EXPECT_GE(packed, pack(Month(2026, 1) + months));
        EXPECT_LE(packed, pack(Month(2026, 1) + months + 1)) << "by when in the month it was asked for";
    }
    EXPECT_EQ(month_of(scene.draws, scene.pupils, p, 1, pack(Month(2027, 3))), pack(Month(2027, 3)));
}

TEST(AssessmentCase, AnAuthoritysOwnShareOfAssessmentsEndsWithAPlan) {
    Practice practice;
    EXPECT_DOUBLE_EQ(plan_given({}, practice), PlanParameters{}.plan_given_assessment);
    practice.issued = 2;
    EXPECT_DOUBLE_EQ(plan_given({}, practice), 1);
    PlansScene scene;
    scene.authorities.leniency[AuthorityId(0)] = 0.5f;
    EXPECT_EQ(leniency_of(scene.authorities, AuthorityId(0)), 0.5);
    EXPECT_EQ(leniency_of(scene.authorities, AuthorityId(7)), 0);
}

}  // namespace
}  // namespace sendscape::assessment_case_test
