// SPDX-License-Identifier: MIT
#include "sim/scenario/admission_authorities.h"

#include <gtest/gtest.h>

#include "sim/core/error.h"
#include "tests/support/small_map.h"

namespace sendscape::admission_authorities_test {
namespace {

using testing::small_map;
using Criterion = AdmissionCriterion;
using Kind = ProvisionChange::Kind;

const std::vector<Criterion> by_lot{Criterion::lottery}, siblings{Criterion::sibling, Criterion::distance};

CriteriaChange of_authority(const std::string& code, Month on, const std::vector<Criterion>& order = siblings) {
    return {{"", "s.toml:7"}, on, code, 0, order};
}
CriteriaChange of_school(testing::SmallSchool school, Month on, const std::vector<Criterion>& order = siblings) {
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
    EXPECT_EQ(then.of_school.at(testing::meadow), ranks_of(siblings));
    EXPECT_EQ(then.of_school.at(testing::kings), CriterionRanks{});
    const DeterminedCriteria later = determined_criteria(*small_map(), {}, criteria, Month(2028, 2));
    EXPECT_EQ(later.of_school.at(testing::meadow), ranks_of(siblings));
    EXPECT_EQ(later.of_school.at(testing::kings), ranks_of(by_lot));
    EXPECT_TRUE(criteria_change({}, criteria, Month(2027, 2)));
    EXPECT_FALSE(criteria_change({}, criteria, Month(2027, 9)));
}

TEST(DeterminedCriteria, AListForEveryAuthorityEndsThoseOfBeforeAndNotThoseOfAfter) {
    const std::vector<CriteriaChange> criteria{of_authority("901", y27), of_school(testing::kings, y28, by_lot)};
    const CriterionRanks ranks = ranks_of(by_lot);
    const auto set = [&](Month from) {
        return std::vector<ParameterChange>{
            {{}, from, "admissions.criteria", std::vector<double>(ranks.begin(), ranks.end())}};
    };
    const Month later(2029, 1);
    EXPECT_EQ(determined_criteria(*small_map(), set(Month(0)), criteria, later).of_school.at(testing::meadow),
              ranks_of(siblings));
    const DeterminedCriteria between = determined_criteria(*small_map(), set(Month(2027, 6)), criteria, later);
    EXPECT_EQ(between.of_school.at(testing::meadow), CriterionRanks{});
    EXPECT_EQ(between.of_school.at(testing::kings), ranks_of(by_lot));
    EXPECT_TRUE(determined_criteria(*small_map(), set(Month(2028, 6)), criteria, later).of_school.empty());
    EXPECT_FALSE(determined_criteria(*small_map(), set(Month(2028, 6)), criteria, Month(2028, 5)).of_school.empty());
}

}  // namespace
}  // namespace sendscape::admission_authorities_test
