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

}  // namespace
}  // namespace sendscape::admission_columns_test
