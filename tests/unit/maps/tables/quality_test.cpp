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

TEST(Quality, AnExampleIsAboutASchoolASmallAreaOrNeither) {
    EXPECT_EQ(subject_of("100001").urn, 100001u);
    EXPECT_EQ(subject_of("URN 123456 line 7: '999'").urn, 123456u);
    EXPECT_EQ(subject_of("110001 to 140002").urn, 110001u);
    EXPECT_EQ(subject_of("list.csv, line 12, URN 123456: 200 places, 90 pupils on roll").urn, 123456u);
    EXPECT_EQ(subject_of("E01000123").area_code, "E01000123");
    for (const char* neither : {"", "Trafford", "line 7", "line 100001", "line 7: '999999999'", "12345"}) {
        EXPECT_EQ(subject_of(neither).urn, 0u) << neither;
        EXPECT_TRUE(subject_of(neither).area_code.empty()) << neither;
    }
}

TEST(Quality, IsPartedIntoTheAreasOwnAndTheRest) {
    QualityTable quality;
    quality.count("a.csv", Oddity::blank_rows, "dropped", {}, 40);
    for (int urn = 100001; urn <= 100030; ++urn)
        quality.count("a.csv", Oddity::grid_blank, "placed by rule", std::to_string(urn));
    quality.count("z.csv", Oddity::no_centroid, "left out", "E01000001", 3);
    quality.count("z.csv", Oddity::no_centroid, "left out", "E01000002", 4);
    quality.count("map", Oddity::no_way, "straight lines", {}, 5);
    const QualityParts parts = quality.parts([](const QualitySubject& about) {
        return about.urn == 100007 || about.urn == 100029 || about.area_code == "E01000002";
    });
    ASSERT_EQ(parts.area.size(), 3u);
    EXPECT_EQ(parts.area[0].count, 2);
    EXPECT_EQ(parts.area[0].examples, "100007, 100029");  // the latter is no example of the whole row
    EXPECT_EQ(parts.area[1].count, 4);
    EXPECT_EQ(parts.area[2].oddity, Oddity::no_way);
    ASSERT_EQ(parts.rest.size(), 3u);
    EXPECT_EQ(parts.rest[0].count, 40);
    EXPECT_EQ(parts.rest[1].count, 28);
    EXPECT_EQ(parts.rest[2].examples, "E01000001");
    std::int64_t all = 0, parted = 0;
    for (const QualityRow& row : quality.rows()) all += row.count;
    for (const auto* part : {&parts.area, &parts.rest})
        for (const QualityRow& row : *part) parted += row.count;
    EXPECT_EQ(parted, all);
}

}  // namespace
}  // namespace sendscape::quality_test
