// SPDX-License-Identifier: MIT
#include "maps/build/assumed_bases.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

namespace sendscape::assumed_bases_test {
namespace {

School& add(Map& map, SchoolPhase phase, std::int32_t roll, std::int32_t plans, std::uint32_t authority = 0) {
    School school;
    school.urn = 100001 + static_cast<std::uint32_t>(map.schools.size());
    school.phase = phase;
    school.roll = roll;
    school.plans = plans;
    school.authority = AuthorityId(authority);
    map.schools.push_back(school);
    return map.schools.back();
}

/// An authority of which SEN2 tells so many children in bases; its neighbour's SEN2 is never looked at.
Map map_of(std::int32_t in_bases) {
    Map map;
    map.authorities.resize(2);
    map.authorities[0].name = "Smallshire";
    map.authorities[1].in_area = false;
    PlansMaintained sen2{2026, 1000};
    sen2.by_setting[static_cast<std::size_t>(SettingGroup::base)] = in_bases;
    map.authorities[0].sen2.plans = {sen2};
    map.authorities[1].sen2.plans = {sen2};
    return map;
}

std::int64_t counted(const QualityTable& quality) {
    std::int64_t count = 0;
    for (const QualityRow& row : quality.rows()) count += row.oddity == Oddity::base_assumed ? row.count : 0;
    return count;
}

std::int32_t places(const Map& map, std::size_t row) {
    return map.schools[row].base_places[0] + map.schools[row].base_places[1];
}

TEST(AssumedBases, StandWhereSchoolsHaveMostPlansForTheirPupils) {
    // 54 children at nine places in ten filled: 60 places, of which 12 are known; of the other 48 three fifths, 28.8,
    // in primary schools and 19.2 in secondary schools.
    Map map = map_of(54);
    add(map, SchoolPhase::primary, 400, 12).base_places = {12, 0};
    add(map, SchoolPhase::primary, 500, 16);                     // 500 pupils, 16 plans: 3.2%
    add(map, SchoolPhase::primary, 200, 10);                     // 5%
    add(map, SchoolPhase::primary, 250, 30);                     // 12%: first, with fifteen of the 28
    add(map, SchoolPhase::primary, 20, 5);                       // the highest rate, and too few plans for a base
    add(map, SchoolPhase::secondary, 900, 60).selective = true;  // hosts none
    add(map, SchoolPhase::secondary, 1000, 40);                  // fifteen of 19.2, and 4.2 are no base
    add(map, SchoolPhase::secondary, 1000, 20);
    add(map, SchoolPhase::all_through, 1000, 90);  // of neither phase
    add(map, SchoolPhase::primary, 100, 60).setting = Setting::state_special;
    add(map, SchoolPhase::primary, 250, 40, 1).in_area = false;  // the neighbour's
    QualityTable quality;
    assume_bases(map, quality);
    const std::int32_t expected[] = {12, 0, 10, 15, 0, 0, 15, 0, 0, 0, 0};
    for (std::size_t row = 0; row < map.schools.size(); ++row) EXPECT_EQ(places(map, row), expected[row]) << row;
    EXPECT_EQ(map.schools[3].base_places[0], 15);
    EXPECT_EQ(map.schools[6].base_places[1], 15) << "in the secondary years";
    EXPECT_EQ(map.schools[3].base_kind, Setting::resourced_provision);
    EXPECT_TRUE(map.schools[3].is_filled(Filled::base_places));
    EXPECT_FALSE(map.schools[0].is_filled(Filled::base_places)) << "read, not assumed";
    EXPECT_EQ(counted(quality), 3);
    ASSERT_EQ(map.assumptions.size(), 1u);
    EXPECT_NE(map.assumptions[0].find(": Smallshire (40 places)."), std::string::npos) << map.assumptions[0];
}

TEST(AssumedBases, NoneWhereKnownPlacesHoldTheChildren) {
    for (const std::int32_t in_bases : {1, 11, 16}) {  // 16 / 0.9 = 17.8: six more would be needed for a base
        Map map = map_of(in_bases);
        add(map, SchoolPhase::primary, 400, 20).base_places = {12, 0};
        add(map, SchoolPhase::primary, 400, 30);
        QualityTable quality;
        assume_bases(map, quality);
        EXPECT_EQ(places(map, 0), 12);
        EXPECT_EQ(places(map, 1), 0) << in_bases;
        EXPECT_EQ(counted(quality), 0);
        EXPECT_TRUE(map.assumptions.empty());
    }
}

TEST(AssumedBases, EnglandsPartWhereSen2TellsNoSettings) {
    Map map = map_of(0);
    map.census = Month{2025, 1};
    add(map, SchoolPhase::primary, 400, 220).mark(Filled::base_places);
    QualityTable quality;
    assume_bases(map, quality);
    EXPECT_EQ(places(map, 0), 12);  // 220 x 8.8% / 0.9 x 3/5
}

TEST(AssumedBases, EnglandsPartWithoutSen2AndTables) {
    // 220 plans in mainstream schools in January 2025, 8.8% of them in bases: 19.4 children, 21.5 places, of which 12.9
    // in primary schools and 8.6 in secondary schools.
    Map map = map_of(54);
    map.authorities[0].sen2 = {};
    map.census = Month{2025, 1};
    add(map, SchoolPhase::primary, 400, 60);
    add(map, SchoolPhase::primary, 400, 40);
    add(map, SchoolPhase::secondary, 1000, 120);
    add(map, SchoolPhase::primary, 250, 60, 1);  // the neighbour's
    for (School& school : map.schools) school.mark(Filled::base_places);
    QualityTable quality;
    assume_bases(map, quality);
    EXPECT_EQ(places(map, 0), 12);
    EXPECT_EQ(places(map, 1), 0);
    EXPECT_EQ(places(map, 2), 8);
    EXPECT_EQ(places(map, 3), 0);
    ASSERT_EQ(map.assumptions.size(), 1u);
    EXPECT_NE(map.assumptions[0].find("no table of the authority; England's part"), std::string::npos)
        << map.assumptions[0];
    EXPECT_NE(map.assumptions[0].find("(20 places)"), std::string::npos) << map.assumptions[0];
}

TEST(AssumedBases, NoneWithoutSen2WhereATableTells) {
    Map map = map_of(54);
    map.authorities[0].sen2 = {};
    map.census = Month{2025, 1};
    add(map, SchoolPhase::primary, 400, 60).mark(Filled::base_places);
    add(map, SchoolPhase::primary, 400, 90);  // of this one a table says that it has none
    QualityTable quality;
    assume_bases(map, quality);
    EXPECT_EQ(places(map, 0), 0);
    EXPECT_TRUE(map.assumptions.empty());
}

}  // namespace
}  // namespace sendscape::assumed_bases_test
