// SPDX-License-Identifier: MIT
#include "agents/placement/post16.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/placement_scene.h"

namespace sendscape::post16_test {
namespace {

using testing::PlacementScene;

TEST(Post16, SharesAreThoseOfTheTables) {
    EXPECT_NEAR(post16_stay_share(SettingGroup::state_special, 12), 0.56, 1e-9);
    EXPECT_NEAR(post16_stay_share(SettingGroup::state_special, 15), 0.13, 1e-9);
    EXPECT_NEAR(post16_stay_share(SettingGroup::further_education, 14), 0.73, 1e-9);
    EXPECT_NEAR(post16_end_share(SettingGroup::further_education, 15), 0.26, 1e-9);
    EXPECT_NEAR(post16_end_share(SettingGroup::neet, 14), 0.26, 1e-9);
    EXPECT_EQ(post16_end_share(SettingGroup::further_education, last_ncy + 1), 1.0);
}

/// A cohort of FE students followed through a whole year ends at the table's rate, whatever months it ends in.
TEST(Post16, AYearOfEndingsMakesTheTableRate) {
    PlacementScene scene;
    const int n = 4000;
    for (int k = 0; k < n; ++k) scene.add(14, RequiredProvision::post16, Setting::further_education);
    recount(scene.pupils, scene.schools);
    for (Month month(2026, 2); month <= Month(2027, 1); ++month) {
        if (month.month_of_year() == 9) {
            for (auto& ncy : scene.pupils.ncy) ++ncy;
            move_post16(scene.step(month), scene.pupils, scene.families, scene.authorities, scene.schools, {});
        } else {
            end_post16_plans(scene.step(month), scene.pupils, scene.families, scene.authorities, scene.schools);
        }
    }
    int ended = 0, stayed = 0;
    for (std::size_t row = 0; row < scene.pupils.size(); ++row) {
        const PupilId p(row);
        ended += scene.pupils.has_plan(p) ? 0 : 1;
        stayed += scene.pupils.has_plan(p) && group_of(scene.pupils.setting[p]) == SettingGroup::further_education;
    }
    EXPECT_NEAR(static_cast<double>(ended) / n, 0.26, 0.025);  // 18 to 19: X of row F
    EXPECT_NEAR(static_cast<double>(stayed) / n, 0.62, 0.035);
}

TEST(Post16, EveryPlanEndsWithTheYearOfTheTwentyFifthBirthday) {
    PlacementScene scene;
    const PupilId p = scene.add(last_ncy + 1, RequiredProvision::post16, Setting::further_education);
    move_post16(scene.step(Month(2026, 9)), scene.pupils, scene.families, scene.authorities, scene.schools, {});
    EXPECT_FALSE(scene.pupils.has_plan(p));
    EXPECT_EQ(scene.pupils.setting[p], Setting::gone);
}

/// DfE 2026, of those in no school or college: 1,943 of 3,824 educated otherwise at 15, 2,245 of 6,001 at 16.
TEST(Post16, OutOfSchoolSharesOfEachAgeAreThePublishedOnes) {
    PlacementScene scene;
    const int n = 6000;
    for (int k = 0; k < n; ++k)
        scene.add(12, RequiredProvision::elsewhere, k % 2 == 0 ? Setting::eotas : Setting::home_education);
    recount(scene.pupils, scene.schools);
    move_post16(scene.step(Month(2026, 9)), scene.pupils, scene.families, scene.authorities, scene.schools, {});
    int out[2] = {0, 0}, kept[2] = {0, 0};
    for (std::size_t row = 0; row < scene.pupils.size(); ++row) {
        const PupilId p(row);
        const Setting was = row % 2 == 0 ? Setting::eotas : Setting::home_education;
        const SettingGroup group = group_of(scene.pupils.setting[p]);
        if (!scene.pupils.has_plan(p)) continue;
        if (group != SettingGroup::eotas && group != SettingGroup::home_education && group != SettingGroup::neet)
            continue;
        ++out[row % 2];
        kept[row % 2] += scene.pupils.setting[p] == was ? 1 : 0;
    }
    EXPECT_NEAR(out[0] / (n / 2.0), 0.73, 0.03);
    EXPECT_NEAR(static_cast<double>(kept[0]) / out[0], (2245.0 / 6001) / (1943.0 / 3824), 0.03);
    EXPECT_NEAR(static_cast<double>(kept[1]) / out[1], (399.0 / 6001) / (1262.0 / 3824), 0.03);
}

TEST(Post16, AnAuthorityLosesAsManyToNoSchoolAsItIsUsedTo) {
    const auto out = [](float practice) {
        PlacementScene scene;
        for (auto& own : scene.authorities.practice) own.elsewhere_after_16 = practice;
        const int n = 3000;
        for (int k = 0; k < n; ++k) scene.add(14, RequiredProvision::post16, Setting::further_education);
        recount(scene.pupils, scene.schools);
        move_post16(scene.step(Month(2026, 9)), scene.pupils, scene.families, scene.authorities, scene.schools, {});
        int gone = 0, college = 0;
        for (std::size_t row = 0; row < scene.pupils.size(); ++row) {
            const SettingGroup group = group_of(scene.pupils.setting[PupilId(row)]);
            if (!scene.pupils.has_plan(PupilId(row))) continue;
            gone +=
                group == SettingGroup::neet || group == SettingGroup::eotas || group == SettingGroup::home_education;
            college += group == SettingGroup::further_education;
        }
        return std::pair(static_cast<double>(gone) / n, static_cast<double>(college) / n);
    };
    const auto [usual, at_college] = out(1);
    EXPECT_NEAR(out(0.5F).first / usual, 0.5, 0.08);
    EXPECT_NEAR(out(2).first / usual, 2, 0.2);
    EXPECT_NEAR(out(2).first + out(2).second, usual + at_college, 0.02);  // nobody is lost
    EXPECT_LT(out(100).first, 0.9);
}

TEST(Post16, SpecialLeaversOfYear11GoToFurtherEducationOrStayWhereYear12IsTaught) {
    PlacementScene scene;
    for (int k = 0; k < 1000; ++k)
        scene.add(12, RequiredProvision::special, Setting::state_special, SchoolId(testing::oak_special));
    recount(scene.pupils, scene.schools);
    move_post16(scene.step(Month(2026, 9)), scene.pupils, scene.families, scene.authorities, scene.schools, {});
    EXPECT_NEAR(scene.schools.roll[SchoolId(testing::oak_special)], 560, 60);
    for (std::size_t row = 0; row < scene.pupils.size(); ++row) {
        const PupilId p(row);
        if (!scene.pupils.school[p].exists()) continue;
        EXPECT_TRUE(scene.map->school(scene.pupils.school[p]).teaches(12));
    }
    EXPECT_EQ(scene.schools.plans[SchoolId(testing::oak_special)], [&] {
        int plans = 0;
        for (std::size_t row = 0; row < scene.pupils.size(); ++row)
            plans += scene.pupils.school[PupilId(row)] == SchoolId(testing::oak_special) &&
                     scene.pupils.has_plan(PupilId(row));
        return plans;
    }());
}

}  // namespace
}  // namespace sendscape::post16_test
