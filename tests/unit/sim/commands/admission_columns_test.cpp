// SPDX-License-Identifier: MIT
#include "sim/commands/admission_columns.h"

#include <gtest/gtest.h>

#include "sim/core/error.h"

namespace sendscape::admission_columns_test {
namespace {

std::string refusal(const std::string& heading, const std::string& row = "1,2,3,4,5,6,7") {
    try {
        find_application_columns(parse_csv("a.csv", heading + "\n" + row + "\n"));
    } catch (const InputError& error) {
        return error.what();
    }
    return "";
}

TEST(AdmissionColumns, EveryUnknownColumnIsNamedWithWhatWasMeant) {
    const std::string said = refusal("applicant,preference,school,ehcp,lac,loked_after,shoe size");
    for (const char* const part :
         {"a.csv, line 1: there is no column 'ehcp'; did you mean 'ehcp_named' (yes in the row of the school that the "
          "child's plan names)?\n",
          "there is no column 'lac'; did you mean 'looked_after'?\n",
          "no column 'loked_after'; did you mean 'looked_after'?\n", "there is no column 'shoe size'\n",
          "A list of applications has the columns applicant, preference, school, ehcp_named, "})
        EXPECT_NE(said.find(part), std::string::npos) << part << "\n" << said;
    EXPECT_NE(refusal("Child,Pref,School").find("no column 'Child'; did you mean 'applicant'?"), std::string::npos);
    EXPECT_NE(refusal("Pupil ID,preference,School name").find("no column 'School name'; did you mean 'school'?"),
              std::string::npos);
    EXPECT_EQ(refusal("Applicant,Preference,School,Looked after,Distance (km)"), "");
}

TEST(AdmissionColumns, AColumnWithoutAHeadingIsOneOnlyIfItHoldsSomething) {
    EXPECT_EQ(refusal("applicant,preference,school,,sibling", "1,2,3,,5"), "");
    EXPECT_NE(refusal("applicant,preference,school,,sibling", "1,2,3,4,5")
                  .find("column 4 has no heading and holds '4' in "
                        "line 2"),
              std::string::npos);
}

TEST(AdmissionColumns, ThoseOfSchoolsAreFew) {
    const SchoolColumns columns = find_school_columns(parse_csv("s.csv", "Places,Criteria,School\n1,,A\n"));
    EXPECT_EQ(columns.school, 2u);
    EXPECT_EQ(columns.criteria, 1u);
    try {
        find_school_columns(parse_csv("s.csv", "school,PAN\nA,1\n"));
        FAIL();
    } catch (const InputError& error) {
        EXPECT_NE(std::string(error.what()).find("s.csv, line 1: there is no column 'PAN'; did you mean 'places'?"),
                  std::string::npos);
    }
}

TEST(AdmissionColumns, CrossesAreYesOnlyAmongCrossesAndBlanks) {
    const CsvTable table =
        parse_csv("a.csv", "applicant,preference,school,sibling,faith,staff\na,1,A,x,x,\nb,1,A,,no,\n");
    const ApplicationColumns columns = find_application_columns(table);
    ASSERT_EQ(columns.flags.size(), 3u);
    EXPECT_TRUE(columns.flags[0].crosses);
    EXPECT_FALSE(columns.flags[1].crosses);
    EXPECT_FALSE(columns.flags[2].crosses);
    EXPECT_TRUE(columns.tells(AdmissionCriterion::staff));
    EXPECT_FALSE(columns.tells(AdmissionCriterion::distance));
}

TEST(AdmissionColumns, WhatIsThereAlreadyIsNotMeant) {
    EXPECT_NE(refusal("applicant,preference,school,UPN")
                  .find("there is no column 'UPN', and 'applicant', which it might mean, is there already: take one of "
                        "the two out\n"),
              std::string::npos);
    EXPECT_NE(refusal("applicant,preference,school,School name").find("and 'school', which it might mean, is there"),
              std::string::npos);
    for (const char* const heading :
         {"applicant,preference,school,siblng,sibling", "applicant,preference,school,aplicant"}) {
        const std::string said = refusal(heading);
        EXPECT_NE(said.find("there is no column '"), std::string::npos) << said;
        EXPECT_EQ(said.find("did you mean"), std::string::npos) << said;
    }
}

TEST(AdmissionColumns, ARowOfSumsIsKnownByItsWords) {
    for (const char* const cell : {"Total", "TOTALS", "Grand total:", "Sub-total", "subtotal", "Sum", "Oak total",
                                   "Total (120)", "Total applications", "Overall Total"})
        EXPECT_TRUE(says_total(cell)) << cell;
    for (const char* const cell : {"", "Totally", "Total Learning Academy", "Summers", "120", "Oak"})
        EXPECT_FALSE(says_total(cell)) << cell;
}

std::string exchanged(const std::string& schools, const std::string& applications) {
    try {
        refuse_exchanged(parse_csv("x.csv", schools + "\n1,2,3,4\n"), parse_csv("y.csv", applications + "\n1,2,3,4\n"));
    } catch (const InputError& error) {
        return error.what();
    }
    return "";
}

TEST(AdmissionColumns, ExchangedListsAreToldSo) {
    EXPECT_EQ(exchanged("school,places,x,y", "applicant,preference,school,sibling"), "");
    EXPECT_EQ(
        exchanged("applicant,preference,school,sibling", "school,places,criteria,x"),
        "these two seem to be exchanged: --schools x.csv (applicant, preference, school, sibling) has the columns "
        "of applications, and --applications y.csv (school, places, criteria, x) those of schools");
    EXPECT_NE(exchanged("Child,Pref,School name,x", "URN,PAN,x,y").find("seem to be exchanged"), std::string::npos);
    EXPECT_EQ(exchanged("Pupil ID,Rank,School,x", "applicant,preference,school,x").find("--schools x.csv (Pupil ID"),
              0u);
    EXPECT_EQ(exchanged("school,places,x,y", "school,Capacity,x,y").find("--applications y.csv (school, Capacity"), 0u);
    EXPECT_EQ(exchanged("ID,School,PAN,x", "applicant,preference,school,number"), "");
}

}  // namespace
}  // namespace sendscape::admission_columns_test
