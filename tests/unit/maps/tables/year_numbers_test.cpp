// SPDX-License-Identifier: MIT
#include "maps/tables/year_numbers.h"

#include <gtest/gtest.h>

#include "tests/support/import_test.h"

namespace sendscape::year_numbers_test {
namespace {

using Of = NumberHeading::Of;

class YearNumbers : public testing::ImportTest {
  protected:
    std::vector<SchoolNumbers> rows_of(const std::string& text, int entry = 2025) {
        return read_school_numbers(read_csv(file("t.csv", text)), entry, faults_);
    }
    RowFaults faults_;
};

TEST_F(YearNumbers, HeadingsTellTheYearGroup) {
    const auto is = [](const char* key, Of of, std::optional<int> ncy, std::optional<int> september = {}) {
        const auto heading = number_heading(key);
        ASSERT_TRUE(heading) << key;
        EXPECT_EQ(heading->of, of) << key;
        EXPECT_EQ(heading->ncy, ncy) << key;
        EXPECT_EQ(heading->september, september) << key;
    };
    is("pan", Of::admission, {});
    is("published_admission_number", Of::admission, {});
    is("pan_r", Of::admission, 0);
    is("pan_reception", Of::admission, 0);
    is("pan_y7", Of::admission, 7);
    is("year_7_pan", Of::admission, 7);
    is("pan_2025_26", Of::admission, {}, 2025);
    is("pan_25_26", Of::admission, {}, 2025);
    is("year_r_pan_2026", Of::admission, 0, 2026);
    is("net_capacity", Of::capacity, {});
    is("school_places", Of::capacity, {});
    is("capacity_year_11", Of::capacity, 11);
    is("year_r", Of::year, 0);
    is("y11", Of::year, 11);
    is("yr", Of::year, 0);
    for (const char* key : {"year_7_roll", "year", "urn", "school", "year_15", "pupils", "pan_2025_27", "la"})
        EXPECT_FALSE(number_heading(key)) << key;
}

TEST_F(YearNumbers, CellsTellTheYearGroup) {
    for (const char* cell : {"R", "Reception", "Year R", "0", "YR"}) EXPECT_EQ(year_group_of(cell), 0) << cell;
    for (const char* cell : {"7", "Year 7", "Y7", "Yr 7", "year7", "NC Year 7"})
        EXPECT_EQ(year_group_of(cell), 7) << cell;
    for (const char* cell : {"", "Nursery", "2025", "seven", "14"}) EXPECT_FALSE(year_group_of(cell)) << cell;
}

TEST_F(YearNumbers, OneRowForEachSchool) {
    const auto rows = rows_of("URN,School,Capacity,PAN R,PAN 7\n100001,A,210,30,\n100003,C,900,,180\n");
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(rows[0].capacity, 210);
    EXPECT_EQ(rows[0].admission_by_year[0], 30);
    EXPECT_FALSE(rows[0].admission_by_year[7]);
    EXPECT_EQ(rows[1].admission_by_year[7], 180);
    EXPECT_FALSE(rows[1].admission);
    const auto plain = rows_of("laestab,net capacity,published admission number (PAN)\n3582001,\"1,210\",60\n");
    EXPECT_EQ(plain[0].capacity, 1210);
    EXPECT_EQ(plain[0].admission, 60);
    const auto years = rows_of("URN,Reception,Year 1,Year 2\n100001,60,60,45\n");
    EXPECT_EQ(years[0].admission_by_year[0], 60);
    EXPECT_EQ(years[0].admission_by_year[2], 45);
    EXPECT_TRUE(faults_.empty()) << faults_.list();
}

TEST_F(YearNumbers, OneRowForEachSchoolAndYearGroup) {
    const auto rows = rows_of("urn,year_group,pan,places\n100001,R,30,30\n100001,Year 1,30,32\n100003,7,180,\n");
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(rows[0].admission_by_year[0], 30);
    EXPECT_EQ(rows[0].places_by_year[1], 32);
    EXPECT_EQ(rows[1].admission_by_year[7], 180);
    EXPECT_TRUE(faults_.empty()) << faults_.list();
    rows_of("urn,NC Year,PAN\n100001,Nursery,26\n100001,R,30\n100001,R,45\n");
    EXPECT_NE(faults_.list().find("t.csv, line 2: year group 'Nursery' is none; R, 1 to 13, Year 7 or Y7 is needed"),
              std::string::npos)
        << faults_.list();
    EXPECT_NE(faults_.list().find("line 4: PAN 45 for URN 100001, and 30 above"), std::string::npos);
}

TEST_F(YearNumbers, OfSeveralOffersThoseBeforeTheCensusCount) {
    const std::string text = "URN,PAN 2024/25,PAN 2025/26,PAN 2026/27\n100001,60,45,30\n";
    EXPECT_EQ(rows_of(text)[0].admission, 45);
    EXPECT_EQ(rows_of(text, 2029)[0].admission, 30) << "the latest there is";
    EXPECT_EQ(rows_of(text, 2020)[0].admission, 60) << "the first there is";
    const NumberHeadings headings = number_headings(read_csv(folder_ / "t.csv"), 2025);
    EXPECT_EQ(headings.read, "PAN 2025/26");
    EXPECT_EQ(headings.of_other_years.size(), 2u);
}

TEST_F(YearNumbers, WhatIsNoNumberIsToldByLine) {
    rows_of("URN,PAN,Capacity\n100001,thirty,210\n100002,30,99999\n,30,210\nabc,30,210\n100005,-,n/a\n");
    const std::string said = faults_.list();
    EXPECT_NE(said.find("line 2: PAN 'thirty' for URN 100001 is not a whole number from 0 to 2000"), std::string::npos)
        << said;
    EXPECT_NE(said.find("line 3: Capacity '99999' for URN 100002 is not a whole number from 0 to 10000"),
              std::string::npos);
    EXPECT_NE(said.find("line 4: no school: a URN or LAESTAB is needed"), std::string::npos);
    EXPECT_NE(said.find("line 5: 'abc' is neither a URN (100000 to 999999) nor a LAESTAB"), std::string::npos);
    EXPECT_EQ(faults_.count(), 4);
}

}  // namespace
}  // namespace sendscape::year_numbers_test
