// SPDX-License-Identifier: MIT
#include "maps/tables/school_catchments.h"

#include <gtest/gtest.h>

#include "tests/support/import_test.h"

namespace sendscape::school_catchments_test {
namespace {

class SchoolCatchments : public testing::ImportTest {};

constexpr const char* const two_of_one =
    R"({"type":"FeatureCollection","features":[
    {"type":"Feature","properties":{"urn":100002},"geometry":{"type":"Polygon","coordinates":
        [[[378000,391000],[379000,391000],[379000,392000],[378000,391000]]]}},
    {"type":"Feature","properties":{"urn":100001},"geometry":{"type":"Polygon","coordinates":
        [[[378000,391000],[379000,391000],[379000,392000],[378000,391000]]]}},
    {"type":"Feature","properties":{"urn":100002},"geometry":{"type":"Polygon","coordinates":
        [[[388000,391000],[389000,391000],[389000,392000],[388000,391000]]]}}]})";

TEST_F(SchoolCatchments, SeveralFeaturesOfOneSchoolAreOneCatchment) {
    QualityTable quality;
    const auto drawn = read_school_catchments(file("c.geojson", two_of_one), quality);
    ASSERT_EQ(drawn.size(), 2u);
    EXPECT_EQ(drawn[0].urn, 100002u);
    EXPECT_EQ(drawn[0].shape.rings.size(), 2u);
    EXPECT_EQ(drawn[0].shape.feature, 1u);
    EXPECT_EQ(drawn[1].urn, 100001u);
    EXPECT_EQ(drawn[1].shape.feature, 2u);
}

TEST_F(SchoolCatchments, FeaturesThatOverlapAreWhatLiesInEither) {
    std::string text = two_of_one;
    const std::string far = "388000,391000],[389000,391000],[389000,392000],[388000,391000";
    text.replace(text.find(far), far.size(), "378500,391000],[379500,391000],[379500,392000],[378500,391000");
    QualityTable quality;
    const auto drawn = read_school_catchments(file("c.geojson", text), quality);
    ASSERT_EQ(drawn.size(), 2u);
    // In both triangles, in the first alone, in neither.
    const std::vector<std::pair<std::int32_t, std::int32_t>> points{
        {378'900, 391'200}, {378'400, 391'100}, {378'100, 391'900}};
    EXPECT_EQ(points_within(drawn[0].shape.rings, points), (std::vector<std::uint8_t>{1, 1, 0}));
    EXPECT_TRUE(drawn[0].shape.covers(378'900, 391'200));
}

TEST_F(SchoolCatchments, AUrnIsAWholeNumberHoweverItIsWritten) {
    for (const std::string written :
         {"100001", "100001.0", "1.00001e5", "\"100001\"", "\"100001.0\"", "\" 100001 \""}) {
        std::string text = two_of_one;
        text.replace(text.find("100001"), 6, written);
        QualityTable quality;
        EXPECT_EQ(read_school_catchments(file("c.geojson", text), quality)[1].urn, 100001u) << written;
    }
    for (const std::string written : {"100001.5", "\"100001.5\"", "0", "true"}) {
        std::string text = two_of_one;
        text.replace(text.find("100001"), 6, written);
        QualityTable quality;
        EXPECT_NE(
            error_of([&] { read_school_catchments(file("c.geojson", text), quality); }).find("feature 2: its URN is"),
            std::string::npos)
            << written;
    }
}

TEST_F(SchoolCatchments, TwoPropertiesThatNameTwoSchoolsAreRefused) {
    std::string text = two_of_one;
    text.replace(text.find("100001"), 6, R"(100001,"school":100007)");
    QualityTable quality;
    EXPECT_NE(error_of([&] {
                  read_school_catchments(file("c.geojson", text), quality);
              }).find("feature 2: its URN is 100001, and the property that names the school is 100007"),
              std::string::npos);
    const std::vector<std::string> known{"Oak Primary", "Elm Primary"};
    EXPECT_EQ(other_school(100001, "oak primary", "Oak Primary", known), "");
    EXPECT_EQ(other_school(100001, "Oak Prim. Sch.", "Oak Primary", known), "") << "another way to write it";
    EXPECT_NE(other_school(100001, "Elm Primary", "Oak Primary", known).find("one of them is wrong"),
              std::string::npos);
}

TEST_F(SchoolCatchments, AFeatureWithoutANumberIsRefused) {
    QualityTable quality;
    std::string text = two_of_one;
    text.replace(text.find("100001"), 6, "\"Hill\"");
    EXPECT_NE(error_of([&] {
                  read_school_catchments(file("c.geojson", text), quality);
              }).find("feature 2: its URN is 'Hill'"),
              std::string::npos);
}

}  // namespace
}  // namespace sendscape::school_catchments_test
