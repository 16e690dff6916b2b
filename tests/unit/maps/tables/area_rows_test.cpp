// SPDX-License-Identifier: MIT
#include "maps/tables/area_rows.h"

#include <gtest/gtest.h>

#include "tests/support/import_test.h"

namespace sendscape::area_rows_test {
namespace {

using AreaRowsTest = testing::ImportTest;

constexpr const char* none = "";

TEST_F(AreaRowsTest, CodesAreFoundByAnyHeadingAndLargerAreasAreLeftOut) {
    for (const char* heading : {"LSOA 2021 Code", "LSOA Code", "Area Codes", "lsoa11cd", "geography code", "kommune"}) {
        const CsvTable table = read_csv(file("t.csv", std::string("LAD 2023 Code,") + heading +
                                                          ",Total\nE08000009,E01000001,1\nE08000009,E01000002,2\n"));
        const AreaRows areas = rows_by_area(table, quality_, none, none);
        EXPECT_EQ(areas.code_column, 1u) << heading;
        EXPECT_EQ(areas.codes.size(), 2u) << heading;
    }
    // ONS's sheets of old: the authority above its small areas, in one column.
    const AreaRows areas = rows_by_area(
        read_csv(file("o.csv", "Area Codes,All Ages\nE08000009,9\nE01000001,4\nE01000002,5\n")), quality_, none, none);
    EXPECT_EQ(areas.codes, (std::vector<std::string>{"E01000001", "E01000002"}));
    EXPECT_EQ(quality_.rows()[0].oddity, Oddity::larger_area);
    EXPECT_NE(error_of([&] {
                  rows_by_area(read_csv(file("n.csv", "colour\nred\n")), quality_, "small areas", "codes are read");
              }).find("not small areas"),
              std::string::npos);
}

TEST_F(AreaRowsTest, TheLatestPeriodIsKeptAndTheOthersAreCounted) {
    for (const char* const rows :
         {"period,c\n2021-06-30,E01000001\n2022-06-30,E01000001\n",
          "Mid-year,c\nMid-2021,E01000001\nMid-2022,E01000001\n", "time_period,c\n202122,E01000001\n202223,E01000001\n",
          "Date,c\n30/06/2021,E01000001\n30/06/2022,E01000001\n"}) {
        QualityTable quality;
        const CsvTable table = read_csv(file("t.csv", rows));
        AreaRows areas = rows_by_area(table, quality, none, none);
        keep_latest_period(table, areas, quality);
        ASSERT_EQ(areas.rows[0].size(), 1u) << rows;
        EXPECT_EQ(areas.rows[0][0].row, 1u);
        EXPECT_EQ(quality.rows()[0].oddity, Oddity::earlier_period);
    }
}

TEST_F(AreaRowsTest, SexesAreToldUnderAnyHeadingInAnyWords) {
    const auto kept = [&](const std::string& heading, std::initializer_list<const char*> words) {
        std::string rows = "c," + heading + "\n";
        for (const char* word : words) rows += std::string("E01000001,") + word + "\n";
        const CsvTable table = read_csv(file("t.csv", rows));
        AreaRows areas = rows_by_area(table, quality_, none, none);
        keep_both_sexes(table, areas);
        return areas.rows[0].size();
    };
    EXPECT_EQ(kept("gender", {"Females", "Males", "Persons"}), 1u);
    EXPECT_EQ(kept("Sex (2 categories)", {"Female", "Male"}), 2u);
    EXPECT_EQ(kept("who", {"M", "F", "T"}), 1u);
    EXPECT_EQ(kept("GENDER_NAME", {"Total", "Male", "Female"}), 1u);
    EXPECT_EQ(kept("population group", {"Male and female", "male", "female"}), 1u);
    EXPECT_EQ(kept("sex", {"All people", "Boys", "Girls"}), 1u);
    EXPECT_EQ(kept("GENDER", {"0", "1", "2"}), 1u);
    EXPECT_EQ(kept("Sex Code", {"1", "2"}), 2u);
    EXPECT_NE(error_of([&] {
                  kept("sex", {"Males", "Males"});
              }).find("column 'sex' gives males of area E01000001 only"),
              std::string::npos);
    EXPECT_NE(error_of([&] {
                  kept("gender", {"Hommes", "Femmes"});
              }).find("'Hommes' in column 'gender'"),
              std::string::npos);
}

TEST_F(AreaRowsTest, AnyOtherColumnThatSplitsAnAreaIsNamed) {
    const auto error = [&](const std::string& text) {
        return error_of([&] {
            const CsvTable table = read_csv(file("t.csv", text));
            AreaRows areas = rows_by_area(table, quality_, none, none);
            keep_one_row(table, areas, {table.needed_column("people", {"people"})}, quality_);
        });
    };
    EXPECT_NE(error("c,Ethnic group,people\nE01000001,White,5\nE01000001,Asian,5\n")
                  .find("told apart by column 'Ethnic group' ('White' and 'Asian')"),
              std::string::npos);
    EXPECT_NE(error("c,C_AGE_NAME,people\nE01000001,Age 0,5\nE01000001,Age 1,6\n").find("'C_AGE_NAME'"),
              std::string::npos);
    EXPECT_NE(error("c,age,people\nE01000001,0,5\nE01000001,1,6\n").find("column 'age'"), std::string::npos);
    EXPECT_NE(error("c,people\nE01000001,5\nE01000001,6\n").find("no column tells the rows apart"), std::string::npos);
    EXPECT_EQ(error("FID,c,people\n1,E01000001,5\n2,E01000001,5\n"), "");
    EXPECT_EQ(quality_.rows().back().oddity, Oddity::duplicate_area);
}

TEST(KindOfArea, IsToldByItsCode) {
    EXPECT_EQ(kind_of_area("E02000001"), "MSOAs");
    EXPECT_EQ(kind_of_area("E01000001"), "LSOAs");
    EXPECT_EQ(kind_of_area("E00000001"), "output areas");
    EXPECT_EQ(kind_of_area("E09000001"), "larger areas");
    EXPECT_EQ(kind_of_area("A ward"), "areas of another kind");
}

}  // namespace
}  // namespace sendscape::area_rows_test
