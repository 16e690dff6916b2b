// SPDX-License-Identifier: MIT
#include "maps/tables/age_columns.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/import_test.h"

namespace sendscape::age_columns_test {
namespace {

using AgeColumnsTest = testing::ImportTest;

void expect_ages(std::string_view key, int first, int last, RowSex sex) {
    const auto range = ages_of(key);
    ASSERT_TRUE(range.has_value()) << key;
    EXPECT_EQ(range->first, first) << key;
    EXPECT_EQ(range->last, last) << key;
    EXPECT_EQ(range->sex, sex) << key;
}

TEST_F(AgeColumnsTest, HeadingsOfAllPublishersTellAges) {
    expect_ages("7", 7, 7, RowSex::both);
    expect_ages("90+", 90, 120, RowSex::both);
    expect_ages("x12", 12, 12, RowSex::both);  // R, for a heading that begins with a digit
    expect_ages("f0", 0, 0, RowSex::female);
    expect_ages("m65_and_over", 65, 120, RowSex::male);
    expect_ages("f0_to_15", 0, 15, RowSex::female);
    expect_ages("males_0_4", 0, 4, RowSex::male);
    expect_ages("aged_0_to_4", 0, 4, RowSex::both);
    expect_ages("age_0_4", 0, 4, RowSex::both);
    expect_ages("age_aged_4_years_and_under_measures_value", 0, 4, RowSex::both);
    expect_ages("under_1", 0, 0, RowSex::both);
    expect_ages("age_85_years_and_over", 85, 120, RowSex::both);
    for (const char* none : {"lsoa_2021_code", "lad_2023_code", "total", "all_ages", "mid_2022", "2011", "east", "fid"})
        EXPECT_FALSE(ages_of(none).has_value()) << none;
}

std::string single_years(const std::string& prefix) {
    std::string columns;
    for (int age = 0; age <= 90; ++age) columns += "," + prefix + std::to_string(age);
    return columns;
}

TEST_F(AgeColumnsTest, NobodyIsCountedTwiceWhereColumnsOverlap) {
    const auto of = [&](const std::string& heading) {
        return find_age_columns(read_csv(file("p.csv", heading + "\nE01000001\n")));
    };
    // Persons beside both sexes; bands beside single years; broad bands beside five-year bands.
    EXPECT_EQ(of("code" + single_years("") + single_years("F") + single_years("M")).columns.size(), 91u);
    EXPECT_EQ(of("code,Aged 0 to 15,Aged 16 to 64" + single_years("")).detail, AgeDetail::single_years);
    const AgeColumns bands = of("code,All ages,0-15,16-64,0-4,5-9,10-14,15-19,20-24,25-29");
    EXPECT_EQ(bands.detail, AgeDetail::bands);
    EXPECT_EQ(bands.columns.size(), 6u);
    EXPECT_EQ(of("code,F0 to 15,F16 to 29,M0 to 15,M16 to 29").columns.size(), 4u);
    EXPECT_EQ(of("code,Total").detail, AgeDetail::total);
}

TEST_F(AgeColumnsTest, SaysWhichAgesOrWhichSexIsMissing) {
    const auto error = [&](const std::string& heading) {
        return error_of([&] { find_age_columns(read_csv(file("p.csv", heading + "\nE01000001\n"))); });
    };
    EXPECT_NE(error("code,0-4,5-9,15-19,20-29").find("no column counts people aged 10"), std::string::npos);
    EXPECT_NE(error("code" + single_years("F")).find("count females only"), std::string::npos);
    EXPECT_NE(error("code,F0 to 15,F16 to 29,M0 to 15").find("no column counts males aged 16"), std::string::npos);
    EXPECT_NE(error("LSOA21CD,x,y").find("taken for coordinates of small areas by its column 'x'"), std::string::npos);
}

TEST_F(AgeColumnsTest, BandsThatBecameDatesAreReadWhereTheyFit) {
    const auto of = [&](const std::string& heading) {
        return find_age_columns(read_csv(file("p.csv", heading + "\nE01000001\n")));
    };
    for (const char* heading : {"code,All ages,0-4,05-Sep,Oct-14,15-19,20-29", "code,0-4,09-May,14-Oct,15-19,20-29",
                                "code,0-4,Sep-05,Oct-14,15-19,20-29", "code,0-4,2025-09-05,01/10/2014,15-19,20-29"}) {
        const AgeColumns ages = of(heading);
        EXPECT_EQ(ages.detail, AgeDetail::bands) << heading;
        ASSERT_EQ(ages.columns.size(), 5u) << heading;
        EXPECT_EQ(ages.from_dates.size(), 2u) << heading;
        EXPECT_EQ(ages.columns[1].second.first, 5) << heading;
        EXPECT_EQ(ages.columns[1].second.last, 9) << heading;
        EXPECT_EQ(ages.columns[2].second.first, 10) << heading;
        EXPECT_EQ(ages.columns[2].second.last, 14) << heading;
    }
    EXPECT_EQ(of("code,0,01-Apr,05-Nov,Dec-17,18-30").columns[1].second.last, 4);
    EXPECT_NE(error_of([&] { of("code,All ages,0-4,06-Sep,10-14,15-29"); }).find("the heading '06-Sep' is a date"),
              std::string::npos);
    EXPECT_TRUE(of("code" + single_years("") + ",Jun-22").from_dates.empty());
}

/// The first 30 ages, for the groups of a heading of two rows.
std::string thirty_ages(const std::string& prefix = "") {
    std::string columns;
    for (int age = 0; age < 30; ++age) columns += "," + prefix + std::to_string(age);
    return columns;
}
std::string over_thirty(const std::string& group, bool in_each = false) {
    std::string cells;
    for (int age = 0; age < 30; ++age) cells += "," + (age == 0 || in_each ? group : std::string());
    return cells;
}

TEST_F(AgeColumnsTest, TheSexMayStandInARowAboveTheAges) {
    const auto of = [&](const std::string& text) {
        return find_age_columns(read_csv(file("p.csv", text + "\nE01000001,Here\n"), {"lsoa_2021_code"}));
    };
    const std::string lower = "LSOA 2021 Code,LSOA 2021 Name";
    // Females and males are added up, whichever stands first; persons beside them are taken alone.
    const AgeColumns both =
        of("," + over_thirty("Females") + over_thirty("Males") + "\n" + lower + thirty_ages() + thirty_ages());
    EXPECT_EQ(both.columns.size(), 60u);
    const AgeColumns persons =
        of("," + over_thirty("Females", true) + over_thirty("Persons", true) + over_thirty("Males", true) + "\n" +
           lower + thirty_ages() + thirty_ages() + thirty_ages());
    ASSERT_EQ(persons.columns.size(), 30u);
    EXPECT_EQ(persons.columns.front().first, 32u);
    // A title above the groups, semicolons, quotation marks.
    std::string semicolons = "Mid-2022 estimates\n," + over_thirty("\"Male\"") + over_thirty("\"Female\"") + "\n" +
                             lower + thirty_ages("Age ") + thirty_ages("Age ");
    std::replace(semicolons.begin(), semicolons.end(), ',', ';');
    EXPECT_EQ(
        find_age_columns(read_csv(file("p.csv", semicolons + "\nE01000001;Here\n"), {"lsoa_2021_code"})).columns.size(),
        60u);
    EXPECT_TRUE(
        read_csv(file("p.csv", semicolons + "\nE01000001;Here\n"), {"lsoa_2021_code"}).repeated_headings().empty());
}

TEST_F(AgeColumnsTest, AgesThatStandTwiceOrBelowTheHeadingAreRefusedByName) {
    const auto error = [&](const std::string& text) {
        return error_of(
            [&] { find_age_columns(read_csv(file("p.csv", text + "\nE01000001,Here\n"), {"lsoa_2021_code"})); });
    };
    const std::string lower = "LSOA 2021 Code,LSOA 2021 Name";
    EXPECT_NE(error(lower + thirty_ages() + thirty_ages())
                  .find("line 1: the heading '0' stands on two columns (3 and 33), and nothing above them tells whom"),
              std::string::npos);
    EXPECT_NE(
        error("," + over_thirty("Mid-2021") + over_thirty("Mid-2022") + "\n" + lower + thirty_ages() + thirty_ages())
            .find("under 'Mid-2021' and 'Mid-2022', which are no sexes that are known"),
        std::string::npos);
    EXPECT_NE(error("," + over_thirty("Females") + over_thirty("Women") + "\n" + lower + thirty_ages() + thirty_ages())
                  .find("the heading '0' stands on two columns"),
              std::string::npos);
    EXPECT_NE(error(lower + over_thirty("Persons") + over_thirty("Females") + ",Males\n," + thirty_ages() +
                    thirty_ages() + ",0")
                  .find("line 2: the ages stand in this row, below the heading on line 1"),
              std::string::npos);
    std::string numbered = lower + thirty_ages();
    for (int age = 0; age < 30; ++age) numbered += fmt::format(",{}.1", age);
    EXPECT_NE(error(numbered).find("the heading '0.1' is a number that a program gave to a heading that stood twice"),
              std::string::npos);
    EXPECT_NE(error(lower + ",0...3,1...4,0...5,1...6").find("the heading '0...3' is a number that a program gave"),
              std::string::npos);
    EXPECT_NE(error(",,Females,Males\n" + lower + ",Total,Total").find("column 'Total' counts 'Females' only"),
              std::string::npos);
}

}  // namespace
}  // namespace sendscape::age_columns_test
