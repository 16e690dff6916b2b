// SPDX-License-Identifier: MIT
#include "maps/tables/table_layout.h"

#include <gtest/gtest.h>

#include <map>

namespace sendscape::table_layout_test {
namespace {

TEST(TableLayout, WhatIsOddIsCountedWithExamples) {
    QualityTable quality;
    count_layout(parse_csv("t.csv",
                           "Schools of Wendshire,,,\nURN,Name,NOR,name\n100001,Oak,1,200,x\n100002,Elm\n,,,\n"
                           "100003,Ash,3,\n"),
                 quality);
    std::map<Oddity, QualityRow> met;
    for (const QualityRow& row : quality.rows()) met[row.oddity] = row;
    EXPECT_EQ(met.size(), 5u);
    EXPECT_EQ(met[Oddity::rows_above_heading].examples, "'Schools of Wendshire'");
    EXPECT_EQ(met[Oddity::repeated_heading].examples, "'name'");
    EXPECT_EQ(met[Oddity::blank_rows].count, 1);
    EXPECT_EQ(met[Oddity::ragged_rows].count, 1);
    EXPECT_EQ(met[Oddity::longer_rows].count, 1);
    EXPECT_EQ(met[Oddity::longer_rows].examples, "line 3");
}

TEST(TableLayout, NothingIsSaidOfAPlainTable) {
    QualityTable quality;
    count_layout(parse_csv("t.csv", "a,b,,\n1,2,,\n3,4,,\n"), quality);
    EXPECT_TRUE(quality.rows().empty());
}

}  // namespace
}  // namespace sendscape::table_layout_test
