// SPDX-License-Identifier: MIT
#include "sim/scenario/admission_authorities.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "sim/core/error.h"
#include "tests/support/small_map.h"

namespace sendscape::admission_authorities_test {
namespace {

using testing::small_map;
using Criterion = AdmissionCriterion;
using Kind = ProvisionChange::Kind;

const CriteriaOrder by_lot{Criterion::lottery}, siblings{Criterion::sibling, Criterion::distance};

CriteriaChange of_authority(const std::string& code, Month on, const CriteriaOrder& order = siblings) {
    return {{"", "s.toml:7"}, on, code, 0, order};
}
CriteriaChange of_school(testing::SmallSchool school, Month on, const CriteriaOrder& order = siblings) {
    return {{"", "s.toml:7"}, on, "", small_map()->schools[school].urn, order};
}

std::string told(const CriteriaChange& change, const std::vector<ProvisionChange>& provision = {}) {
    ConfigProblems problems;
    add_criteria_problems(*small_map(), provision, {change}, problems);
    try {
        problems.throw_if_any();
    } catch (const InputError& error) {
        return error.what();
    }
    return "accepted";
}

constexpr Month y27(2027, 9), y28(2028, 9);

TEST(AdmissionAuthorities, ALocalAuthorityDecidesForItsCommunitySchools) {
    // King's and Wold Faith decide for themselves, Oak is special, Elm special and another authority's.
    EXPECT_EQ(
        schools_of(*small_map(), of_authority("901", y27)),
        (std::vector<SchoolId>{SchoolId(testing::st_anne), SchoolId(testing::riverside), SchoolId(testing::hill_infant),
                               SchoolId(testing::hill_junior), SchoolId(testing::meadow)}));
    EXPECT_EQ(schools_of(*small_map(), of_school(testing::kings, y27)),
              std::vector<SchoolId>{SchoolId(testing::kings)});
}

TEST(AdmissionAuthorities, WhatTheMapDoesNotHaveIsNamed) {
    EXPECT_EQ(told(of_authority("901", y27)), "accepted");
    EXPECT_EQ(told(of_school(testing::kings, y27)), "accepted");
    EXPECT_EQ(told(of_authority("991", y27)), "s.toml:7: no local authority '991' on the map; did you mean '901'?");
    EXPECT_EQ(told(of_authority("902", y27)),
              "s.toml:7: authority 902 (Overshire) is the admission authority of no school on the map: each decides "
              "for itself (urn = NUMBER)");
    EXPECT_EQ(told(of_school(testing::meadow, y27)),
              "s.toml:7: the admission authority of URN 100007 (Meadow) is its local authority: write authority = "
              "\"901\"");
    EXPECT_EQ(told(of_school(testing::oak_special, y27)),
              "s.toml:7: URN 100008 (Oak) is of the kind 'State special school': only a mainstream school has "
              "criteria");
    CriteriaChange unknown = of_school(testing::kings, y27);
    unknown.urn = 100'018;
    EXPECT_EQ(told(unknown), "s.toml:7: no school with URN 100018 on the map; the nearest is 100008");
}

TEST(AdmissionAuthorities, ASchoolThatTheScenarioOpensMayDecideToo) {
    ProvisionChange school;
    school.kind = Kind::open_school;
    school.urn = 800'001;
    school.setting = Setting::mainstream;
    CriteriaChange change = of_school(testing::kings, y27);
    change.urn = school.urn;
    EXPECT_EQ(told(change, {school}), "accepted");
    school.setting = Setting::state_special;
    EXPECT_NE(told(change, {school}).find("URN 800001 is opened as"), std::string::npos);
}

TEST(DeterminedCriteria, CountFromTheRoundBeforeTheirSeptember) {
    const std::vector<CriteriaChange> criteria{of_authority("901", y27), of_school(testing::kings, y28, by_lot)};
    EXPECT_TRUE(determined_criteria(*small_map(), {}, criteria, Month(2027, 1)).of_school.empty());
    const DeterminedCriteria then = determined_criteria(*small_map(), {}, criteria, Month(2027, 2));
    EXPECT_EQ(then.of_school.at(testing::meadow), values_of(siblings));
    EXPECT_EQ(then.of_school.at(testing::kings), CriteriaValues{});
    const DeterminedCriteria later = determined_criteria(*small_map(), {}, criteria, Month(2028, 2));
    EXPECT_EQ(later.of_school.at(testing::meadow), values_of(siblings));
    EXPECT_EQ(later.of_school.at(testing::kings), values_of(by_lot));
    EXPECT_TRUE(criteria_change({}, criteria, Month(2027, 2)));
    EXPECT_FALSE(criteria_change({}, criteria, Month(2027, 9)));
}

TEST(DeterminedCriteria, AListForEveryAuthorityEndsThoseOfBeforeAndNotThoseOfAfter) {
    const std::vector<CriteriaChange> criteria{of_authority("901", y27), of_school(testing::kings, y28, by_lot)};
    const CriteriaValues ranks = values_of(by_lot);
    const auto set = [&](Month from) {
        return std::vector<ParameterChange>{
            {{}, from, "admissions.criteria", std::vector<double>(ranks.begin(), ranks.end())}};
    };
    const Month later(2029, 1);
    EXPECT_EQ(determined_criteria(*small_map(), set(Month(0)), criteria, later).of_school.at(testing::meadow),
              values_of(siblings));
    const DeterminedCriteria between = determined_criteria(*small_map(), set(Month(2027, 6)), criteria, later);
    EXPECT_EQ(between.of_school.at(testing::meadow), CriteriaValues{});
    EXPECT_EQ(between.of_school.at(testing::kings), values_of(by_lot));
    EXPECT_TRUE(determined_criteria(*small_map(), set(Month(2028, 6)), criteria, later).of_school.empty());
    EXPECT_FALSE(determined_criteria(*small_map(), set(Month(2028, 6)), criteria, Month(2028, 5)).of_school.empty());
}

// Zones of the small map stand on a grid: those near Meadow are within 700 m of its own.
GridRings square_about(testing::SmallSchool school, std::int32_t half) {
    const School& at = small_map()->schools[school];
    return {{{at.x - half, at.y - half},
             {at.x + half, at.y - half},
             {at.x + half, at.y + half},
             {at.x - half, at.y + half}}};
}
CriteriaChange catchment(testing::SmallSchool school, Month on, const GridRings& rings) {
    CriteriaChange change = of_school(school, on, {});
    change.rings = rings;
    return change;
}

TEST(DrawnCatchments, HoldTheZonesWhoseCentreLiesWithin) {
    // Its local authority is the admission authority of Meadow: of whom the school is matters not for a catchment.
    const CriteriaChange change = catchment(testing::meadow, y27, square_about(testing::meadow, 500));
    EXPECT_EQ(told(change), "accepted");
    EXPECT_TRUE(determined_criteria(*small_map(), {}, {change}, Month(2027, 1)).catchments.empty());
    const DeterminedCriteria then = determined_criteria(*small_map(), {}, {change}, Month(2027, 2));
    EXPECT_TRUE(then.of_school.empty());
    ASSERT_TRUE(then.catchments.at(testing::meadow).drawn);
    EXPECT_FALSE(then.catchments.at(testing::kings).drawn);
    const School& meadow = small_map()->schools[testing::meadow];
    for (std::size_t z = 0; z < small_map()->zones.size(); ++z) {
        const Zone& zone = small_map()->zones[z];
        EXPECT_EQ(then.catchments[testing::meadow].holds[z] != 0,
                  std::abs(zone.x - meadow.x) <= 500 && std::abs(zone.y - meadow.y) <= 500)
            << zone.code;
    }
}

TEST(DrawnCatchments, ALaterOneTakesThePlaceOfAnEarlierAndCriteriaDoNot) {
    const GridRings small = square_about(testing::meadow, 100), large = square_about(testing::meadow, 5000);
    const CriteriaValues ranks = values_of(by_lot);
    const std::vector<ParameterChange> set{
        {{}, Month(2029, 6), "admissions.criteria", std::vector<double>(ranks.begin(), ranks.end())}};
    const std::vector<CriteriaChange> both{catchment(testing::meadow, Month(0), small),
                                           catchment(testing::meadow, y28, large)};
    const auto zones = [&](Month month) {
        const DeterminedCriteria determined = determined_criteria(*small_map(), set, both, month);
        const auto& holds = determined.catchments.at(testing::meadow).holds;
        return std::count(holds.begin(), holds.end(), 1);
    };
    EXPECT_LT(zones(Month(2028, 1)), zones(Month(2028, 2)));
    EXPECT_EQ(zones(Month(2028, 2)), 12);
    EXPECT_EQ(zones(Month(2029, 7)), 12);
}

TEST(DrawnCatchments, OfTheMapHoldFromTheStartUntilAScenarioDrawsAnew) {
    Map map = *small_map();
    map.catchments = {{SchoolId(testing::meadow), square_about(testing::meadow, 500)}};
    const CriteriaChange anew = catchment(testing::meadow, y28, square_about(testing::meadow, 1500));
    const auto holds = [&](Month month) {
        return determined_criteria(map, {}, {anew}, month).catchments.at(testing::meadow).holds;
    };
    EXPECT_EQ(holds(Month(2026, 1)), zones_within(map, map.catchments[0].rings));
    EXPECT_EQ(holds(Month(2029, 1)), zones_within(map, anew.rings));
    EXPECT_NE(holds(Month(2026, 1)), holds(Month(2029, 1)));
    EXPECT_FALSE(determined_criteria(map, {}, {}, Month(2026, 1)).catchments.at(testing::kings).drawn);
    Scenario scenario;
    EXPECT_EQ(criteria_in_use(map, scenario).at(1),
              "Catchments drawn on the map: of 1 school; no list of criteria has catchment in it, so that they change "
              "nothing");
    scenario.criteria.push_back(of_authority("901", y27, {Criterion::catchment, Criterion::distance}));
    EXPECT_EQ(criteria_in_use(map, scenario).at(1), "Catchments drawn on the map: of 1 school");
}

TEST(DrawnCatchments, WhatCannotBeMeantIsRefused) {
    EXPECT_EQ(told(catchment(testing::oak_special, y27, square_about(testing::meadow, 500))),
              "s.toml:7: URN 100008 (Oak) is of the kind 'State special school': only a mainstream school has a "
              "catchment");
    EXPECT_NE(told(catchment(testing::meadow, y27, {{{1000, 1000}, {2000, 1000}, {2000, 2000}}}))
                  .find("the catchment of URN 100007 holds the centre of none of the map's 12 zones"),
              std::string::npos);
    CriteriaChange unknown = catchment(testing::meadow, y27, square_about(testing::meadow, 500));
    unknown.urn = 100'018;
    EXPECT_EQ(told(unknown), "s.toml:7: no school with URN 100018 on the map; the nearest is 100008");
}

TEST(DrawnCatchments, AreIdleWhereNoCriterionLooksAtThem) {
    Scenario scenario;
    scenario.criteria = {catchment(testing::kings, y27, square_about(testing::kings, 500))};
    ASSERT_EQ(idle_catchments(*small_map(), scenario).size(), 1u);
    EXPECT_EQ(
        idle_catchments(*small_map(), scenario)[0],
        "s.toml:7: the catchment of URN 100006 from 2027-09 changes nothing: the criteria in force there in 2027-03 "
        "are looked_after, faith, sibling, feeder, distance_m, without catchment");
    scenario.criteria.push_back(of_school(
        testing::kings, y27, {CriterionStep(Criterion::sibling) + Criterion::catchment, Criterion::distance}));
    EXPECT_TRUE(idle_catchments(*small_map(), scenario).empty());
}

TEST(CriteriaInUse, AreToldWithTheirTieBreak) {
    Scenario scenario;
    scenario.criteria = {of_authority("901", y27, by_lot),
                         catchment(testing::kings, Month(0), square_about(testing::kings, 5000))};
    std::int64_t children = 0;
    for (const Zone& zone : small_map()->zones)
        for (std::size_t age = 4; age < 16; ++age) children += zone.residents[age];
    EXPECT_EQ(
        criteria_in_use(*small_map(), scenario),
        (std::vector<std::string>{
            "Criteria of every admission authority: looked_after, faith, sibling, feeder, distance_m (children whose "
            "plan names the school come before; equals are parted by distance, then by lot)",
            "Criteria of authority 901 (5 schools) from 2027-09: lottery (children whose plan names the school come "
            "before; equals are parted by lot)",
            "Catchment of URN 100006 (King's): 12 of 12 zones, where " + std::to_string(children) +
                " children of 4 to 15 live"}));
    Map empty = *small_map();
    for (Zone& zone : empty.zones) zone.residents.fill(0);
    EXPECT_NE(criteria_in_use(empty, scenario).back().find("where no child of 4 to 15 lives"), std::string::npos);
}

}  // namespace
}  // namespace sendscape::admission_authorities_test
