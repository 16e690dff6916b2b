// SPDX-License-Identifier: MIT
#include "maps/build/catchments.h"

#include <gtest/gtest.h>

#include "maps/build/build_map.h"
#include "maps/map_file.h"
#include "maps/map_info.h"
#include "tests/support/import_test.h"

namespace sendscape::catchments_test {
namespace {

/// A square of National Grid metres about a point, as the coordinates of a GeoJSON polygon.
std::string square(int x, int y, int half) {
    const auto corner = [](int east, int north) {
        return "[" + std::to_string(east) + "," + std::to_string(north) + "]";
    };
    return "[[" + corner(x - half, y - half) + "," + corner(x + half, y - half) + "," + corner(x + half, y + half) +
           "," + corner(x - half, y + half) + "," + corner(x - half, y - half) + "]]";
}

std::string feature(const std::string& properties, const std::string& coordinates) {
    return R"({"type":"Feature","properties":)" + properties + R"(,"geometry":{"type":"Polygon","coordinates":)" +
           coordinates + "}}";
}

std::string collection(const std::string& features) {
    return R"({"type":"FeatureCollection","features":[)" + features + "]}";
}

class Catchments : public testing::ImportTest {
  protected:
    Map build(const std::string& drawn) {
        BuildOptions options;
        options.authorities = {"trafford"};
        options.schools = {file("census.csv",
                                "URN,LA,ESTAB,SCHOOLTYPE,NOR,NORG,NORB,TSENELSE,TSENELK,PNUMFSMEVER\n"
                                "100001,358,2001,State-funded primary,210,100,110,6,30,20.00%\n"
                                "100003,358,4001,State-funded secondary,900,450,450,30,100,25.00%\n"
                                "100004,358,7001,State-funded special school,106,30,76,106,0,50.00%\n"),
                           file("gias.csv",
                                "urn,establishment_name,school_capacity,statutory_low_age,statutory_high_age,easting,"
                                "northing\n"
                                "100001,A Primary School,210,4,11,378000,391000\n"
                                "100003,C High School,900,11,16,378500,391500\n"
                                "100004,D School,100,4,16,379500,390500\n")};
        options.catchments = file("catchments.geojson", drawn);
        return build_map(options, Parallel(1));
    }
};

TEST_F(Catchments, GoWithTheMapBySchool) {
    const Map map = build(collection(feature(R"({"urn":100003})", square(378'500, 391'500, 9000)) + "," +
                                     feature(R"({"urn":"100001"})", square(378'000, 391'000, 8000)) + "," +
                                     feature(R"({"urn":999999})", square(378'000, 391'000, 500))));
    ASSERT_EQ(map.catchments.size(), 2u);
    EXPECT_EQ(map.school(map.catchments[0].school).urn, 100001u);
    EXPECT_EQ(map.school(map.catchments[1].school).urn, 100003u);
    EXPECT_EQ(map.catchments[1].rings.at(0).at(0), (std::pair<std::int32_t, std::int32_t>{369'500, 382'500}));
    bool told = false;
    for (const QualityRow& row : map.quality)
        told = told || (row.oddity == Oddity::own_unknown_school && row.examples.find("999999") != std::string::npos);
    EXPECT_TRUE(told) << "the school that is not on the map is counted";
    EXPECT_NE(describe_map(map).find("Catchments drawn: of 2 schools."), std::string::npos);
}

TEST_F(Catchments, WhatCannotBeMeantIsRefusedWithItsFeature) {
    const auto refusal = [&](const std::string& features) { return error_of([&] { build(collection(features)); }); };
    EXPECT_NE(refusal(feature(R"({"urn":100004})", square(379'500, 390'500, 5000)))
                  .find("feature 1: URN 100004 (D School) is of the kind"),
              std::string::npos);
    EXPECT_NE(refusal(feature(R"({"urn":100001})", square(450'000, 300'000, 500))).find("holds the centre of none"),
              std::string::npos);
    EXPECT_NE(refusal(feature(R"({"urn":100001,"school":"C High School"})", square(378'000, 391'000, 5000)))
                  .find("feature 1: its URN 100001 is that of 'A Primary School', and its name, 'C High School'"),
              std::string::npos);
    EXPECT_NE(refusal(feature(R"({"urn":999999})", square(378'000, 391'000, 500))).find("of a school of the map"),
              std::string::npos);
    EXPECT_NE(refusal(feature(R"({"urn":"A Primary"})", square(378'000, 391'000, 500))).find("its URN is"),
              std::string::npos);
}

}  // namespace
}  // namespace sendscape::catchments_test
