// SPDX-License-Identifier: MIT
#include "maps/tables/zone_tables.h"

#include <gtest/gtest.h>

#include "tests/support/import_test.h"

namespace sendscape::zone_tables_test {
namespace {

using ZoneTables = testing::ImportTest;

TEST_F(ZoneTables, PopulationAddsSexesAndTakesPersonsAlone) {
    std::string heading = "area_code,area_name,sex,all_ages,aged_0_to_15";
    std::string women = "E01000001,Trafford 001A,Females,99,1", men = "E01000001,Trafford 001A,Males,99,1",
                both = "E01000001,Trafford 001A,Persons,99,1";
    for (int age = 0; age <= 90; ++age) {
        heading += "," + std::to_string(age) + (age == 90 ? "+" : "");
        women += ",1";
        men += ",2";
        both += ",3";
    }
    for (const bool persons : {false, true}) {
        const auto table = read_population(
            file("p.csv", heading + "\n" + women + "\n" + men + "\n" + (persons ? both + "\n" : "")), quality_);
        ASSERT_EQ(table.rows.size(), 1u);
        EXPECT_EQ(table.detail, AgeDetail::single_years);
        EXPECT_EQ(table.rows[0].authority_code, "358");
        for (const double people : table.rows[0].by_age) EXPECT_DOUBLE_EQ(people, 3);
    }
}

TEST_F(ZoneTables, BandsAndTotalsKeepTheirSums) {
    const auto bands = read_population(
        file("b.csv",
             "LSOA21CD,LSOA21NM,total,f0_to_15,f16_to_29,m0_to_15,m16_to_29\nE01013335,York 012A,1626,164,115,"
             "169,151\n"),
        quality_);
    double children = 0;
    for (std::size_t age = 0; age <= 15; ++age) children += bands.rows[0].by_age[age];
    EXPECT_NEAR(children, 164 + 169, 1e-9);
    EXPECT_EQ(bands.rows[0].authority_code, "816");
    const auto total = read_population(file("t.csv", "lsoa,pop\nE01011949,\"1,954\"\n"), quality_);
    EXPECT_EQ(total.detail, AgeDetail::total);
    EXPECT_NEAR(total.rows[0].by_age[10], 1954 * 0.0125, 1.0);
    EXPECT_NE(error_of([&] {
                  read_population(file("n.csv", "lsoa,colour\nE01011949,red\n"), quality_);
              }).find("no ages are known"),
              std::string::npos);
}

}  // namespace
}  // namespace sendscape::zone_tables_test
