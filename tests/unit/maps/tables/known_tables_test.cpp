// SPDX-License-Identifier: MIT
#include "maps/tables/known_tables.h"

#include <gtest/gtest.h>

#include "tests/support/import_test.h"

namespace sendscape::known_tables_test {
namespace {

using KnownTables = testing::ImportTest;

TEST_F(KnownTables, AreToldByTheirHeadings) {
    const auto what = [&](const std::string& heading) {
        return std::string(known_table(read_csv(file("t.csv", heading + "\n1\n"))).what);
    };
    EXPECT_EQ(what("time_period,breakdown_topic,breakdown,new_ehc_plans,mainstream_academy"),
              "new plans, made in a calendar year (SEN2)");
    EXPECT_EQ(what("time_period,breakdown_topic,breakdown,max_age,total_ceased"),
              "plans that ceased in a calendar year (SEN2)");
    EXPECT_EQ(what("time_period,breakdown_topic,breakdown,requests_received_in_year"),
              "requests for an assessment in a calendar year (SEN2)");
    EXPECT_EQ(what("time_period,breakdown,num_new_plans"),
              "new plans by sex or ethnicity, made in a calendar year (SEN2)");
    EXPECT_EQ(what("time_period,new_all_ehc,inreq_ehc,discontinued_total"),
              "requests, assessments and plans ended in a calendar year (SEN2)");
    EXPECT_EQ(what("time_period,breakdown_topic,breakdown,ehcplans"), "plans maintained by placement (SEN2)");
    EXPECT_EQ(what("URN,NOR,TSENELSE"), "the school census of the performance tables");
    EXPECT_EQ(what("Indicator ID,Indicator Name,Area Code,Sex,Age,Time period,Value"),
              "an indicator of Fingertips (public health profiles)");
    EXPECT_EQ(what("time_period,geographic_level,age,ehcp_total"), "plans maintained by age (SEN2)");
    EXPECT_EQ(what("Area,Age,Time period,Score"), "");
    EXPECT_EQ(what("colour,size"), "");
}

TEST_F(KnownTables, ARefusalSaysWhatWasGivenWhatDecidedAndWhatIsRead) {
    const CsvTable table = read_csv(file("t.csv", "lsoa,IMD_Decile\nE01000001,3\n"));
    EXPECT_EQ(not_what_is_wanted(table, "a table of schools", "--schools reads URNs"),
              table.path().string() +
                  ", line 1: taken for deprivation of small areas by its column 'IMD_Decile', not "
                  "for a table of schools (--deprivation reads it); --schools reads URNs");
    const CsvTable other = read_csv(file("o.csv", "colour,size\nred,3\n"));
    EXPECT_EQ(not_what_is_wanted(other, "a table of schools", "--schools reads URNs"),
              other.path().string() +
                  ", line 1: not a table of schools: no column tells it (columns found: colour, "
                  "size); --schools reads URNs");
}

}  // namespace
}  // namespace sendscape::known_tables_test
