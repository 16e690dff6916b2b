// SPDX-License-Identifier: MIT
#include "sim/commands/admission_lists.h"

#include <gtest/gtest.h>

#include "sim/core/error.h"
#include "tests/support/abridged_criteria.h"

namespace sendscape::admission_lists_test {
namespace {

using Criterion = AdmissionCriterion;

std::string refusal(const std::string& text) {
    try {
        parse_criteria(text, "school 'Oak'");
    } catch (const InputError& error) {
        return testing::abridged_criteria(error.what());
    }
    return "accepted";
}

TEST(AdmissionLists, CriteriaAreReadByTheNamesThatScenariosUse) {
    const CriteriaOrder order{Criterion::staff, Criterion::sibling, Criterion::distance};
    EXPECT_EQ(parse_criteria("staff,sibling,distance_m", "x"), order);
    EXPECT_EQ(parse_criteria(" staff ; sibling; distance", "x"), order);
    EXPECT_EQ(parse_criteria("ehcp_named,staff,sibling,distance", "x"), order);  // before all, whatever the list
    EXPECT_EQ(parse_criteria("sibling", "x"), CriteriaOrder{Criterion::sibling});
}

TEST(AdmissionLists, FaultsOfCriteriaAreTold) {
    EXPECT_EQ(refusal("sibling,,distance_m"), "criteria of school 'Oak' hold an empty name in 'sibling,,distance_m'");
    EXPECT_EQ(
        refusal("siblng"),
        "criteria of school 'Oak' name 'siblng', which is not one of ehcp_named, ... lottery; did you mean 'sibling'?");
    EXPECT_EQ(refusal("lottery,distance_m"),
              "criteria of school 'Oak' put 'distance_m' after a tie-break; distance_m or lottery comes last");
}

}  // namespace
}  // namespace sendscape::admission_lists_test
