// SPDX-License-Identifier: MIT
#include "maps/tables/typed_month.h"

#include <gtest/gtest.h>

namespace sendscape::typed_month_test {
namespace {

TEST(TypedMonth, AMonthIsReadAsPeopleAndSpreadsheetsWriteIt) {
    for (const char* const text : {"2028-09",
                                   "2028-09-01",
                                   "2028/09",
                                   "202809",
                                   "20280901",
                                   "2028-09-01T00:00:00",
                                   "2028-09-01 00:00",
                                   "Sep-28",
                                   "SEP-28",
                                   "Sept 28",
                                   "Sep '28",
                                   "Sep 2028",
                                   "Sept. 2028",
                                   "September 2028",
                                   "2028 September",
                                   "Sep2028",
                                   "September-2028",
                                   "09/2028",
                                   "9/2028",
                                   "09-2028",
                                   "01/09/2028",
                                   "1/9/2028",
                                   "30.09.2028",
                                   "1 September 2028",
                                   "1st September 2028",
                                   "01-Sep-28",
                                   "1-Sep-2028",
                                   "September 1, 2028",
                                   "Friday, 1 September 2028",
                                   "46997",
                                   "47026"})
        EXPECT_EQ(parse_typed_month(text).month, Month(2028, 9)) << text;
    EXPECT_EQ(parse_typed_month("Sep-19").month, Month(2019, 9));
    EXPECT_EQ(parse_typed_month("May 2030").month, Month(2030, 5));
    EXPECT_EQ(parse_typed_month("47027").month, Month(2028, 10));
    EXPECT_EQ(parse_typed_month("01/12/1998").month, Month(1998, 12));
}

TEST(TypedMonth, WhatMayBeTwoThingsIsNotGuessed) {
    for (const char* const text :
         {"28-Sep",    "28 Sep",      "01/09/28",      "28/09/01",   "09/28",         "2028",  "2028/29", "2028-29",
          "September", "Autumn 2028", "2028-13",       "09/13/2028", "32/09/2028",    "tbc",   "-",       "12",
          "0",         "1",           "9999999999999", "Sep-2",      "2028-09-01-02", "1 + 1", "x"}) {
        EXPECT_FALSE(parse_typed_month(text).month) << text;
        EXPECT_FALSE(parse_typed_month(text).doubt.empty()) << text;
    }
    EXPECT_EQ(parse_typed_month("28-Sep").doubt, "a day without a year");
    EXPECT_EQ(parse_typed_month("2028/29").doubt, "a school year");
    EXPECT_EQ(parse_typed_month("09/13/2028").doubt, "the month before the day");
    EXPECT_EQ(parse_typed_month("01/09/28").doubt, "a year of two digits among days and months");
}

}  // namespace
}  // namespace sendscape::typed_month_test
