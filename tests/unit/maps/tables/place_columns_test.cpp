// SPDX-License-Identifier: MIT
#include "maps/tables/place_columns.h"

#include <gtest/gtest.h>

#include "tests/support/import_test.h"

namespace sendscape::place_columns_test {
namespace {

using PlaceColumnsTest = testing::ImportTest;

/// A place in Trafford: 377000 391000 is 53.4155 N 2.3475 W.
TEST_F(PlaceColumnsTest, ValuesSayWhetherXAndYAreMetresOrDegrees) {
    const GridProjection projection;
    const auto place = [&](const std::string& text) {
        const CsvTable table = read_csv(file("t.csv", text));
        const auto columns = find_place_columns(table, quality_);
        return columns.empty() ? std::nullopt : place_of(table, 0, columns.front(), projection);
    };
    const auto near_trafford = [&](const std::string& text) {
        const auto at = place(text);
        ASSERT_TRUE(at.has_value()) << text;
        EXPECT_NEAR(at->first, 377000, 50) << text;
        EXPECT_NEAR(at->second, 391000, 50) << text;
    };
    near_trafford("x,y\n377000,391000\n");
    near_trafford("X,Y\n-2.3475,53.4155\n");
    near_trafford("x,y\n53.4155,-2.3475\n");
    near_trafford("LONG,LAT\n-2.3475,53.4155\n");
    near_trafford("latitude,longitude\n-2.3475,53.4155\n");
    near_trafford("Easting,Northing\n-2.3475,53.4155\n");
    near_trafford("FID,LONG,LAT,BNG_E,BNG_N\n1,-2,53,377000,391000\n");
    // Degrees east of Greenwich are no metres.
    const auto norfolk = place("x,y\n1.3,52.63\n");
    ASSERT_TRUE(norfolk.has_value());
    EXPECT_GT(norfolk->first, 600'000);
    EXPECT_FALSE(place("x,y\n0,0\n").has_value());
}

TEST_F(PlaceColumnsTest, WhatHeadingsSayOtherwiseIsCountedAndWhatIsNoPlaceIsTold) {
    (void)find_place_columns(read_csv(file("a.csv", "x,y\n-2.3,53.4\n")), quality_);
    EXPECT_TRUE(quality_.rows().empty());
    (void)find_place_columns(read_csv(file("b.csv", "easting,northing\n-2.3,53.4\n")), quality_);
    ASSERT_EQ(quality_.rows().size(), 1u);
    EXPECT_EQ(quality_.rows()[0].oddity, Oddity::coordinates_misnamed);
    EXPECT_NE(why_no_place(read_csv(file("c.csv", "x,y\n-261000,7059000\n"))).find("EPSG:3857"), std::string::npos);
    EXPECT_NE(why_no_place(read_csv(file("d.csv", "x,y\n0,0\n"))).find("no place in Great Britain"), std::string::npos);
}

TEST_F(PlaceColumnsTest, EastingsAndNorthingsTheWrongWayRoundAreRefused) {
    const auto error = [&](const std::string& text) {
        return error_of([&] { find_place_columns(read_csv(file("s.csv", text)), quality_); });
    };
    // Two of London, one of Trafford, which lies in England either way.
    const std::string refused = error("URN,Easting,Northing\n1,391000,377000\n2,180000,530000\n3,181000,533000\n");
    EXPECT_NE(refused.find("line 3: easting and northing seem to be exchanged: columns 'Easting' and 'Northing' hold "
                           "180000, 530000 here, and 2 of 3 places lie outside England"),
              std::string::npos)
        << refused;
    EXPECT_NE(error("x,y\n180000,530000\n").find("'x' and 'y'"), std::string::npos);
    EXPECT_EQ(error("x,y\n530000,180000\n181000,533000\n"), "");  // one of two is a slip
    EXPECT_EQ(error("x,y\n260000,660000\n325000,673000\n"), "");  // Glasgow and Edinburgh
}

}  // namespace
}  // namespace sendscape::place_columns_test
