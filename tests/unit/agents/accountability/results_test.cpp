// SPDX-License-Identifier: MIT
#include "agents/accountability/results.h"

#include <gtest/gtest.h>

#include "tests/support/placement_scene.h"

namespace sendscape::results_test {
namespace {

using testing::PlacementScene;

/// Mean attainment, after a year, of many children alike who had 1 before.
template <class Alike>
double after_a_year(Alike&& alike) {
    PlacementScene scene;
    constexpr int children = 4000;
    for (int k = 0; k < children; ++k) {
        const PupilId p =
            scene.add(4, RequiredProvision::mainstream, Setting::mainstream, SchoolId(testing::riverside));
        scene.pupils.provision[p] = Provision::none;
        scene.pupils.attainment[p] = 1;
        alike(scene.pupils, p);
    }
    LoopSwitches loops;
    loops.accountability = 0;
    publish_results(scene.pupils, scene.schools, {}, loops, scene.step(Month(2026, 8)));
    double sum = 0;
    for (const float attainment : scene.pupils.attainment) sum += attainment;
    return sum / children;
}

TEST(Results, AYearKeepsFourFifthsAndWhatDividesTheGroups) {
    constexpr double near = 0.04;  // four standard errors of the year's chance, 0.6 over the root of 4,000
    EXPECT_NEAR(after_a_year([](Pupils&, PupilId) {}), 0.8 + 0.03, near);
    EXPECT_NEAR(after_a_year([](Pupils& pupils, PupilId p) { pupils.disadvantaged[p] = 1; }), 0.8 - 0.08, near);
    EXPECT_NEAR(after_a_year([](Pupils& pupils, PupilId p) { pupils.suspensions[p] = 9; }), 0.83 - 4 * 0.05, near);
    // A plan: a fifth of 1.6; usual unmet need of 0.5 takes nothing, three times as much a tenth of what is over.
    const auto with_plan = [](float unmet) {
        return after_a_year([unmet](Pupils& pupils, PupilId p) {
            pupils.provision[p] = Provision::plan;
            pupils.unmet[p] = unmet;
        });
    };
    EXPECT_NEAR(with_plan(0.5F), 0.83 - 0.32, near);
    EXPECT_NEAR(with_plan(1.5F), 0.83 - 0.32 - 0.1, near);
}

TEST(Results, PublishedMeasuresFollowPupilsAndPolicyAsksForInclusion) {
    PlacementScene scene;
    const SchoolId low(testing::riverside), high(testing::meadow);
    const auto fill = [&] {
        for (int k = 0; k < 200; ++k) {
            const bool first = k % 2 == 0;
            const PupilId p =
                scene.add(first ? 4 : 8, RequiredProvision::mainstream, Setting::mainstream, first ? low : high);
            scene.pupils.provision[p] = Provision::none;
            scene.pupils.attainment[p] = first ? -2.0F : 2.0F;
        }
    };
    fill();
    const AccountabilityParameters results_only;
    publish_results(scene.pupils, scene.schools, results_only, scene.loops, scene.step(Month(2026, 8)));
    // Two schools: one standard deviation above and below their mean. A measure keeps 0.7 of the last, which was 0.
    EXPECT_NEAR(scene.schools.attainment[high], 0.3, 0.001);
    EXPECT_NEAR(scene.schools.attainment[low], -0.3, 0.001);
    // Results alone press on the ethos of the school below the mean, by 0.05 a year.
    EXPECT_NEAR(scene.schools.ethos[low], -0.05, 1e-6);
    EXPECT_EQ(scene.schools.ethos[high], 0.0F);
}

TEST(Results, TheGapIsBetweenThoseWithoutSenAndTheOthersInYears6And11) {
    PlacementScene scene;
    const auto add = [&](int ncy, Provision provision, float attainment) {
        const PupilId p =
            scene.add(ncy, RequiredProvision::mainstream, Setting::mainstream, SchoolId(testing::riverside));
        scene.pupils.provision[p] = provision;
        scene.pupils.attainment[p] = attainment;
    };
    add(6, Provision::none, 0.5F);
    EXPECT_EQ(attainment_gap(scene.pupils), 0);
    add(6, Provision::plan, -1.5F);
    add(11, Provision::sen_support, -0.5F);
    add(5, Provision::plan, -3.0F);  // neither year
    EXPECT_NEAR(attainment_gap(scene.pupils), 0.5 + 1.0, 0.002);
}

TEST(Inspection, BehindAGateNobodyIsOutstandingWhoDoesNotInclude) {
    const SchoolId s(testing::riverside);
    const auto grade = [&](double gate, float ethos, float attainment) {
        PlacementScene scene;
        scene.schools.roll[s] = 400;
        scene.schools.attainment[s] = attainment;
        scene.schools.ethos[s] = ethos;
        AccountabilityParameters p;
        p.inspection_years = 2;  // due at once
        p.inclusion_gate = gate;
        inspect(scene.schools, p, scene.loops, scene.step(Month(2026, 10)));
        EXPECT_EQ(scene.schools.inspected[s], Month(2026, 10).index);
        return static_cast<int>(scene.schools.inspection_grade[s]);
    };
    EXPECT_EQ(grade(0, -1, 12), 1);
    EXPECT_EQ(grade(1, -1, 12), 2);
    EXPECT_EQ(grade(1, 0, 12), 1);
    EXPECT_EQ(grade(0, 0, -20), 4);
}

TEST(Inspection, GradesStayWithTheLoopOffAndForTwoYears) {
    PlacementScene scene;
    const SchoolId s(testing::riverside);
    scene.schools.roll[s] = 400;
    scene.schools.inspection_grade[s] = 2;
    scene.schools.attainment[s] = 12;
    AccountabilityParameters p;
    p.inspection_years = 2;
    LoopSwitches off;
    off.accountability = 0;
    inspect(scene.schools, p, off, scene.step(Month(2026, 10)));
    EXPECT_EQ(scene.schools.inspection_grade[s], 2);
    scene.schools.inspected[s] = Month(2025, 1).index;
    inspect(scene.schools, p, scene.loops, scene.step(Month(2026, 12)));
    EXPECT_EQ(scene.schools.inspection_grade[s], 2);
    inspect(scene.schools, p, scene.loops, scene.step(Month(2027, 1)));
    EXPECT_EQ(scene.schools.inspection_grade[s], 1);
}

}  // namespace
}  // namespace sendscape::results_test
