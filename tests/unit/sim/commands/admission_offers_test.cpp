// SPDX-License-Identifier: MIT
#include "sim/commands/admission_offers.h"

#include <gtest/gtest.h>

#include "sim/core/error.h"

namespace sendscape::admission_offers_test {
namespace {

using Criterion = AdmissionCriterion;

ListedSchool school(const std::string& name, std::int32_t places, const CriteriaOrder& order, double x) {
    ListedSchool one;
    one.name = name, one.places = places, one.criteria = order, one.at = GridPlace{x, 0};
    return one;
}
ListedChoice choice(std::uint32_t applicant, std::uint32_t at, std::int32_t preference, double metres,
                    std::uint32_t meets = 0) {
    ListedChoice one;
    one.applicant = applicant, one.school = at, one.preference = preference;
    one.has_distance = true, one.distance_m = metres, one.meets = meets;
    return one;
}

/// Two want Oak and nothing else, and have no offer; Elm and Ash have room.
AdmissionLists one_place_for_three() {
    AdmissionLists lists;
    lists.schools = {school("Oak", 1, {Criterion::distance}, 0), school("Elm", 1, {Criterion::distance}, 1000),
                     school("Ash", 1, {Criterion::distance}, 5000)};
    lists.applicants = {"a", "b", "c"};
    lists.children.resize(3);
    for (std::uint32_t a = 0; a < 3; ++a) lists.choices.push_back(choice(a, 0, 1, 10.0 + a));
    return lists;
}

TEST(AdmissionOffers, TheUnplacedGetTheNearestSchoolWithRoomTheShortestWayFirst) {
    AdmissionLists lists = one_place_for_three();
    lists.children[1].at = GridPlace{300, 0};
    lists.children[2].at = GridPlace{700, 0};
    const ListedRound round = listed_round(lists, Draws(1, 0));
    const ListedOffers offers = decide(lists, round, Mechanism::equal_preference);
    EXPECT_EQ(offers.rows, (std::vector<std::int64_t>{0, -1, -1}));
    EXPECT_EQ(allocate_unplaced(lists, offers), (std::vector<std::int64_t>{-1, 2, 1}));
    EXPECT_EQ(offers_csv(lists, round, offers, allocate_unplaced(lists, offers)),
              "applicant,school,preference,admitted_under\na,Oak,1,distance_m\nb,Ash,,nearest_with_room\n"
              "c,Elm,,nearest_with_room\n");
    // Without a place of its own a home is taken to be at the school it put first.
    lists.children[2].at.reset();
    EXPECT_EQ(allocate_unplaced(lists, offers), (std::vector<std::int64_t>{-1, 1, 2}));
    lists.schools[2].places = 0;
    EXPECT_EQ(allocate_unplaced(lists, offers), (std::vector<std::int64_t>{-1, 1, -1}));
    lists.schools[1].at.reset();
    EXPECT_THROW(allocate_unplaced(lists, offers), InputError);
}

TEST(AdmissionOffers, AreCountedByCriterion) {
    AdmissionLists lists = one_place_for_three();
    const CriterionStep both = CriterionStep(Criterion::sibling) + Criterion::catchment;
    lists.schools[0].criteria = {both, Criterion::sibling, Criterion::distance};
    lists.schools[0].places = 2;
    lists.choices[2].meets = both.bits;
    const ListedRound round = listed_round(lists, Draws(1, 0));
    const ListedOffers offers = decide(lists, round, Mechanism::equal_preference);
    EXPECT_EQ(criteria_csv(lists, round, offers),
              "school,criterion,applicants,offers,farthest_offered_m\nOak,sibling+catchment,1,1,12\nOak,sibling,0,0,\n"
              "Oak,distance_m,2,1,10\nElm,distance_m,0,0,\nAsh,distance_m,0,0,\n");
}

TEST(AdmissionOffers, TheRuleIsSaidOnceForSchoolsThatShareIt) {
    AdmissionLists lists = one_place_for_three();
    lists.schools[2].criteria = {Criterion::looked_after, Criterion::lottery};
    EXPECT_EQ(
        rules_in_words(lists, Mechanism::equal_preference, 7),
        (std::vector<std::string>{
            "Rule of Oak, Elm: first children whose plan names the school, then the nearest by distance; equals by "
            "lot (seed 7)",
            "Rule of Ash: first children whose plan names the school, then looked_after, then by lot (seed 7)",
            "Offers by: Equal preference: applicant-proposing deferred acceptance"}));
}

}  // namespace
}  // namespace sendscape::admission_offers_test
