// SPDX-License-Identifier: MIT
#include "agents/placement/post16.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "agents/pupils/national_tables.h"
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

TEST(Post16, Year11GoesOnWhereItsAuthorityIsUsedTo) {
    const auto went = [](float college, int ncy) {
        PlacementScene scene;
        for (auto& own : scene.authorities.practice) own.college = college;
        const int n = 4000;
        for (int k = 0; k < n; ++k) scene.add(ncy, RequiredProvision::special, Setting::independent_special);
        recount(scene.pupils, scene.schools);
        move_post16(scene.step(Month(2026, 9)), scene.pupils, scene.families, scene.authorities, scene.schools, {});
        std::array<double, 3> shares{};
        for (std::size_t row = 0; row < scene.pupils.size(); ++row) {
            const SettingGroup group = group_of(scene.pupils.setting[PupilId(row)]);
            if (!scene.pupils.has_plan(PupilId(row))) continue;
            if (group == SettingGroup::independent_special) shares[0] += 1.0 / n;
            if (group == SettingGroup::further_education) shares[1] += 1.0 / n;
            if (group == SettingGroup::neet || group == SettingGroup::eotas || group == SettingGroup::home_education)
                shares[2] += 1.0 / n;
        }
        return shares;
    };
    // From an independent special school: 41 in a hundred stay, 39 go to college, 5 to other schools, 15 to none; where
    // sixth forms and special schools have no place, to college. Half as many to college for each who stays:
    const auto usual = went(1, 12), half = went(0.5F, 12);
    EXPECT_NEAR(usual[0], 0.41, 0.03);
    EXPECT_NEAR(half[0] / usual[0], 85 / (85 - 39 / 2.0), 0.06);
    EXPECT_LT(half[1], usual[1] - 0.1);
    EXPECT_NEAR(half[2], usual[2], 0.02) << "as many are in no school or college";
    EXPECT_NEAR(went(0.5F, 13)[0], went(1, 13)[0], 0.001) << "who goes on in Year 13 is England's";
}

TEST(Post16, ThreeCohortsOfEnglandAreWhereItsPlansAre) {
    std::array<double, setting_group_count> leavers{};
    constexpr int fifteen = 15, sixteen = 16, eighteen = 18;
    for (std::size_t group = 0; group < leavers.size(); ++group)
        leavers[group] = plans_by_age[national_index(fifteen)][group];
    double sixth = 0, special = 0, independent = 0, college = 0;
    for (int age = sixteen; age <= eighteen; ++age) {
        const auto of = [&](SettingGroup group) {
            return static_cast<double>(plans_by_age[national_index(age)][static_cast<std::size_t>(group)]);
        };
        sixth += of(SettingGroup::mainstream) + of(SettingGroup::base);
        special += of(SettingGroup::state_special);
        independent += of(SettingGroup::independent_special);
        college += of(SettingGroup::further_education);
    }
    const double all = sixth + special + independent + college;
    const WaysAfter16 made = ways_after_16(leavers);
    EXPECT_NEAR(made.sixth_form, sixth / all, 0.015);
    EXPECT_NEAR(made.special, special / all, 0.015);
    EXPECT_NEAR(made.independent, independent / all, 0.015);
    EXPECT_NEAR(made.college, college / all, 0.02);
    EXPECT_NEAR(made.sixth_form + made.special + made.independent + made.college, 1, 1e-12);
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
