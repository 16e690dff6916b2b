// SPDX-License-Identifier: MIT
#include "agents/admissions/criteria_names.h"

#include <gtest/gtest.h>

#include "sim/core/error.h"
#include "tests/support/abridged_criteria.h"

namespace sendscape::criteria_names_test {
namespace {

using Criterion = AdmissionCriterion;
constexpr auto lists = CriteriaReader::lists, simulated = CriteriaReader::simulated_round;

std::string refusal(const std::vector<std::string>& names, CriteriaReader reader) {
    try {
        criteria_named(names, "URN 123456", reader);
    } catch (const InputError& error) {
        return testing::abridged_criteria(error.what());
    }
    return "accepted";
}

TEST(CriteriaNames, AreReadInOrder) {
    const CriteriaOrder order{Criterion::looked_after, Criterion::sibling, Criterion::catchment, Criterion::distance};
    EXPECT_EQ(criteria_named({"looked_after", "sibling", "catchment", "distance"}, "x", simulated), order);
    EXPECT_EQ(criteria_named({"looked_after", "sibling", "catchment", "distance_m"}, "x", lists), order);
    EXPECT_EQ(criteria_words(order), "looked_after, sibling, catchment, distance_m");
    EXPECT_EQ(split_names(" looked_after;sibling , distance_m"),
              (std::vector<std::string>{"looked_after", "sibling", "distance_m"}));
}

TEST(CriteriaNames, AnUnknownOneIsToldTheNearest) {
    EXPECT_EQ(
        refusal({"siblng", "distance"}, simulated),
        "criteria of URN 123456 name 'siblng', which is not one of looked_after, ... lottery; did you mean 'sibling'?");
    EXPECT_EQ(refusal({"sibling", "sibling", "distance"}, simulated), "criteria of URN 123456 name 'sibling' twice");
    EXPECT_EQ(refusal({"distance", "sibling"}, simulated),
              "criteria of URN 123456 put 'sibling' after a tie-break; distance_m or lottery comes last");
}

TEST(CriteriaNames, WhatDoesNothingInTheSimulatedRoundIsRefusedThere) {
    EXPECT_EQ(
        refusal({"staff", "distance"}, simulated),
        "criteria of URN 123456 name 'staff', which does nothing in the simulated round: no simulated parent works at "
        "a school. It knows looked_after, ... lottery; 'sendscape admissions' knows staff from the lists it is given");
    for (const char* const name : {"band", "ehcp_named"}) {
        EXPECT_NE(refusal({name, "distance"}, simulated).find("does nothing in the simulated round"), std::string::npos)
            << name;
        EXPECT_EQ(refusal({name, "distance"}, lists), "accepted") << name;
    }
}

TEST(CriteriaNames, JoinedOnesAreMetTogether) {
    const CriteriaOrder order{Criterion::looked_after, CriterionStep(Criterion::sibling) + Criterion::catchment,
                              Criterion::catchment, Criterion::sibling, Criterion::distance};
    for (const char* const both : {"sibling+catchment", "catchment + sibling", "Siblings & catchment",
                                   "sibling and in catchment", "catchment area&sibling"})
        EXPECT_EQ(criteria_named({"looked-after", both, "catchment", "sibling", "distance"}, "x", simulated), order)
            << both;
    EXPECT_EQ(criteria_words(order), "looked_after, sibling+catchment, catchment, sibling, distance_m");
    EXPECT_EQ(step_words(order[1]), "Sibling at the school and Lives in the catchment");
}

TEST(CriteriaNames, AuthoritiesHaveOtherNamesForThem) {
    EXPECT_EQ(criteria_words(criteria_named({"EHCP", "LAC/PLAC", "Social and medical", "Nearest school", "proximity"},
                                            "x", lists)),
              "looked_after, social_medical, nearest, distance_m");
    EXPECT_EQ(
        criteria_words(criteria_named({"Children in care", "feeder school", "Random allocation"}, "x", simulated)),
        "looked_after, feeder, lottery");
}

TEST(CriteriaNames, AStepThatNobodyLeftCouldMeetIsAMistake) {
    EXPECT_EQ(refusal({"sibling", "sibling+catchment", "distance"}, simulated),
              "criteria of URN 123456 put 'sibling+catchment' after 'sibling', which every child who meets it meets "
              "already: put it before");
    EXPECT_EQ(refusal({"sibling+catchment", "catchment & sibling", "distance"}, simulated),
              "criteria of URN 123456 name 'catchment & sibling' twice");
    EXPECT_EQ(refusal({"sibling+distance"}, simulated),
              "criteria of URN 123456: 'sibling+distance' joins 'distance' to another name; only criteria that a child "
              "meets or does not meet are joined, and distance_m or lottery comes last, once for all");
    EXPECT_EQ(
        refusal({"sibling+band", "lottery"}, lists),
        "criteria of URN 123456: 'sibling+band' joins 'band' to another name; only criteria that a child meets or "
        "does not meet are joined, and this one stands by itself");
    EXPECT_EQ(refusal({"sibling+", "lottery"}, lists),
              "criteria of URN 123456: 'sibling+' joins a name to nothing; write sibling+catchment");
    EXPECT_EQ(refusal({"sibling+sib", "lottery"}, lists), "criteria of URN 123456: 'sibling+sib' names sibling twice");
    EXPECT_EQ(
        refusal({"sibling+siblng", "lottery"}, lists),
        "criteria of URN 123456 name 'siblng', which is not one of ehcp_named, ... lottery; did you mean 'sibling'?");
}

TEST(CriteriaNames, TheSimulatedRoundNeedsATieBreakAndListsDoNot) {
    for (const std::vector<std::string>& names : {std::vector<std::string>{}, {"looked_after", "sibling"}}) {
        EXPECT_EQ(refusal(names, simulated),
                  "criteria of URN 123456 end without a tie-break: put distance_m or lottery last (School Admissions "
                  "Code 2021, 1.8)");
        EXPECT_EQ(refusal(names, lists), "accepted");
    }
    EXPECT_EQ(refusal({"lottery"}, simulated), "accepted");
}

TEST(CriteriaNames, AChildWhosePlanNamesTheSchoolComesBeforeEveryList) {
    EXPECT_EQ(criteria_named({"ehcp_named", "sibling"}, "x", lists), CriteriaOrder{Criterion::sibling});
}

}  // namespace
}  // namespace sendscape::criteria_names_test
