// SPDX-License-Identifier: MIT
#include "sim/commands/admission_child.h"

#include <gtest/gtest.h>

namespace sendscape::admission_child_test {
namespace {

struct Read {
    explicit Read(const std::string& text)
        : table(parse_csv("a.csv", text)), columns(find_application_columns(table)), facts(table, columns) {}
    CsvTable table;
    ApplicationColumns columns;
    ChildFacts facts;
};

TEST(AdmissionChild, RowsOfAChildThatContradictNameBothLines) {
    const Read read(
        "applicant,preference,school,looked_after,pupil_premium,band,sibling\n"
        "ann,1,Oak,Yes,0,A,1\nbob,1,Oak,No,1,B,0\nann,2,Elm,no,0,A,0\nbob,2,Elm,0,1,C,1\nbob,3,Ash,FALSE,N,B,0\n");
    for (const std::size_t row : {0u, 1u}) EXPECT_EQ(read.facts.contradiction(row), "");
    EXPECT_EQ(read.facts.contradiction(2),
              "looked_after of applicant 'ann' is 'no', and 'Yes' in line 2: it is a fact of the child, not of the "
              "child at a school, and must be the same in all its rows");
    EXPECT_EQ(read.facts.contradiction(3).substr(0, 54), "band of applicant 'bob' is 'C', and 'B' in line 3: it ");
    EXPECT_EQ(read.facts.contradiction(4).substr(0, 36), "pupil_premium of applicant 'bob' is ");
}

TEST(AdmissionChild, OneSpellingOfYesIsAnother) {
    const Read read("applicant,preference,school,looked_after\nann,1,Oak,Yes\nann,2,Elm,1\nann,3,Ash,TRUE\n");
    for (const std::size_t row : {0u, 1u, 2u}) EXPECT_EQ(read.facts.contradiction(row), "");
    EXPECT_TRUE(read.facts.notes().empty());
}

TEST(AdmissionChild, ABlankMeansWhatAnotherRowOfTheChildSays) {
    const Read read(
        "applicant,preference,school,looked_after,band,sibling\n"
        "ann,1,Oak,,,1\nann,2,Elm,x,A,\nbob,1,Oak,,,\ncat,1,Oak,,C,\n");
    EXPECT_EQ(read.facts.speaking_row(0, AdmissionCriterion::looked_after), 1u);
    EXPECT_EQ(read.facts.speaking_row(0, AdmissionCriterion::band), 1u);
    EXPECT_EQ(read.facts.speaking_row(1, AdmissionCriterion::sibling), 1u);  // at that school
    EXPECT_EQ(read.facts.speaking_row(2, AdmissionCriterion::looked_after), 2u);
    EXPECT_EQ(read.facts.contradiction(0), "");
    ASSERT_EQ(read.facts.notes().size(), 2u);
    EXPECT_EQ(read.facts.notes()[0],
              "a.csv: looked_after is blank in 1 row of children of whom another row says it (first in line 2, said in "
              "line 3): a fact of the child, taken for all its rows");
    EXPECT_TRUE(Read("applicant,preference,school,looked_after\nann,1,Oak,\nann,2,Elm,0\n").facts.notes().empty());
}

}  // namespace
}  // namespace sendscape::admission_child_test
