// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

#include "agents/pupils/national_tables.h"
#include "maps/county/synthetic_county.h"
#include "sim/start/build_world.h"
#include "sim/start/needs.h"
#include "tests/support/data.h"

namespace sendscape::fit_test {
namespace {

/// The built-in county's starting population, made once.
class StartOfTheCounty : public ::testing::Test {
  protected:
    static void SetUpTestSuite() {
        const Parallel parallel(2);
        auto map = std::make_shared<Map>(
            make_synthetic_county(SENDSCAPE_SOURCE_DIR "/configs/counties/wendshire.toml", 1, parallel));
        world_ = std::make_unique<World>(build_world(map, Parameters{}, 1, 0, parallel));
    }
    static void TearDownTestSuite() { world_.reset(); }
    static bool resident(PupilId p) {
        const AuthorityId authority = world_->residence(p);
        return authority.exists() && world_->map->authorities[authority.value].in_area;
    }
    static double residents_of(int age) {
        double count = 0;
        for (const Zone& zone : world_->map->zones)
            if (zone.authority.exists() && world_->map->authorities[zone.authority.value].in_area)
                count += zone.residents[static_cast<std::size_t>(age)];
        return count;
    }
    static std::unique_ptr<World> world_;
};
std::unique_ptr<World> StartOfTheCounty::world_;

TEST_F(StartOfTheCounty, EverySchoolsCountsEqualTheCensus) {
    for (std::size_t s = 0; s < world_->map->schools.size(); ++s) {
        const School& school = world_->map->schools[s];
        ASSERT_EQ(world_->schools.roll[SchoolId(s)], school.roll) << school.name;
        ASSERT_EQ(world_->schools.plans[SchoolId(s)], school.plans) << school.name;
        ASSERT_EQ(world_->schools.sen_support[SchoolId(s)], school.sen_support) << school.name;
    }
}

TEST_F(StartOfTheCounty, PlansOutsideSchoolsFollowEnglandByAgeAndSetting) {
    std::array<double, setting_group_count> held{}, expected{};
    std::array<double, zone_ages> held_at{}, expected_at{};
    for (std::size_t row = 0; row < world_->pupils.size(); ++row) {
        const PupilId p(row);
        if (!world_->pupils.has_plan(p) || !resident(p)) continue;
        ++held[static_cast<std::size_t>(group_of(world_->pupils.setting[p]))];
        ++held_at[static_cast<std::size_t>(age_of_ncy(world_->pupils.ncy[p]))];
    }
    for (int age = first_plan_age; age <= last_plan_age; ++age) {
        const auto& row = plans_by_age[national_index(age)];
        const double all = std::accumulate(row.begin(), row.end(), 0.0);
        const double scale = residents_of(age) / (children_thousands[national_index(age)] * 1000);
        for (std::size_t g = 0; g < setting_group_count; ++g) expected[g] += row[g] * all / (all - row.back()) * scale;
        expected_at[static_cast<std::size_t>(age)] = all * scale;
    }
    // The county is England's mean authority: its own level of plans is near 1, and its schools' census is its own.
    for (std::size_t g = 0; g < setting_group_count; ++g)
        EXPECT_NEAR(held[g], expected[g], 0.08 * expected[g] + 10) << setting_group_labels[g].words;
    for (int age = first_plan_age; age <= last_plan_age; ++age) {
        const double due = expected_at[static_cast<std::size_t>(age)];
        EXPECT_NEAR(held_at[static_cast<std::size_t>(age)], due, 0.15 * due + 30) << age;
    }
}

TEST_F(StartOfTheCounty, ResidentsByZoneAndAgeAreNearTheMap) {
    std::vector<std::array<double, zone_ages>> count(world_->map->zones.size());
    for (std::size_t row = 0; row < world_->pupils.size(); ++row)
        ++count[world_->home(PupilId(row)).value]
               [static_cast<std::size_t>(age_of_ncy(world_->pupils.ncy[PupilId(row)]))];
    double off = 0, all = 0;
    for (std::size_t z = 0; z < count.size(); ++z)
        for (std::size_t age = 2; age <= 18; ++age) {
            off += std::abs(count[z][age] - world_->map->zones[z].residents[age]);
            all += world_->map->zones[z].residents[age];
        }
    EXPECT_LT(off / all, 0.05);
}

TEST_F(StartOfTheCounty, LabelsSexAndDisadvantageAreThePublishedOnes) {
    std::array<double, need_count> need{};
    double plans = 0, boys = 0, disadvantaged = 0, support = 0, support_boys = 0;
    for (std::size_t row = 0; row < world_->pupils.size(); ++row) {
        const PupilId p(row);
        if (world_->pupils.has_plan(p)) {
            ++plans;
            boys += world_->pupils.girl[p] == 0;
            disadvantaged += world_->pupils.disadvantaged[p];
            ++need[static_cast<std::size_t>(world_->pupils.recorded[p])];
        } else if (world_->pupils.provision[p] == Provision::sen_support) {
            ++support;
            support_boys += world_->pupils.girl[p] == 0;
        }
    }
    // SEN2 January 2025: ASD 31.5, SLCN 21.3, SEMH 20.7, MLD 10.6 (designations of the county's schools bend it).
    EXPECT_NEAR(need[static_cast<std::size_t>(Need::asd)] / plans, 0.325, 0.05);
    EXPECT_NEAR(need[static_cast<std::size_t>(Need::slcn)] / plans, 0.213, 0.03);
    EXPECT_NEAR(need[static_cast<std::size_t>(Need::semh)] / plans, 0.207, 0.03);
    EXPECT_NEAR(need[static_cast<std::size_t>(Need::mld)] / plans, 0.106, 0.03);
    EXPECT_NEAR(boys / plans, 0.70, 0.03);
    EXPECT_NEAR(support_boys / support, 0.61, 0.02);
    EXPECT_NEAR(disadvantaged / plans, 0.44, 0.06);
}

TEST(PlanNeeds, KeepBothPublishedMargins) {
    const PlanNeeds needs;
    // By age: SLCN half of plans at 4 and an eighth at 15, whatever the setting.
    for (const auto& [age, slcn] : {std::pair{4, 0.50}, std::pair{10, 0.21}, std::pair{15, 0.12}}) {
        double held = 0, all = 0;
        for (std::size_t g = 0; g < setting_group_count; ++g) {
            const double plans = plans_by_age[national_index(age)][g];
            held += plans * needs.of(static_cast<SettingGroup>(g), age)[static_cast<std::size_t>(Need::slcn)];
            all += plans;
        }
        EXPECT_NEAR(held / all, slcn, 0.03) << age;
    }
    // By setting: PMLD is a matter of special schools, SEMH of independent ones and of AP.
    const auto share = [&](SettingGroup group, Need need) {
        double held = 0, all = 0;
        for (int age = first_plan_age; age <= last_plan_age; ++age) {
            const double plans = plans_by_age[national_index(age)][static_cast<std::size_t>(group)];
            held += plans * needs.of(group, age)[static_cast<std::size_t>(need)];
            all += plans;
        }
        return held / all;
    };
    EXPECT_NEAR(share(SettingGroup::state_special, Need::pmld), 0.037, 0.015);
    EXPECT_NEAR(share(SettingGroup::mainstream, Need::slcn), 0.288, 0.04);
    EXPECT_NEAR(share(SettingGroup::independent_special, Need::semh), 0.336, 0.04);
    EXPECT_NEAR(share(SettingGroup::alternative_provision, Need::semh), 0.63, 0.06);
}

}  // namespace
}  // namespace sendscape::fit_test
