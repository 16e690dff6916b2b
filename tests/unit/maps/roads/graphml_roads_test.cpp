// SPDX-License-Identifier: MIT
#include "maps/roads/graphml_roads.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/data.h"
#include "tests/support/import_test.h"

namespace sendscape::graphml_roads_test {
namespace {

using GraphmlRoads = testing::ImportTest;

using testing::public_file;

TEST_F(GraphmlRoads, KeepOneWayStreetsWalkableBothWays) {
    const auto path = file("r.graphml",
                           "<?xml version='1.0'?><graphml><key id='a' for='node' attr.name='y'/><key id='b' for='node' "
                           "attr.name='x'/><key id='c' for='edge' attr.name='length'/><key id='d' for='edge' "
                           "attr.name='oneway'/><key id='e' for='edge' attr.name='highway'/><key id='f' for='edge' "
                           "attr.name='maxspeed'/><graph edgedefault='directed'>"
                           "<node id='1'><data key='a'>53.42</data><data key='b'>-2.32</data></node>"
                           "<node id='2'><data key='a'>53.421</data><data key='b'>-2.32</data></node>"
                           "<node id='3'/>"
                           "<edge source='1' target='2'><data key='c'>111.5</data><data key='d'>True</data><data "
                           "key='e'>['primary', 'tertiary']</data><data key='f'>['20 mph', '30 mph']</data></edge>"
                           "<edge source='2' target='3'><data key='c'>5</data></edge></graph></graphml>");
    const RoadNetwork roads = read_graphml_roads(path, quality_);
    ASSERT_EQ(roads.nodes(), 2u);
    ASSERT_EQ(roads.arcs(), 2u);
    EXPECT_FLOAT_EQ(roads.metres[0], 111.5f);
    EXPECT_NEAR(roads.seconds[0], 111.5 / (20 * 1.609344 * 0.65 / 3.6), 0.01);
    EXPECT_TRUE(std::isinf(roads.seconds[1]));
    EXPECT_EQ(roads.walkable[1], 1);
    EXPECT_NE(error_of([&] {
                  read_graphml_roads(file("bad.graphml", "<graphml>\n<node id='1'>\n"), quality_);
              }).find("line 3: not GraphML"),
              std::string::npos);
    EXPECT_NE(error_of([&] { read_graphml_roads(file("empty.graphml", "<graphml/>"), quality_); }).find("no street"),
              std::string::npos);
}

TEST_F(GraphmlRoads, OfWestminsterAreWhole) {
    SKIP_WITHOUT_PUBLIC_FILES();
    const RoadNetwork roads =
        read_graphml_roads(public_file("roads/westminster_drive_2024-02-17.graphml.gz"), quality_);
    EXPECT_EQ(roads.nodes(), 3311u);
    EXPECT_GT(roads.arcs(), 7400u);
    EXPECT_EQ(roads.first_arc.back(), roads.arcs());
}

}  // namespace
}  // namespace sendscape::graphml_roads_test
