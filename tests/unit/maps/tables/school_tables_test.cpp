// SPDX-License-Identifier: MIT
#include "maps/tables/school_tables.h"

#include <gtest/gtest.h>

#include "tests/support/import_test.h"

namespace sendscape::school_tables_test {
namespace {

using SchoolTables = testing::ImportTest;

TEST_F(SchoolTables, AreToldApartByTheirHeadings) {
    const auto kind = [&](const std::string& heading) {
        return recognise_school_table(read_csv(file("t.csv", heading + "\n1,1,1,1\n")));
    };
    EXPECT_EQ(kind("URN,NOR,TSENELSE,TSENELK"), SchoolTableKind::census);
    EXPECT_EQ(kind("URN,LAT,LON,SCHNAME"), SchoolTableKind::coordinates);
    EXPECT_NE(error_of([&] { (void)kind("colour,size,weight,taste"); }), "");
}

TEST_F(SchoolTables, TheFirstTableThatGivesAValueWinsAndTheDifferenceIsCounted) {
    const std::string heading = "URN,LA,SCHOOLTYPE,NOR,NORG,NORB,TSENELSE,TSENELK,PNUMFSMEVER\n";
    const auto first = file("first.csv", heading + "100001,358,State-funded primary,210,100,110,6,30,20.00%\n");
    const auto later = file("later.csv", heading +
                                             "100001,358,State-funded primary,220,100,110,6,30,20.00%\n"
                                             "100002,358,State-funded primary,105,50,55,3,15,40.00%\n");
    const JoinedSchools joined = read_school_tables({first, later}, quality_);
    EXPECT_TRUE(joined.has_census);
    ASSERT_EQ(joined.by_urn.size(), 2u);
    EXPECT_EQ(joined.by_urn.at(100001).roll, 210);
    EXPECT_EQ(joined.by_urn.at(100002).plans, 3);
    EXPECT_EQ(joined.by_urn.at(100002).sen_support, 15);
    EXPECT_EQ(joined.by_urn.at(100002).authority_code, "358");
}

TEST_F(SchoolTables, NeedsAreFoundByCodeOrPhrase) {
    EXPECT_EQ(need_of("asd"), Need::asd);
    EXPECT_EQ(need_of("Hearing Impairment"), Need::hi);
    EXPECT_EQ(need_of("SEMH - Social, Emotional and Mental Health"), Need::semh);
    EXPECT_EQ(need_of("Carpentry"), std::nullopt);
}

}  // namespace
}  // namespace sendscape::school_tables_test
