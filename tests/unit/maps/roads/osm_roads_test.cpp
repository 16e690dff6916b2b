// SPDX-License-Identifier: MIT
#include "maps/roads/osm_roads.h"

#include <gtest/gtest.h>

#include "maps/tables/projection.h"
#include "tests/support/data.h"
#include "tests/support/import_test.h"

namespace sendscape::osm_roads_test {
namespace {

using OsmRoads = testing::ImportTest;

using testing::public_file;

TEST_F(OsmRoads, AreCutIntoJunctions) {
    SKIP_WITHOUT_PUBLIC_FILES();
    const RoadNetwork city = read_osm_roads(public_file("roads/city_of_london_drive_2024-02-17.osm.pbf"), quality_);
    EXPECT_GT(city.nodes(), 500u);
    EXPECT_GT(city.arcs(), city.nodes());
    for (std::size_t i = 0; i < city.nodes(); ++i) ASSERT_TRUE(in_great_britain(city.x[i], city.y[i]));
    EXPECT_GT(read_osm_roads(public_file("roads/its-example-leeds.osm.pbf"), quality_).nodes(), 50u);
    EXPECT_NE(error_of([&] {
                  read_osm_roads(public_file("roads/monaco.osm.gz"), quality_);
              }).find("no street in Great Britain"),
              std::string::npos);
    EXPECT_NE(error_of([&] { read_osm_roads(file("x.osm.pbf", "not a map"), quality_); }).find("cannot be read"),
              std::string::npos);
    EXPECT_NE(error_of([&] { read_osm_roads(file("x.txt", "not a map"), quality_); }).find("cannot be read"),
              std::string::npos);
}

}  // namespace
}  // namespace sendscape::osm_roads_test
