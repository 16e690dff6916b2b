// SPDX-License-Identifier: MIT
#include "sim/start/authority_practice.h"

#include <gtest/gtest.h>

#include <memory>

#include "agents/placement/border.h"
#include "agents/pupils/national_tables.h"
#include "tests/support/placement_scene.h"

namespace sendscape::authority_practice_test {
namespace {

using testing::PlacementScene;

/// Children of Year 6 with plans, all of one authority.
void add(PlacementScene& scene, Setting setting, int children) {
    for (int i = 0; i < children; ++i) scene.add(6, RequiredProvision::none, setting);
}

AuthorityId home(const PlacementScene& scene) { return scene.map->zone(ZoneId(0)).authority; }

TEST(Practice, IsWhatPlansShowOverEnglandsRates) {
    PlacementScene scene;
    add(scene, Setting::mainstream, 600);
    add(scene, Setting::state_special, 230);
    add(scene, Setting::independent_special, 10);
    add(scene, Setting::eotas, 30);
    add(scene, Setting::home_education, 10);
    add(scene, Setting::alternative_provision, 120);
    find_practice(*scene.map, scene.pupils, scene.families, scene.authorities);
    // Year 6 in England, January 2026 (SEN2): 47,974 plans, of which 11,268 in state special, 2,287 in independent and
    // non-maintained special, 321 in AP, 422 EOTAS and 656 at home. Prior of 1 / 0.6^2 = 2.78 children.
    const double k = 1 / 0.36, plans = 1000;
    const Practice& practice = scene.authorities.practice[home(scene)];
    EXPECT_NEAR(practice.independent, (10 + k) / (240.0 * 2287 / (11268 + 2287) + k), 1e-4);
    EXPECT_NEAR(practice.elsewhere, (40 + k) / (plans * (422 + 656) / 47974 + k), 1e-3);
    EXPECT_FLOAT_EQ(practice.alternative, 8.0F) << "120 where seven are usual: at most eight times England's habit";
}

TEST(Practice, EnglandsOwnMixIsOne) {
    PlacementScene scene;
    add(scene, Setting::mainstream, 29927 + 2498);
    add(scene, Setting::state_special, 11268);
    add(scene, Setting::independent_special, 2000);
    add(scene, Setting::non_maintained_special, 287);
    add(scene, Setting::alternative_provision, 321);
    add(scene, Setting::eotas, 422);
    add(scene, Setting::home_education, 656);
    find_practice(*scene.map, scene.pupils, scene.families, scene.authorities);
    const Practice& practice = scene.authorities.practice[home(scene)];
    EXPECT_NEAR(practice.independent, 1, 0.001);
    EXPECT_NEAR(practice.elsewhere, 1, 0.03);  // 897 further plans of the age are in none of these settings
    EXPECT_NEAR(practice.alternative, 1, 0.03);
}

// Where more children than in England are at special schools, plans come to require one more readily; where fewer are,
// places may be wanting, and nothing is told.
TEST(Practice, SpecialSchoolsAreAskedForWhereManyChildrenAreInThem) {
    const auto of = [](int in_special) {
        PlacementScene scene;
        add(scene, Setting::mainstream, 1000 - in_special);
        add(scene, Setting::state_special, in_special);
        find_practice(*scene.map, scene.pupils, scene.families, scene.authorities);
        return static_cast<double>(scene.authorities.practice[home(scene)].special);
    };
    constexpr double usual = (11268.0 + 2287) / 47974, k = 1 / 0.36;  // Year 6 in England, January 2026 (SEN2)
    const double here = usual * (500 + k) / (1000 * usual + k);
    EXPECT_NEAR(of(500), here / (1 - here) * (1 - usual) / usual, 0.02);  // England's share of January 2027
    EXPECT_GT(of(500), 2.4);
    EXPECT_EQ(of(100), 1);
    EXPECT_LT(of(1000), 30) << "all of them: no odds are without end";
}

TEST(Practice, PsychologistsWorkTheDaysThatAreTold) {
    auto map = std::make_shared<Map>(*testing::small_map());
    PlacementScene scene(map);
    const ServiceParameters p;
    Services services;
    Services::for_each_column(services, [&](auto& column) { column.resize(map->authorities.size()); });
    services.on_roll[home(scene)] = 10'000;  // 2.7 psychologists of 190 days: 513 days
    Practice& practice = scene.authorities.practice[home(scene)];
    practice.advices = 0.5F;
    take_own_ep_days(*map, services, p, scene.authorities);
    EXPECT_FLOAT_EQ(practice.advices, 0.5F) << "not told";
    map->authorities[home(scene).value].figures.ep_days = 1026;
    take_own_ep_days(*map, services, p, scene.authorities);
    EXPECT_FLOAT_EQ(practice.advices, 2.0F);
}

TEST(Practice, WhereWhoLeavesSchoolGoesIsTheAuthoritysOwn) {
    PlacementScene scene;
    add(scene, Setting::mainstream, 940);
    add(scene, Setting::home_education, 50);
    add(scene, Setting::awaiting, 10);
    find_practice(*scene.map, scene.pupils, scene.families, scene.authorities);
    const Practice& practice = scene.authorities.practice[home(scene)];
    const double k = 1 / 0.36;
    EXPECT_NEAR(practice.home_educated, (50 + k) / (1000.0 * 656 / 47974 + k), 1e-3);
    EXPECT_FLOAT_EQ(practice.eotas, 0.25F) << "at least a quarter of England's habit";
    EXPECT_GT(practice.no_setting, 1);
}

TEST(Practice, TheStartRemembersWhoseChildrenTheSchoolsTeach) {
    PlacementScene scene;
    const SchoolId oak(testing::oak_special);
    constexpr std::uint32_t over_the_border = 11;
    for (int i = 0; i < 30; ++i) scene.add(6, RequiredProvision::special, Setting::state_special, oak);
    for (int i = 0; i < 10; ++i) scene.add(6, RequiredProvision::special, Setting::state_special, oak, over_the_border);
    add(scene, Setting::state_special, 7);  // beyond the map: in nobody's school
    add(scene, Setting::independent_special, 3);
    find_practice(*scene.map, scene.pupils, scene.families, scene.authorities);
    const StartLevel& start = scene.authorities.at_start[home(scene)];
    const auto& border = scene.authorities.border;
    ASSERT_EQ(border.size(), 2u);
    const std::size_t special = border_row(Setting::state_special, 6).value();
    EXPECT_EQ(border[0].home, home(scene));
    EXPECT_FALSE(border[0].of_school.exists());
    EXPECT_FLOAT_EQ(border[0].part[special], 7.0F / 37);
    EXPECT_EQ(border[1].of_school, home(scene));
    EXPECT_FLOAT_EQ(border[1].part[special], 10.0F / 37) << "over the area's own children";
    EXPECT_FLOAT_EQ(start.plans, 40);
    EXPECT_FLOAT_EQ(start.independent, 3.0F / 40);
}

// Of England's plans in January 2019 0.84% were educated otherwise than at school and 0.79% at home, 0.77% in
// alternative provision; of those in January 2026, whose flows the model has, 2.2%, 1.4% and 0.77%.
TEST(Practice, AStartOfYearsAgoLeavesSchoolAsSeldomAsEnglandDidThen) {
    const auto as_england_then = [](int year, int eotas, int home_educated, int alternative) {
        auto map = std::make_shared<Map>(*testing::small_map());
        map->census = Month(year, 1);
        PlacementScene scene(map);
        add(scene, Setting::mainstream, 47974 - eotas - home_educated - alternative);
        add(scene, Setting::eotas, eotas);
        add(scene, Setting::home_education, home_educated);
        add(scene, Setting::alternative_provision, alternative);
        add(scene, Setting::state_special, 1);
        find_practice(*scene.map, scene.pupils, scene.families, scene.authorities);
        return scene.authorities.practice[home(scene)];
    };
    const Practice then = as_england_then(2019, 159, 367, 332);
    EXPECT_NEAR(then.eotas, 0.377, 0.01);
    EXPECT_NEAR(then.home_educated, 0.56, 0.01);
    EXPECT_NEAR(then.elsewhere, 0.49, 0.01);
    EXPECT_NEAR(then.alternative, 1.03, 0.02);
    const Practice half_way = as_england_then(2024, 422 * 7 / 10, 656 * 8 / 10, 321);
    EXPECT_GT(half_way.eotas, then.eotas);
    EXPECT_LT(half_way.eotas, 0.8F);
    EXPECT_NEAR(as_england_then(2026, 422, 656, 321).eotas, 1, 0.001);
    EXPECT_NEAR(as_england_then(2019, 0, 367, 332).eotas, 0.377 / 4, 0.01) << "at least a quarter of England's then";
}

TEST(Practice, EarlyYearsSettingsHadAnotherPartThen) {
    for (const int year : {2019, 2026}) {
        auto map = std::make_shared<Map>(*testing::small_map());
        map->census = Month(year, 1);
        PlacementScene scene(map);
        for (int i = 0; i < 2911; ++i) scene.add(-1, RequiredProvision::none, Setting::early_years);
        for (int i = 0; i < 2092; ++i) scene.add(-1, RequiredProvision::none, Setting::independent_mainstream);
        find_practice(*scene.map, scene.pupils, scene.families, scene.authorities);
        EXPECT_NEAR(scene.authorities.practice[home(scene)].early_years, 1, 0.001) << "the share of 2026";
    }
}

// England's three-year-olds with plans (SEN2 2026, to the hundred): 29 in early-years settings, 15 at classes, 3 at
// special schools. Where half of all children are at a class already when a plan comes, those in settings stay there;
// where no class is known, as many as make England's share go to one.
TEST(Practice, WhereNoNurseryClassIsKnownPlansNameSome) {
    const auto staying = [](int at_classes) {
        auto map = std::make_shared<Map>(*testing::small_map());
        map->census = Month(2026, 1);
        PlacementScene scene(map);
        const auto add = [&](int children, Setting setting, bool plan) {
            for (int i = 0; i < children; ++i) {
                const PupilId p = scene.add(-1, RequiredProvision::none, setting);
                if (!plan) scene.pupils.provision[p] = Provision::none;
            }
        };
        add(290, Setting::early_years, true);
        add(150, Setting::independent_mainstream, true);
        add(30, Setting::state_special, true);
        add(at_classes, Setting::independent_mainstream, false);
        add(20'000 - at_classes, Setting::early_years, false);
        find_practice(*scene.map, scene.pupils, scene.families, scene.authorities);
        return static_cast<double>(scene.authorities.practice[home(scene)].early_years);
    };
    EXPECT_NEAR(staying(0), 290.0 / 470, 0.08);
    EXPECT_EQ(staying(10'000), 1);
    EXPECT_NEAR(staying(4'000) / staying(0), 1 / 0.8, 0.01);
}

// SEN2 counts maintained nursery schools among mainstream schools.
TEST(Practice, ANurserySchoolIsNoEarlyYearsSetting) {
    PlacementScene scene;
    for (int i = 0; i < 300; ++i)
        scene.add(-1, RequiredProvision::none, Setting::early_years, SchoolId(testing::riverside));
    for (int i = 0; i < 700; ++i)
        scene.pupils.provision[scene.add(-1, RequiredProvision::none, Setting::early_years)] = Provision::none;
    EXPECT_EQ(scene.pupils.counted_setting(PupilId(0)), Setting::mainstream);
    find_practice(*scene.map, scene.pupils, scene.families, scene.authorities);
    EXPECT_LT(scene.authorities.practice[home(scene)].early_years, 0.3F);
}

TEST(Practice, WhereHardlyAnyoneIsWithoutSchoolAfter16FewLeave) {
    const auto leaving = [](int out, int year) {
        auto map = std::make_shared<Map>(*testing::small_map());
        map->census = Month(year, 1);
        PlacementScene scene(map);
        for (int i = 0; i < 1000 - out; ++i)
            scene.add(13, RequiredProvision::post16, Setting::further_education);  // 17 on 31 August
        for (int i = 0; i < out; ++i) scene.add(13, RequiredProvision::elsewhere, Setting::neet);
        find_practice(*scene.map, scene.pupils, scene.families, scene.authorities);
        return scene.authorities.practice[home(scene)].elsewhere_after_16;
    };
    // 6,871 of 41,907 plans of that age in January 2026; half the way in logarithms.
    EXPECT_NEAR(leaving(164, 2026), 1, 0.01);
    EXPECT_NEAR(leaving(82, 2026), 0.71, 0.02);
    EXPECT_NEAR(leaving(0, 2026), 0.5, 0.001) << "at least a quarter is believed";
    EXPECT_NEAR(leaving(82, 2019), leaving(82, 2026), 0.02) << "what counts is the flow of 2026 it is set against";
}

/// The first setting of a group.
Setting setting_in(std::size_t group) {
    std::size_t setting = 0;
    while (group_of(static_cast<Setting>(setting)) != static_cast<SettingGroup>(group)) ++setting;
    return static_cast<Setting>(setting);
}

// Those of 11 to 15 where England's are, those of 17 where the test says.
Practice after_16(int sixth_form, int special, int college, bool sen2 = true) {
    auto map = std::make_shared<Map>(*testing::small_map());
    map->census = Month(2026, 1);
    if (sen2)
        for (Authority& authority : map->authorities) {
            PlansMaintained told;
            told.year = 2026;
            told.total = 1;
            authority.sen2.plans.push_back(told);
        }
    PlacementScene scene(map);
    constexpr int in_a_hundred = 100;
    for (int age = 11; age <= 15; ++age)
        for (std::size_t group = 0; group < setting_group_count; ++group)
            for (int i = 0; i < plans_by_age[national_index(age)][group] / in_a_hundred; ++i)
                scene.add(age - 4, RequiredProvision::none, setting_in(group));
    for (int i = 0; i < sixth_form; ++i) scene.add(13, RequiredProvision::none, Setting::sixth_form);
    for (int i = 0; i < special; ++i) scene.add(13, RequiredProvision::none, Setting::state_special);
    for (int i = 0; i < college; ++i) scene.add(13, RequiredProvision::none, Setting::further_education);
    find_practice(*scene.map, scene.pupils, scene.families, scene.authorities);
    return scene.authorities.practice[home(scene)];
}

TEST(Practice, WhereYear11GoesOnIsReadOffThoseAfter16) {
    // England's of 16 to 18, but for 4,634 in independent special schools: 9,892, 20,932 and 61,569.
    const Practice england = after_16(98, 209, 616);
    EXPECT_NEAR(england.sixth_form, 1, 0.05);
    EXPECT_NEAR(england.special_after_16, 1, 0.05);
    EXPECT_NEAR(england.college, 1, 0.05);
    const Practice few_sixth_forms = after_16(24, 209, 690);
    EXPECT_NEAR(few_sixth_forms.sixth_form, 0.5, 0.06) << "half of the way in logarithms";
    EXPECT_GT(few_sixth_forms.college, 1.02F);
    EXPECT_EQ(after_16(24, 209, 690, false).sixth_form, 1) << "no SEN2 tells of it";
}

TEST(Practice, FewPlansTellLittle) {
    PlacementScene scene;
    add(scene, Setting::mainstream, 8);
    add(scene, Setting::state_special, 3);
    find_practice(*scene.map, scene.pupils, scene.families, scene.authorities);
    const Practice& practice = scene.authorities.practice[home(scene)];
    EXPECT_GT(practice.independent, 0.8F);
    EXPECT_LT(practice.independent, 1.0F);
    EXPECT_GT(practice.elsewhere, 0.8F);
}

}  // namespace
}  // namespace sendscape::authority_practice_test
