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

/// People of one area: `people` of each age to 90.
std::string people(const std::string& before, int people_of_an_age) {
    std::string row = before;
    for (int age = 0; age <= 90; ++age) row += "," + std::to_string(people_of_an_age);
    return row + "\n";
}
std::string ages(const std::string& before) {
    std::string heading = before;
    for (int age = 0; age <= 90; ++age) heading += "," + std::to_string(age);
    return heading + "\n";
}

TEST_F(ZoneTables, OneRowOfSeveralPeriodsAndSexesIsWhatAnAreaHas) {
    const auto read = [&](const std::string& text) { return read_population(file("p.csv", text), quality_); };
    const auto gender = read(ages("area_code,gender") + people("E01000001,Females", 20) +
                             people("E01000001,Males", 20) + people("E01000001,Persons", 40));
    EXPECT_DOUBLE_EQ(gender.rows[0].by_age[5], 40);
    const auto periods =
        read(ages("period,area_code") + people("2022-06-30,E01000001", 7) + people("2021-06-30,E01000001", 5));
    EXPECT_DOUBLE_EQ(periods.rows[0].by_age[5], 7);
    EXPECT_NE(error_of([&] {
                  read(ages("area_code,ethnicity") + people("E01000001,White", 7) + people("E01000001,Black", 7));
              }).find("column 'ethnicity'"),
              std::string::npos);
    EXPECT_NE(error_of([&] {
                  read("lsoa,0,total\nE01000001,3,3e9\n");
              }).find("line 2: 3e9 people in column 'total' are more than any area of England has"),
              std::string::npos);
    const auto ons = read(
        "LAD 2023 Code,LAD 2023 Name,LSOA 2021 Code,LSOA 2021 Name,Total,F0 to 15,F16 to 29,M0 to 15,M16 to "
        "29\nE06000063,Cumberland,E01019100,Allerdale 001A,10,1,2,3,4\n");
    EXPECT_EQ(ons.code_heading, "LSOA 2021 Code");
    EXPECT_EQ(ons.rows[0].authority_code, "942");
}

TEST_F(ZoneTables, SmallAreasOfDistrictsThatEndedAreInTheirSuccessors) {
    const auto table = read_population(
        file("p.csv",
             "LSOA21CD,LSOA21NM,total\nE01019100,Allerdale 001A,10\nE01019200,Eden 001A,10\nE01027000,Daventry "
             "002B,10\nE01020000,Trafford 025A,10\n"),
        quality_);
    EXPECT_EQ(table.rows[0].authority_code, "942");
    EXPECT_EQ(table.rows[1].authority_code, "943");
    EXPECT_EQ(table.rows[2].authority_code, "941");
    EXPECT_EQ(table.rows[3].authority_code, "358");
}

TEST_F(ZoneTables, DeprivationIsThatOfTheOverallIndex) {
    const auto decile = [&](const std::string& text) {
        return int{read_deprivation(file("d.csv", text), quality_).at("E01000001")};
    };
    EXPECT_EQ(decile("area_code,index_domain,decile,rank\nE01000001,Barriers to Housing and Services,9,1\n"
                     "E01000001,Index of Multiple Deprivation,3,1\n"),
              3);
    EXPECT_EQ(decile("FeatureCode,DateCode,Measurement,Units,Value,Indices of Deprivation\n"
                     "E01000001,2015,Decile,Decile,8,a. Index of Multiple Deprivation (IMD)\n"
                     "E01000001,2019,Rank,Rank,30000,a. Index of Multiple Deprivation (IMD)\n"
                     "E01000001,2019,Decile,Decile,4,a. Index of Multiple Deprivation (IMD)\n"
                     "E01000001,2019,Decile,Decile,1,b. Income Deprivation Domain\n"),
              4);
    EXPECT_EQ(
        decile("LSOA code (2011),Income Decile (where 1 is most deprived 10% of LSOAs),Index of Multiple Deprivation "
               "(IMD) Decile (where 1 is most deprived 10% of LSOAs)\nE01000001,1,6\n"),
        6);
    EXPECT_EQ(decile("lsoa11cd,IncDec,IMDDec0\nE01000001,1,5\n"), 5);
    EXPECT_NE(error_of([&] { decile("lsoa,domain,decile\nE01000001,Income,5\n"); }).find("one domain of deprivation"),
              std::string::npos);
    EXPECT_NE(error_of([&] { decile("lsoa,group,decile\nE01000001,a,5\nE01000001,b,6\n"); }).find("column 'group'"),
              std::string::npos);
    EXPECT_NE(error_of([&] { decile("lsoa,Income Decile\nE01000001,5\n"); }).find("deciles of the Index"),
              std::string::npos);
}

TEST_F(ZoneTables, CentroidsAreReadAsTheirValuesAre) {
    const auto metres = read_centroids(file("c.csv", "FID,LSOA21CD,x,y\n1,E01000001,377000,391000\n"), quality_);
    const auto degrees =
        read_centroids(file("d.csv", "OBJECTID,lsoa21cd,X,Y\n1,E01000001,-2.3475,53.4155\n"), quality_);
    EXPECT_EQ(metres.code_heading, "LSOA21CD");
    EXPECT_NEAR(degrees.places.at("E01000001").first, metres.places.at("E01000001").first, 50);
    EXPECT_NEAR(degrees.places.at("E01000001").second, metres.places.at("E01000001").second, 50);
}

}  // namespace
}  // namespace sendscape::zone_tables_test
