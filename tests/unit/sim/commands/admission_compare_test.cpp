// SPDX-License-Identifier: MIT
#include "sim/commands/admission_compare.h"

#include <gtest/gtest.h>

#include "sim/core/error.h"

namespace sendscape::admission_compare_test {
namespace {

using Criterion = AdmissionCriterion;

/// Oak has one place; "sib" has a brother there and lives far away, "near" lives next to it. Both put Elm second.
AdmissionLists two_children(const CriteriaOrder& order) {
    AdmissionLists lists;
    for (const char* const name : {"Oak", "Elm"}) {
        ListedSchool& school = lists.schools.emplace_back();
        school.name = name, school.places = 1, school.criteria = order;
    }
    lists.applicants = {"sib", "near"};
    lists.children.resize(2);
    lists.children[0].sen_support = true;
    lists.children[1].sen_support = false;
    lists.children[1].imd_decile = 9;
    for (std::uint32_t a = 0; a < 2; ++a)
        for (std::uint32_t s = 0; s < 2; ++s) {
            ListedChoice& choice = lists.choices.emplace_back();
            choice.applicant = a, choice.school = s, choice.preference = static_cast<std::int32_t>(s) + 1;
            choice.has_distance = true, choice.distance_m = a == 0 ? 900 : 100;
            if (a == 0 && s == 0) choice.meets = CriterionStep(Criterion::sibling).bits;
        }
    return lists;
}

TEST(AdmissionCompare, WhoGainsAndWhoLosesIsSaidByGroupAndByChild) {
    const AdmissionLists siblings = two_children({Criterion::sibling, Criterion::distance});
    const AdmissionLists distance = two_children({Criterion::distance});
    const ListedRound one = listed_round(siblings, Draws(1, 0)), other = listed_round(distance, Draws(1, 0));
    const ListedOffers first = decide(siblings, one, Mechanism::equal_preference);
    const ListedOffers second = decide(distance, other, Mechanism::equal_preference);
    const Changes changes =
        changes_between({siblings, one, first}, {distance, other, second}, "the criteria distance_m");
    EXPECT_EQ(changes.csv,
              "applicant,change,school_before,preference_before,criterion_before,distance_before_m,school_after,"
              "preference_after,criterion_after,distance_after_m,sen_support,imd_decile\n"
              "sib,loses,Oak,1,sibling,900,Elm,2,distance_m,900,yes,\n"
              "near,gains,Elm,2,distance_m,100,Oak,1,distance_m,100,no,9\n");
    EXPECT_EQ(
        changes.table,
        "With the criteria distance_m:\n"
        "group                       children    gain    lose           first        unplaced     mean distance m\n"
        "all                                2       1       1          1 to 1          0 to 0          500 to 500\n"
        "SEN Support                        1       0       1          1 to 0          0 to 0          900 to 900\n"
        "no SEN Support                     1       1       0          0 to 1          0 to 0          100 to 100\n"
        "deprivation deciles 8-10           1       1       0          0 to 1          0 to 0          100 to 100\n");
    AdmissionLists fewer = distance;
    fewer.applicants[1] = "another";
    EXPECT_THROW(changes_between({siblings, one, first}, {fewer, other, second}, "x"), InputError);
}

TEST(AdmissionCompare, MechanismsStandSideBySideByGroup) {
    const AdmissionLists lists = two_children({Criterion::sibling, Criterion::distance});
    const std::string table = mechanisms_table(lists, listed_round(lists, Draws(1, 0)),
                                               {Mechanism::equal_preference, Mechanism::top_trading_cycles});
    EXPECT_NE(
        table.find("equal-preference               1       1       0       0         0           0             500\n"),
        std::string::npos)
        << table;
    EXPECT_NE(
        table.find("top-trading-cycles      SEN Support                        1       1         0             900\n"),
        std::string::npos)
        << table;
}

}  // namespace
}  // namespace sendscape::admission_compare_test
