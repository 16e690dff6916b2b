// SPDX-License-Identifier: MIT
#include "sim/core/calendar.h"

#include <gtest/gtest.h>

namespace sendscape::calendar_test {
namespace {

TEST(Month, CountsFromItsYearAndMonth) {
    const Month september(2029, 9);
    EXPECT_EQ(september.year(), 2029);
    EXPECT_EQ(september.month_of_year(), 9);
    EXPECT_EQ(to_text(september), "2029-09");
    EXPECT_EQ(long_name(september), "September 2029");
    EXPECT_EQ(to_text(september + 4), "2030-01");
    EXPECT_EQ(Month(2030, 1) - september, 4);
}

TEST(Month, SchoolYearBeginsInSeptember) {
    EXPECT_EQ(Month(2025, 8).school_year(), 2024);
    EXPECT_EQ(Month(2025, 9).school_year(), 2025);
    EXPECT_EQ(Month(2026, 1).school_year(), 2025);
}

TEST(Month, ParsesOnlyMonths) {
    EXPECT_EQ(parse_month("2027-04"), Month(2027, 4));
    for (const char* wrong : {"2027-13", "2027-00", "2027-4", "27-04", "2027/04", "", "2027-04-01", "20a7-04"})
        EXPECT_FALSE(parse_month(wrong)) << wrong;
}

TEST(Month, DaysSinceEpochMatchesKnownDates) {
    EXPECT_EQ(days_since_epoch(Month(1970, 1)), 0);
    EXPECT_EQ(days_since_epoch(Month(2000, 3)), 11017);  // 30 years with 7 leap days, January and February 2000
    EXPECT_EQ(days_since_epoch(Month(2026, 1)), 20454);
}

TEST(NationalCurriculumYear, IsAgeLessFour) {
    EXPECT_EQ(age_of_ncy(year_7), 11);
    EXPECT_EQ(ncy_of_age(25), last_ncy);
    EXPECT_EQ(ncy_name(0), "Reception");
    EXPECT_EQ(ncy_name(11), "Year 11");
}

}  // namespace
}  // namespace sendscape::calendar_test
