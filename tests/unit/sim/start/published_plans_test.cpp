// SPDX-License-Identifier: MIT
#include "sim/start/published_plans.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <numeric>
#include <vector>

#include "sim/start/plans.h"
#include "tests/support/small_map.h"
#include "tests/support/town_of_two.h"

namespace sendscape::published_plans_test {
namespace {

constexpr auto at(SettingGroup group) { return static_cast<std::size_t>(group); }
constexpr std::size_t mainstream = at(SettingGroup::mainstream), special = at(SettingGroup::state_special),
                      college = at(SettingGroup::further_education), eotas = at(SettingGroup::eotas),
                      neet = at(SettingGroup::neet), early_years = at(SettingGroup::early_years);

double of_setting(const PlansByAgeSetting& table, std::size_t group) {
    double sum = 0;
    for (const auto& row : table) sum += row[group];
    return sum;
}
double of_band(const PlansByAgeSetting& table, std::size_t band) {
    constexpr std::array<int, plan_age_bands + 1> first{0, 5, 11, 16, 20, 26};
    double sum = 0;
    for (int age = first[band]; age < first[band + 1]; ++age)
        for (const double plans : table[static_cast<std::size_t>(age)]) sum += plans;
    return sum;
}
double of_age(const PlansByAgeSetting& table, std::size_t age) {
    return std::accumulate(table[age].begin(), table[age].end(), 0.0);
}
double total(const PlansByAgeSetting& table) {
    double sum = 0;
    for (std::size_t band = 0; band < plan_age_bands; ++band) sum += of_band(table, band);
    return sum;
}

/// One age of each of two bands, two settings: 40 10 / 20 30, odds ratio 6.
PlansByAgeSetting two_by_two() {
    PlansByAgeSetting table{};
    table[6][mainstream] = 40;
    table[6][special] = 10;
    table[12][mainstream] = 20;
    table[12][special] = 30;
    return table;
}

TEST(FitPlans, MeetsBothMarginsAndKeepsOddsRatios) {
    PlansByAgeSetting table = two_by_two();
    fit_plans(table, {{0, 60, 40, 0, 0}, {0, 50, 0, 50}});
    // The one table with these margins and odds ratio 6: x (x - 10) = 6 (60 - x) (50 - x), so x = 40.
    EXPECT_NEAR(table[6][mainstream], 40, 1e-6);
    EXPECT_NEAR(table[6][special], 20, 1e-6);
    EXPECT_NEAR(table[12][mainstream], 10, 1e-6);
    EXPECT_NEAR(table[12][special], 30, 1e-6);

    table = two_by_two();
    table[9][mainstream] = 7;
    table[9][college] = 2;
    table[17] = table[12];
    table[17][college] = 90;
    table[22][college] = 30;
    const double odds = table[9][mainstream] * table[17][college] / (table[9][college] * table[17][mainstream]);
    const PlanMargins margins{{0, 70, 30, 80, 20}, {0, 90, 0, 40, 0, 0, 70}};
    fit_plans(table, margins);
    for (std::size_t band = 0; band < plan_age_bands; ++band)
        EXPECT_NEAR(of_band(table, band), margins.by_band[band], 1e-6) << band;
    for (const std::size_t group : {mainstream, special, college})
        EXPECT_NEAR(of_setting(table, group), margins.by_setting[group], 1e-6) << group;
    EXPECT_NEAR(table[9][mainstream] * table[17][college] / (table[9][college] * table[17][mainstream]), odds, 1e-6);
}

TEST(FitPlans, PhasesOfMainstreamAreMetBesideTheOtherMargins) {
    PlansByAgeSetting table = two_by_two();
    table[17] = table[12];
    const PlanMargins margins{{0, 60, 40, 20, 0}, {0, 70, 0, 50}, 0.75};
    fit_plans(table, margins);
    EXPECT_NEAR(table[6][mainstream], 0.75 * 70, 1e-4);
    EXPECT_NEAR(table[12][mainstream] + table[17][mainstream], 0.25 * 70, 1e-4);
    for (std::size_t band = 0; band < plan_age_bands; ++band)
        EXPECT_NEAR(of_band(table, band), margins.by_band[band], 1e-4) << band;
    EXPECT_NEAR(of_setting(table, special), 50, 1e-4);
    EXPECT_NEAR(table[6][special], 60 - 0.75 * 70, 1e-4) << "what mainstream leaves of the band";
}

TEST(FitPlans, PartsUnderFiveAreMetBesideTheOtherMargins) {
    PlansByAgeSetting table = two_by_two();
    table[3][early_years] = 58, table[3][mainstream] = 28;
    table[4][early_years] = 6, table[4][mainstream] = 70, table[4][special] = 20;
    PlanMargins margins{{50, 60, 40, 0, 0}, {4, 100, 0, 46}};  // few in early-years settings
    PlansByAgeSetting by_settings_alone = table;
    fit_plans(by_settings_alone, margins);
    EXPECT_GT(std::abs(of_age(by_settings_alone, 3) - 0.2 * 50), 3) << "settings alone part them otherwise";
    margins.under_4 = 0.2;
    fit_plans(table, margins);
    EXPECT_NEAR(of_age(table, 3), 0.2 * 50, 1e-4);
    EXPECT_NEAR(of_age(table, 4), 0.8 * 50, 1e-4);
    for (std::size_t band = 0; band < plan_age_bands; ++band)
        EXPECT_NEAR(of_band(table, band), margins.by_band[band], 1e-4) << band;
    for (const std::size_t group : {early_years, mainstream, special})
        EXPECT_NEAR(of_setting(table, group), margins.by_setting[group], 1e-4) << group;
}

TEST(FitPlans, APartUnderFiveOfNobodyChangesNothing) {
    PlansByAgeSetting table = two_by_two(), without = table;
    table[4][mainstream] = without[4][mainstream] = 5;
    PlanMargins margins{{5, 60, 40, 0, 0}, {}};
    fit_plans(without, margins);
    margins.under_4 = 0.2;  // of a table that has nobody of three
    fit_plans(table, margins);
    EXPECT_EQ(table, without);
}

TEST(FitPlans, WhereTotalsDifferSettingsHaveTheLastWord) {
    PlansByAgeSetting table = two_by_two();
    fit_plans(table, {{0, 6, 4, 0, 0}, {0, 50, 0, 50}});  // ten by age, a hundred by setting
    EXPECT_NEAR(total(table), 100, 1e-6);
    EXPECT_NEAR(of_band(table, 1), 60, 1e-6);
    EXPECT_NEAR(of_setting(table, special), 50, 1e-6);
}

TEST(FitPlans, OneMarginAloneScalesAndTheRestStays) {
    PlansByAgeSetting ages = two_by_two();
    fit_plans(ages, {{0, 5, 100, 0, 0}, {}});
    EXPECT_NEAR(ages[6][mainstream], 4, 1e-9);
    EXPECT_NEAR(ages[12][special], 60, 1e-9);
    PlansByAgeSetting settings = two_by_two();
    fit_plans(settings, {{}, {0, 6, 0, 80}});
    EXPECT_NEAR(settings[6][mainstream], 4, 1e-9);
    EXPECT_NEAR(settings[12][special], 60, 1e-9);
}

TEST(FitPlans, ZerosStay) {
    PlansByAgeSetting table = two_by_two();
    table[12][special] = 0;
    fit_plans(table, {{0, 60, 40, 0, 0}, {0, 85, 0, 15, 0, 0, 0, 0, 0, 5}});  // nobody of the table is NEET
    EXPECT_EQ(table[12][special], 0);
    EXPECT_EQ(of_setting(table, neet), 0);
    EXPECT_EQ(of_band(table, 3), 0);
    EXPECT_NEAR(of_setting(table, mainstream), 85, 1e-6);
    for (const auto& row : table)
        for (const double plans : row) EXPECT_TRUE(std::isfinite(plans));
}

TEST(EnglandGrowth, IsOfPublishedPairs) {
    // SEN2, Januaries 2019 and 2022: mainstream 138,630 and 191,442, state special 119,098 and 140,165; all plans of
    // January 2017 287,290 and of 2022 473,255.
    EXPECT_NEAR(england_growth(SettingGroup::mainstream, 2019, 2022), 1.380957, 1e-6);
    EXPECT_NEAR(england_growth(SettingGroup::early_years, 2019, 2022), 1.380957, 1e-6) << "counted with mainstream";
    EXPECT_NEAR(england_growth(SettingGroup::state_special, 2019, 2022), 1.176888, 1e-6);
    EXPECT_NEAR(england_growth(SettingGroup::state_special, 2022, 2019), 1 / 1.176888, 1e-6);
    for (const SettingGroup group : {SettingGroup::mainstream, SettingGroup::base, SettingGroup::neet})
        EXPECT_NEAR(england_growth(group, 2017, 2022), 1.647308, 1e-6) << "no settings before 2018";
    EXPECT_NEAR(england_growth(SettingGroup::eotas, 2018, 2022), 473255.0 / 319819, 1e-6)
        << "those awaiting provision were first counted in 2019";
    EXPECT_EQ(england_growth(SettingGroup::base, 2026, 2031), 1) << "no January is published after the last";
    EXPECT_EQ(england_growth(SettingGroup::base, 2024, 2024), 1);
}

Map small(int census, const PlansMaintained& sen2) {
    Map map = *testing::small_map();
    map.census = Month(census, 1);
    map.authorities[0].sen2.plans = {sen2};
    for (School& school : map.schools) school.plans = 0;  // of which no census tells
    return map;
}

PlansMaintained january_2022() {
    PlansMaintained sen2{2022, 1000};
    sen2.by_setting[mainstream] = 500;
    sen2.by_setting[special] = 300;
    sen2.by_setting[college] = 150;
    sen2.by_setting[eotas] = 20;  // 30 placements are not told
    sen2.by_age_band = {50, 350, 350, 200, 50};
    return sen2;
}

TEST(PublishedPlans, AreBroughtToTheCensusSettingBySetting) {
    const PublishedPlans published = published_plans(small(2025, january_2022()));
    ASSERT_EQ(published.size(), 2u);
    EXPECT_FALSE(published[1]) << "nothing is given of the neighbour";
    ASSERT_TRUE(published[0]);
    // SEN2 of 2022 and 2025 in England; placements that are not told are as the others are.
    const double told = 1000.0 / 970;
    const std::array<double, 4> expected{500 * 278236.0 / 191442 * told, 300 * 159852.0 / 140165 * told,
                                         150 * 88158.0 / 78370 * told, 20 * 49750.0 / 32700 * told};
    EXPECT_NEAR(of_setting(*published[0], mainstream), expected[0], 1e-6);
    EXPECT_NEAR(of_setting(*published[0], special), expected[1], 1e-6);
    EXPECT_NEAR(of_setting(*published[0], college), expected[2], 1e-6);
    EXPECT_NEAR(of_setting(*published[0], eotas), expected[3], 1e-6);
    const double all = std::accumulate(expected.begin(), expected.end(), 0.0);
    EXPECT_NEAR(total(*published[0]), all, 1e-6);
    constexpr std::array<double, plan_age_bands> bands{0.05, 0.35, 0.35, 0.20, 0.05};
    for (std::size_t band = 0; band < plan_age_bands; ++band)
        EXPECT_NEAR(of_band(*published[0], band), bands[band] * all, 0.001 * all) << band;
}

TEST(PublishedPlans, OfTheCensusYearAreTakenAsTheyAre) {
    PlansMaintained sen2 = january_2022();
    sen2.by_setting[at(SettingGroup::no_setting)] = 30;
    const PublishedPlans published = published_plans(small(2022, sen2));
    ASSERT_TRUE(published[0]);
    for (std::size_t group = 0; group < setting_group_count; ++group)
        EXPECT_NEAR(of_setting(*published[0], group), sen2.by_setting[group], 1e-6) << group;
}

// SEN2 of January 2022 and England's growth make 749 plans in mainstream of January 2025; the schools' census counts
// 100 at the primary and 250 at the secondary school. After three years growth differs between authorities by 0.195 of
// the logarithm and the border by 0.075: the census has 0.871 of the say. The other settings stay as they are.
TEST(PublishedPlans, TheSchoolsOwnCensusTellsMoreTheOlderSen2Is) {
    const PlansMaintained sen2 = january_2022();
    const auto with_census = [&](int year, int times) {
        Map map = small(year, sen2);
        map.schools[testing::riverside].plans = 100 * times;
        map.schools[testing::kings].plans = 250 * times;
        map.schools[testing::oak_special].plans = 68;    // no mainstream school
        map.schools[testing::wold_faith].plans = 1'000;  // nor this of the authority
        return published_plans(map);
    };
    const auto of_age = [](const PlansByAgeSetting& table, bool secondary) {
        double sum = 0;
        for (std::size_t age = 0; age < table.size(); ++age)
            if ((age >= 11) == secondary) sum += table[age][mainstream] + table[age][at(SettingGroup::base)];
        return sum;
    };
    const double weight = 0.195 * 0.195 / (0.195 * 0.195 + 0.075 * 0.075);
    EXPECT_NEAR(weight, 0.871, 0.001);
    const auto forward = with_census(2025, 0), counted = with_census(2025, 1);
    EXPECT_NEAR(of_setting(*forward[0], mainstream), 500 * 278236.0 / 191442 * 1000 / 970, 1e-6) << "none known";
    for (const bool secondary : {false, true})
        EXPECT_NEAR(
            of_age(*counted[0], secondary),
            std::pow(of_age(*forward[0], secondary), 1 - weight) * std::pow(1.07 * (secondary ? 250 : 100), weight),
            1e-6);
    EXPECT_NEAR(of_setting(*counted[0], special), 300 * 159852.0 / 140165 * 1000 / 970, 1e-6);
    EXPECT_NEAR(of_setting(*with_census(2022, 1)[0], mainstream), 500 * 1000.0 / 970, 1e-6) << "of the census month";
}

TEST(PublishedPlans, ATotalAloneIsSharedAsEnglandsPlansAre) {
    const Map map = small(2025, {2022, 1000});
    const PublishedPlans published = published_plans(map);
    ASSERT_TRUE(published[0]);
    EXPECT_NEAR(total(*published[0]), 1000 * 638745.0 / 473255, 1e-6);
    const auto children = [&](std::size_t age) {
        int sum = 0;
        for (const Zone& zone : map.zones) sum += zone.authority == AuthorityId(0) ? zone.residents[age] : 0;
        return sum;
    };
    EXPECT_NEAR((*published[0])[10][mainstream] / (*published[0])[17][college],
                children(10) * national_rate(map, 10, mainstream) / (children(17) * national_rate(map, 17, college)),
                1e-9);
}

TEST(PublishedPlans, BandsAloneAreMetUnderTheTotal) {
    PlansMaintained sen2{2025, 1200};
    sen2.by_age_band = {50, 350, 350, 200, 50};  // of a thousand whose age is told
    const PublishedPlans published = published_plans(small(2025, sen2));
    ASSERT_TRUE(published[0]);
    EXPECT_NEAR(of_band(*published[0], 0), 60, 1e-6);
    EXPECT_NEAR(of_band(*published[0], 3), 240, 1e-6);
    EXPECT_NEAR(total(*published[0]), 1200, 1e-6);
}

/// Of plans of an age over what England's rates give for its children.
double over_englands(const Map& map, const PlansByAgeSetting& table, int age) {
    double england = 0, own = 0;
    for (std::size_t group = 0; group < setting_group_count; ++group) {
        for (const Zone& zone : map.zones)
            if (zone.authority == AuthorityId(0))
                england += zone.residents[static_cast<std::size_t>(age)] * national_rate(map, age, group);
        own += table[static_cast<std::size_t>(age)][group];
    }
    return own / england;
}

TEST(PublishedPlans, WhereABandIsFarFromEnglandAgesDoNotJumpBetweenBands) {
    PlansMaintained sen2{2025, 2000};
    sen2.by_age_band = {40, 340, 1020, 240, 360};  // many from 11 on, few from 16 and many from 20
    const Map map = small(2025, sen2);
    const PublishedPlans published = published_plans(map);
    ASSERT_TRUE(published[0]);
    const auto over = [&](int age) { return over_englands(map, *published[0], age); };
    for (std::size_t band = 0; band < plan_age_bands; ++band)
        EXPECT_NEAR(of_band(*published[0], band), sen2.by_age_band[band], 1e-6) << band;
    // A step between 10 and 11 would be of all that lies between the bands.
    ASSERT_GT(over(14) / over(7), 1.8);
    EXPECT_LT(std::log(over(11) / over(10)), 0.3 * std::log(over(14) / over(7)));
    EXPECT_LT(over(16) / over(15), 0.6) << "where plans end at 16 there is a step";
    EXPECT_GT(over(20) / over(19), 2) << "and at 20";
}

// England's tables of 2026 have 16% of plans under 5 in early-years settings, those of 2019 12%: an authority that
// counts few there has its nursery classes counted in mainstream, and has children of three with plans all the same.
TEST(PublishedPlans, AgesUnderFiveAreEnglandsWhateverTheSettingsSay) {
    PlansMaintained sen2{2019, 1000};
    sen2.by_setting[mainstream] = 595;
    sen2.by_setting[special] = 400;
    sen2.by_setting[early_years] = 5;
    sen2.by_age_band = {50, 350, 350, 200, 50};
    const Map map = small(2019, sen2);
    const PublishedPlans published = published_plans(map);
    ASSERT_TRUE(published[0]);
    const auto england = [&](std::size_t age) {
        double plans = 0;
        for (const Zone& zone : map.zones)
            for (std::size_t group = 0; zone.authority == AuthorityId(0) && group < setting_group_count; ++group)
                plans += zone.residents[age] * national_rate(map, static_cast<int>(age), group);
        return plans;
    };
    const auto& own = *published[0];
    const double under_4 = of_age(own, 2) + of_age(own, 3);
    EXPECT_NEAR(under_4 / (under_4 + of_age(own, 4)),
                (england(2) + england(3)) / (england(2) + england(3) + england(4)), 0.005);
    EXPECT_NEAR(of_setting(own, early_years), 5, 1e-6);
}

TEST(PublishedPlans, NoneWithoutATotalOrWithoutChildren) {
    EXPECT_FALSE(published_plans(small(2025, {2025, 0}))[0]);
    Map map = small(2025, {2025, 1000});
    for (Zone& zone : map.zones) zone.residents = {};
    EXPECT_FALSE(published_plans(map)[0]);
}

/// Residents' plans by band and setting, bases with the mainstream schools they are in.
struct Counted {
    std::array<double, plan_age_bands> by_band{};
    std::array<double, setting_group_count> by_setting{};
    double total = 0;
};
std::vector<Counted> counted(const World& world) {
    std::vector<Counted> counts(world.map->authorities.size());
    for (std::size_t row = 0; row < world.pupils.size(); ++row) {
        const PupilId p(row);
        if (!world.pupils.has_plan(p)) continue;
        Counted& own = counts[world.residence(p).value];
        const SettingGroup group = group_of(world.pupils.setting[p]);
        own.by_band[plan_age_band(age_of_ncy(world.pupils.ncy[p]))] += 1;
        own.by_setting[at(group == SettingGroup::base ? SettingGroup::mainstream : group)] += 1;
        own.total += 1;
    }
    return counts;
}

/// How far a start may be off what was given, of it; settings and bands a few children besides.
struct Allowed {
    double total, setting, band;
};

/// Two towns so far apart start from SEN2 that differs from what the map has without: more of one's young people at
/// college, in early years and educated elsewhere, fewer of the other's.
void expect_start_as_given(std::int32_t metres_apart, const Allowed& allowed) {
    const Parallel parallel(2);
    Map map = testing::town_of_two(15, metres_apart);
    const std::vector<Counted> usual = counted(build_world(std::make_shared<Map>(map), {}, 1, 0, parallel));
    std::vector<Counted> given = usual;
    for (std::size_t a = 0; a < given.size(); ++a) {
        const double more = a == 0 ? 0.4 : -0.3;
        Counted& wanted = given[a];
        const auto change = [&](SettingGroup group, std::size_t band, double part) {
            const double plans = std::round(part * usual[a].by_setting[at(group)]);
            wanted.by_setting[at(group)] += plans;
            wanted.by_band[band] += plans;
            wanted.total += plans;
        };
        change(SettingGroup::further_education, 3, more / 2);
        change(SettingGroup::further_education, 4, more / 2);
        change(SettingGroup::eotas, 2, 2 * more);
        change(SettingGroup::early_years, 0, more);
        PlansMaintained sen2{2026, static_cast<std::int32_t>(wanted.total)};
        for (std::size_t group = 0; group < setting_group_count; ++group)
            sen2.by_setting[group] = static_cast<std::int32_t>(wanted.by_setting[group]);
        for (std::size_t band = 0; band < plan_age_bands; ++band)
            sen2.by_age_band[band] = static_cast<std::int32_t>(wanted.by_band[band]);
        map.authorities[a].sen2.plans = {sen2};
        EXPECT_GT(std::abs(wanted.total - usual[a].total), 3 * allowed.total * wanted.total) << "a start that read "
                                                                                                "nothing would pass";
    }
    const World world = build_world(std::make_shared<Map>(map), {}, 1, 0, parallel);
    for (std::size_t s = 0; s < map.schools.size(); ++s) {
        EXPECT_EQ(world.schools.roll[SchoolId(s)], map.schools[s].roll) << map.schools[s].name;
        EXPECT_EQ(world.schools.plans[SchoolId(s)], map.schools[s].plans) << map.schools[s].name;
        EXPECT_EQ(world.schools.sen_support[SchoolId(s)], map.schools[s].sen_support) << map.schools[s].name;
    }
    const std::vector<Counted> counts = counted(world);
    constexpr double few = 8;
    for (std::size_t a = 0; a < 2; ++a) {
        EXPECT_NEAR(counts[a].total, given[a].total, allowed.total * given[a].total) << a;
        for (std::size_t band = 0; band < plan_age_bands; ++band)
            EXPECT_NEAR(counts[a].by_band[band], given[a].by_band[band], allowed.band * given[a].by_band[band] + few)
                << "authority " << a << ", band " << band << "; without SEN2 " << usual[a].by_band[band];
        for (std::size_t group = 0; group < setting_group_count; ++group)
            EXPECT_NEAR(counts[a].by_setting[group], given[a].by_setting[group],
                        allowed.setting * given[a].by_setting[group] + few)
                << "authority " << a << ", " << setting_group_labels[group].code << "; without SEN2 "
                << usual[a].by_setting[group];
    }
}

TEST(PublishedPlans, TheStartEqualsThemAndEverySchoolsCensus) {
    expect_start_as_given(40'000, {.total = 0.01, .setting = 0.02, .band = 0.02});
}

TEST(PublishedPlans, TheStartEqualsThemWhereManyCrossTheBorder) {
    expect_start_as_given(7'000, {.total = 0.01, .setting = 0.02, .band = 0.02});
}

// An earlier SEN2 of one of two towns that lie together has twice as many in mainstream as its schools tell: that they
// are all children who cross the border is not believed.
TEST(PublishedPlans, ChildrenWithPlansCrossTheBorderAboutAsPupilsDo) {
    const Parallel parallel(2);
    Map map = testing::town_of_two(15, 7'000);
    const Counted usual = counted(build_world(std::make_shared<Map>(map), {}, 1, 0, parallel))[0];
    PlansMaintained sen2{2025, 0};
    for (std::size_t group = 0; group < setting_group_count; ++group) {
        const double times = group == at(SettingGroup::mainstream) ? 2.0 : 1.0;
        sen2.by_setting[group] = static_cast<std::int32_t>(times * usual.by_setting[group]);
        sen2.total += sen2.by_setting[group];
    }
    for (std::size_t band = 0; band < plan_age_bands; ++band)
        sen2.by_age_band[band] = static_cast<std::int32_t>(usual.by_band[band] * sen2.total / usual.total);
    map.authorities[0].sen2.plans = {sen2};
    const World world = build_world(std::make_shared<Map>(map), {}, 1, 0, parallel);
    double pupils = 0, pupils_over = 0, plans = 0, plans_over = 0, beyond = 0;
    for (std::size_t row = 0; row < world.pupils.size(); ++row) {
        const PupilId p(row);
        const SchoolId s = world.pupils.school[p];
        if (world.residence(p) != AuthorityId(0) || world.pupils.ncy[p] < 0 || world.pupils.ncy[p] > 11) continue;
        if (!s.exists()) {
            beyond += world.pupils.has_plan(p) && world.pupils.setting[p] == Setting::independent_mainstream ? 1 : 0;
            continue;
        }
        if (group_of(map.schools[s.value].setting) != SettingGroup::mainstream) continue;
        const bool over = map.schools[s.value].authority != AuthorityId(0);
        (world.pupils.has_plan(p) ? plans : pupils) += 1;
        if (over) (world.pupils.has_plan(p) ? plans_over : pupils_over) += 1;
    }
    ASSERT_GT(pupils_over / pupils, 0.02);
    ASSERT_GT(plans, 100);
    EXPECT_LT(plans_over / plans, 1.5 * pupils_over / pupils);
    EXPECT_GT(plans_over / plans, 0.6 * pupils_over / pupils);
    EXPECT_GT(beyond, 0.25 * plans) << "what is left lies beyond the map";
}

TEST(EnglandShareOfBand, IsPublishedBeforeAndOfSingleAgesAfter) {
    for (const int january : {2010, 2015, 2019, 2022, 2024, 2025, 2026}) {
        double sum = 0;
        for (std::size_t band = 0; band < plan_age_bands; ++band) sum += england_share_of_band(january, band);
        EXPECT_NEAR(sum, 1, 1e-9) << january;
    }
    EXPECT_NEAR(england_share_of_band(2019, 0), 14094.0 / 353995, 1e-6);
    EXPECT_NEAR(england_share_of_band(2022, 4), 34309.0 / 473255, 1e-6);
    // 2026: 24,297 and 43,421 of 713,909 with a known age of these tables.
    EXPECT_NEAR(england_share_of_band(2026, 0), 0.038, 0.004);
    const double between = england_share_of_band(2024, 3);
    EXPECT_GT(between, std::min(england_share_of_band(2022, 3), england_share_of_band(2025, 3)) - 1e-9);
    EXPECT_LT(between, std::max(england_share_of_band(2022, 3), england_share_of_band(2025, 3)) + 1e-9);
}

TEST(EarlierShare, PlansBeganLaterBefore2025) {
    // 2.4 and 3.8 in 2020 against 4.90 and 6.01 in 2025: at five 0.775 of what ten has.
    EXPECT_NEAR(earlier_share(2020, 5), 0.775, 0.001);
    EXPECT_EQ(earlier_share(2015, 5), earlier_share(2020, 5));
    EXPECT_NEAR(earlier_share(2020, 7), 1 - 0.225 * 3 / 5, 0.001);
    EXPECT_GT(earlier_share(2023, 5), earlier_share(2021, 5));
    for (const int age : {3, 4, 10, 15, 20}) EXPECT_NEAR(earlier_share(2019, age), 1, 1e-12);
    EXPECT_EQ(earlier_share(2025, 5), 1);
    EXPECT_EQ(earlier_share(2026, 6), 1);
}

TEST(EarlierShare, After16ACohortIsAsLargeAsWhatItCameFrom) {
    // Of 20 to 25, SEN2: 18,760 in 2019, 14,176 in 2018, 7,708 in 2017, 1,064 in 2016, 10 in 2015; at most a quarter
    // more for what the table's own year grew.
    EXPECT_NEAR(earlier_share(2019, 22), 7708.0 / 18760, 0.1);
    EXPECT_LT(earlier_share(2019, 23), 1.25 * 1064 / 18760);
    EXPECT_LT(earlier_share(2019, 24), 1.25 * 10 / 18760);
    EXPECT_GT(earlier_share(2022, 23), 5 * earlier_share(2019, 23));  // they have reached 23 by now
    // Of 11 to 15 plans had hardly grown until 2018, and grow by a tenth a year in 2026: older year groups were larger.
    double before = 1;
    for (const int age : {16, 17, 18, 19}) {
        EXPECT_GT(earlier_share(2019, age), before);
        before = earlier_share(2019, age);
    }
    EXPECT_LT(before, 1.6);
    EXPECT_EQ(earlier_share(2025, 19), 1);
    EXPECT_EQ(earlier_share(2026, 24), 1);
}

TEST(EnglandPlansOfBand, AreThePublishedOnes) {
    EXPECT_NEAR(england_plans_of_band(2019, 4), 18760, 1);
    EXPECT_NEAR(england_plans_of_band(2022, 1), 154940, 1);
    double all = 0;
    for (std::size_t band = 0; band < plan_age_bands; ++band) all += england_plans_of_band(2024, band);
    EXPECT_NEAR(all, 576474, 1);
}

}  // namespace
}  // namespace sendscape::published_plans_test
