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
    EXPECT_EQ(drawn[0].rings.size(), 2u);
    EXPECT_EQ(drawn[0].feature, 1u);
    EXPECT_EQ(drawn[1].urn, 100001u);
    EXPECT_EQ(drawn[1].feature, 2u);
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
