// SPDX-License-Identifier: MIT
#include "maps/tables/quality.h"

#include <gtest/gtest.h>

namespace sendscape::quality_test {
namespace {

TEST(Quality, RowsAreCountedByTableOddityAndWhatTheyAreAbout) {
    QualityTable quality;
    quality.count("a.csv", Oddity::duplicate_urn, "the first row is kept", "100001");
    quality.count("a.csv", Oddity::duplicate_urn, "the first row is kept", "100002");
    quality.count("b.csv", Oddity::duplicate_urn, "the first row is kept", "100003");
    quality.count("a.csv", {Oddity::not_a_count, "capacity"}, "read as missing");
    quality.count("a.csv", {Oddity::not_a_count, "pupils on roll"}, "read as missing", {}, 5);
    quality.count("a.csv", Oddity::blank_rows, "dropped", {}, 0);
    const auto rows = quality.rows();
    ASSERT_EQ(rows.size(), 4u);
    EXPECT_EQ(rows[0].count, 2);
    EXPECT_EQ(rows[0].issue, "duplicate URNs");
    EXPECT_EQ(rows[0].oddity, Oddity::duplicate_urn);
    EXPECT_EQ(rows[0].examples, "100001, 100002");
    EXPECT_EQ(rows[0].rule, "the first row is kept");
    EXPECT_EQ(rows[1].table, "b.csv");
    EXPECT_EQ(rows[2].issue, "capacity is not a count");
    EXPECT_EQ(rows[3].issue, "pupils on roll is not a count");
    EXPECT_EQ(rows[3].oddity, Oddity::not_a_count);
    EXPECT_EQ(rows[3].count, 5);
}

TEST(Quality, AnExampleIsGivenOnce) {
    QualityTable quality;
    for (int i = 0; i < 20; ++i) quality.count("map", Oddity::no_roll, "rule", i % 2 == 0 ? "Wendshire" : "Wend, Old");
    EXPECT_EQ(quality.rows()[0].examples, "Wendshire, Wend, Old");
    for (int i = 1; i <= 6; ++i) quality.count("map", Oddity::no_roll, "rule", std::to_string(i));
    for (int i = 1; i <= 6; ++i) quality.count("map", Oddity::no_roll, "rule", std::to_string(i));
    EXPECT_EQ(quality.rows()[0].examples, "Wendshire, Wend, Old, 1, 2, 3, 4, 5, 6");
    quality.count("map", Oddity::no_roll, "rule", "7");
    quality.count("map", Oddity::no_roll, "rule", "8");
    EXPECT_EQ(quality.rows()[0].examples, "Wendshire, Wend, Old, 1, 2, 3, 4, 5, 6 ...");
    EXPECT_EQ(quality.rows()[0].count, 34);
}

TEST(Quality, EightExamplesAreEnough) {
    QualityTable quality;
    for (int i = 1; i <= 20; ++i) quality.count("map", Oddity::no_roll, "rule", std::to_string(i));
    EXPECT_EQ(quality.rows()[0].examples, "1, 2, 3, 4, 5, 6, 7, 8 ...");
    EXPECT_EQ(quality.rows()[0].count, 20);
}

}  // namespace
}  // namespace sendscape::quality_test
