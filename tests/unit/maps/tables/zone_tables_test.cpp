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

TEST_F(ZoneTables, ASheetOfOneSexByItsTitleAloneIsRefused) {
    const std::string table = ages("LSOA Code") + people("E01000001", 7) + people("E01000002", 7);
    const auto error = [&](const std::string& title) {
        return error_of([&] { read_population(file("p.csv", title + "\n" + table), quality_); });
    };
    EXPECT_NE(error("\"Estimates for small areas, Females\"").find("a sheet of females only, by the title above"),
              std::string::npos);
    EXPECT_NE(error("Usual residents: MALES").find("sheet of males only"), std::string::npos);
    EXPECT_NE(error("Census\nMen by single year of age").find("'Men by single year of age'"), std::string::npos);
    EXPECT_EQ(error("Males and females by age"), "");
    EXPECT_EQ(error("Persons (a sheet of females follows)"), "");
    EXPECT_EQ(error("Sheets: Persons\nFemales\nMales"), "");
    EXPECT_EQ(error("Mental health of residents"), "");
}

TEST_F(ZoneTables, BandsThatBecameDatesAndPartsOfPeopleAreCounted) {
    const auto table = read_population(
        file("p.csv", "LSOA21CD,All ages,0-4,05-Sep,Oct-14,15-19,20-24,25+\nE01000001,999,10,20.5,30,40,50,60\n"),
        quality_);
    double children = 0;
    for (std::size_t age = 5; age <= 9; ++age) children += table.rows[0].by_age[age];
    EXPECT_NEAR(children, 20.5, 1e-9);
    const auto rows = quality_.rows();
    ASSERT_EQ(rows.size(), 3u);
    EXPECT_EQ(rows[0].oddity, Oddity::bands_as_dates);
    EXPECT_EQ(rows[0].count, 2);
    EXPECT_EQ(rows[1].oddity, Oddity::people_in_parts);
    EXPECT_EQ(rows[1].count, 1);
}

TEST_F(ZoneTables, OfDecilesOfSeveralYearsTheLatestIsRead) {
    const auto decile = [&](const std::string& headings) {
        return int{read_deprivation(file("d.csv", "lsoa," + headings + "\nE01000001,5,1\n"), quality_).at("E01000001")};
    };
    EXPECT_EQ(decile("IMD 2015 decile,IMD 2019 decile"), 1);
    EXPECT_EQ(decile("IMD 2019 decile,IMD 2015 decile"), 5);
    EXPECT_EQ(decile("IMD19_Decile,IMD25_Decile"), 1);
    EXPECT_EQ(decile("Index of Multiple Deprivation decile 2025 (LSOA 2021),IMD decile 2019"), 5);
    EXPECT_EQ(decile("IMD 2019 decile,IMD 2025 income decile"), 5);
    ASSERT_FALSE(quality_.rows().empty());
    EXPECT_EQ(quality_.rows()[0].oddity, Oddity::other_deciles);
}

TEST_F(ZoneTables, DecilesThatCountFromTheLeastDeprivedAreTurnedRound) {
    const auto decile = [&](const std::string& heading, const std::string& cell) {
        return int{read_deprivation(file("d.csv", "lsoa,\"" + heading + "\"\nE01000001," + cell + "\n"), quality_)
                       .at("E01000001")};
    };
    for (const char* turned :
         {"IMD Decile (1 is least deprived)", "IMD decile, 10 = most deprived", "IMD decile (1 to 10, least to most)",
          "IMD decile (least deprived = 1, most deprived = 10)",
          "IMD decile where 1 is the least deprived 10% of LSOAs"})
        EXPECT_EQ(decile(turned, "3"), 8) << turned;
    for (const char* usual :
         {"IMD Decile (where 1 is most deprived 10% of LSOAs)", "IMD decile (1 = most, 10 = least)", "IMD decile",
          "IMD decile (1 to 10, most deprived to least)", "IMD decile (1-10, 1 = most deprived 10 per cent)"})
        EXPECT_EQ(decile(usual, "3"), 3) << usual;
    EXPECT_NE(error_of([&] { decile("IMD decile (1 is least, 10 is least)", "3"); }).find("says of deciles both"),
              std::string::npos);
    EXPECT_EQ(quality_.rows()[0].oddity, Oddity::deciles_turned);
}

TEST_F(ZoneTables, DecilesInWordsAreReadOrRefusedByTheirCell) {
    const auto decile = [&](const std::string& cell) {
        return int{
            read_deprivation(file("d.csv", "lsoa,imd_decile\nE01000001," + cell + "\n"), quality_).at("E01000001")};
    };
    EXPECT_EQ(decile("10% most deprived"), 1);
    EXPECT_EQ(decile("Least deprived 10%"), 10);
    EXPECT_EQ(decile("30-40%"), 4);
    EXPECT_EQ(decile("11 to 20 per cent most deprived"), 2);
    EXPECT_EQ(decile("Least deprived decile"), 10);
    EXPECT_EQ(decile("1 - most deprived"), 1);
    EXPECT_EQ(decile("10 (most deprived)"), 1);
    EXPECT_EQ(decile("Decile 3"), 3);
    for (const char* none : {"20% most deprived", "10%", "Q1"})
        EXPECT_NE(
            error_of([&] { decile(none); }).find("column 'imd_decile' holds '" + std::string(none) + "' on line 2"),
            std::string::npos)
            << none;
}

}  // namespace
}  // namespace sendscape::zone_tables_test
