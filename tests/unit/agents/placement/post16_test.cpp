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
            move_post16(scene.step(month), scene.pupils, scene.families, scene.schools, {}, scene.authorities);
        } else {
            end_post16_plans(scene.step(month), scene.pupils, scene.families, scene.schools);
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
    move_post16(scene.step(Month(2026, 9)), scene.pupils, scene.families, scene.schools, {}, scene.authorities);
    EXPECT_FALSE(scene.pupils.has_plan(p));
    EXPECT_EQ(scene.pupils.setting[p], Setting::gone);
}

TEST(Post16, SpecialLeaversOfYear11GoToFurtherEducationOrStayWhereYear12IsTaught) {
    PlacementScene scene;
    for (int k = 0; k < 1000; ++k)
        scene.add(12, RequiredProvision::special, Setting::state_special, SchoolId(testing::oak_special));
    recount(scene.pupils, scene.schools);
    move_post16(scene.step(Month(2026, 9)), scene.pupils, scene.families, scene.schools, {}, scene.authorities);
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
