// SPDX-License-Identifier: MIT
#include "agents/plans/earlier_assessments.h"

#include <gtest/gtest.h>

#include <map>

#include "agents/plans/request_levels.h"
#include "agents/services/caseload.h"
#include "tests/support/plans_scene.h"

namespace sendscape::earlier_assessments_test {
namespace {

using testing::PlansScene;

/// Children by stage, once the years before the start have been lived.
std::map<AssessmentStage, int> stages(double level, int threads = 1) {
    PlansScene scene;
    const Parallel parallel(threads);
    const ServiceParameters services;
    start_services(scene.services, scene.pupils, scene.families, scene.schools, scene.map, services, scene.draws,
                   scene.month);
    scene.authorities.request_level[AuthorityId(0)] = static_cast<float>(level);
    start_assessments(scene.pupils, scene.families, scene.schools, scene.authorities, {}, services, scene.map,
                      scene.draws, parallel, scene.month);
    std::map<AssessmentStage, int> count;
    for (const AssessmentStage stage : scene.pupils.process) ++count[stage];
    return count;
}

TEST(EarlierAssessments, AsManyAreUnderWayAsAYearsRequestsKeep) {
    // A hundred and fiftieth of England: some 1,080 requests a year, decided within six weeks, of which seven in ten
    // are agreed and last 20 to 30 weeks from the request.
    auto count = stages(1);
    EXPECT_NEAR(count[AssessmentStage::requested], 1080 * 6 / 52.0, 45);
    const int assessed = count[AssessmentStage::assessing] + count[AssessmentStage::drafting];
    EXPECT_NEAR(assessed, 1080 * 0.7 * 19 / 52.0, 90);
    EXPECT_GT(count[AssessmentStage::refused], 50);
}

TEST(EarlierAssessments, TwiceAsManyWhereTwiceAsManyAreAskedFor) {
    auto usual = stages(1), twice = stages(2);
    EXPECT_NEAR(twice[AssessmentStage::assessing], 2.0 * usual[AssessmentStage::assessing],
                0.25 * usual[AssessmentStage::assessing]);
}

TEST(EarlierAssessments, TheSameOnAnyNumberOfThreads) { EXPECT_EQ(stages(1, 1), stages(1, 3)); }

}  // namespace
}  // namespace sendscape::earlier_assessments_test
