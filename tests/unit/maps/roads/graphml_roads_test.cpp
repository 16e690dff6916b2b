// SPDX-License-Identifier: MIT
#include "maps/roads/graphml_roads.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "maps/oddity.h"
#include "maps/tables/projection.h"
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
              }).find("line 3: this GraphML is damaged or cut short"),
              std::string::npos);
    EXPECT_NE(error_of([&] { read_graphml_roads(file("empty.graphml", "<graphml/>"), quality_); }).find("no street"),
              std::string::npos);
}

/// A document of three nodes in a row, 100 m apart from west to east about Sale, with these edges.
std::string three_nodes(const std::string& graph, const std::string& edges, const std::string& head = "") {
    return "<graphml><key id='k1' for='node' attr.name='y'/><key id='k2' for='node' attr.name='x'/>"
           "<key id='len' for='edge' attr.name='length'/><key id='o' for='edge' attr.name='oneway'/>"
           "<key id='h' for='edge' attr.name='highway'/><key id='rev' for='edge' attr.name='reversed'/>"
           "<key id='from' for='edge' attr.name='from'/><key id='to' for='edge' attr.name='to'/>"
           "<key id='crs' for='graph' attr.name='crs'/>" +
           head + "<graph " + graph +
           "><node id='a'><data key='k1'>53.42</data><data key='k2'>-2.3210</data></node>"
           "<node id='b'><data key='k1'>53.42</data><data key='k2'>-2.3195</data></node>"
           "<node id='c'><data key='k1'>53.42</data><data key='k2'>-2.3180</data></node>" +
           edges + "</graph></graphml>";
}

std::string edge(const std::string& from, const std::string& to, const std::string& data = "",
                 const std::string& more = "") {
    return "<edge source='" + from + "' target='" + to + "' " + more +
           "><data key='len'>100</data><data key='h'>residential"
           "</data>" +
           data + "</edge>";
}

/// Arcs as words, "a>b" where cars may go and "a-b" where only walkers may, in order; nodes by letter from west to
/// east.
std::vector<std::string> arcs_of(const RoadNetwork& roads) {
    std::vector<std::size_t> west_first(roads.nodes());
    for (std::size_t i = 0; i < roads.nodes(); ++i)
        for (std::size_t k = 0; k < roads.nodes(); ++k) west_first[i] += roads.x[k] < roads.x[i];
    std::vector<std::string> arcs;
    for (std::size_t node = 0; node < roads.nodes(); ++node)
        for (std::uint32_t arc = roads.first_arc[node]; arc < roads.first_arc[node + 1]; ++arc)
            arcs.push_back(std::string(1, static_cast<char>('a' + west_first[node])) +
                           (std::isfinite(roads.seconds[arc]) ? ">" : "-") +
                           static_cast<char>('a' + west_first[roads.head[arc]]));
    std::sort(arcs.begin(), arcs.end());
    return arcs;
}
using Arcs = std::vector<std::string>;

TEST_F(GraphmlRoads, OfUndirectedGraphsLeadBothWays) {
    const auto read = [&](const std::string& text) { return arcs_of(read_graphml_roads(file("r", text), quality_)); };
    const Arcs all{"a>b", "b>a", "b>c", "c>b"};
    EXPECT_EQ(
        read(three_nodes("edgedefault='directed'", edge("a", "b") + edge("b", "a") + edge("b", "c") + edge("c", "b"))),
        all);
    EXPECT_EQ(read(three_nodes("edgedefault='undirected'", edge("a", "b") + edge("b", "c"))), all);
    EXPECT_EQ(read(three_nodes("edgedefault='undirected'", edge("a", "b") + edge("c", "b", "", "directed='true'"))),
              (Arcs{"a>b", "b>a", "c>b"}));
    EXPECT_EQ(read(three_nodes("edgedefault='directed'", edge("b", "a", "", "directed='false'") + edge("b", "c"))),
              (Arcs{"a>b", "b>a", "b>c"}));
    EXPECT_EQ(read(three_nodes("edgedefault='undirected'", edge("a", "b", "<data key='o'>True</data>"))),
              (Arcs{"a>b", "b-a"}));
    // OSMnx keeps the order that an undirected edge does not have.
    EXPECT_EQ(read(three_nodes("edgedefault='undirected'",
                               edge("a", "b",
                                    "<data key='o'>[False, True]</data><data key='from'>b</data><data "
                                    "key='to'>a</data>"))),
              (Arcs{"a-b", "b>a"}));
}

TEST_F(GraphmlRoads, ObeyOneWayInWords) {
    const auto read = [&](const std::string& words, const std::string& more = "") {
        return arcs_of(read_graphml_roads(
            file("r",
                 three_nodes("edgedefault='directed'", edge("a", "b", "<data key='o'>" + words + "</data>" + more))),
            quality_));
    };
    for (const char* along : {"True", "yes", "1", "[True, False]"})
        EXPECT_EQ(read(along), (Arcs{"a>b", "b-a"})) << along;
    for (const char* against : {"-1", "reverse"}) EXPECT_EQ(read(against), (Arcs{"a-b", "b>a"})) << against;
    EXPECT_EQ(read("-1", "<data key='rev'>True</data>"), (Arcs{"a>b", "b-a"})) << "turned already";
    for (const char* both : {"False", "no"}) EXPECT_EQ(read(both), (Arcs{"a>b", "b>a"})) << both;
}

TEST_F(GraphmlRoads, HoweverTheDocumentIsLaidOut) {
    const auto read = [&](const std::string& text) { return arcs_of(read_graphml_roads(file("r", text), quality_)); };
    // Edges first, a prefix, values for all, names of other tools, a graph within a node, ids of any text.
    EXPECT_EQ(
        read("<g:graphml xmlns:g='http://g'><g:key id='v_lat' for='node' attr.name='lat'/><g:key id='v_lon' "
             "for='node' attr.name='lon'><g:default>-2.32</g:default></g:key><g:key id='highway' for='all'>"
             "<g:default>residential</g:default></g:key><g:graph id='G' edgedefault='undirected'>"
             "<g:edge source='no. 1, &quot;x&quot;' target='2'/><g:edge source='2' target='2'/>"
             "<g:node id='no. 1, &quot;x&quot;'><g:data key='v_lat'>53.42</g:data><g:graph "
             "edgedefault='directed'><g:node id='in'><g:data key='v_lat'>53.5</g:data></g:node></g:graph></g:node>"
             "<g:node id='2'><g:data key='v_lat'>53.421</g:data><g:data key='v_lon'>-2.321</g:data>"
             "</g:node></g:graph></g:graphml>"),
        (Arcs{"a>b", "b>a"}));
    // Two graphs: the second names nodes of the first, and has one of them again.
    const std::string second =
        "</graph><graph edgedefault='directed'><node id='c'><data key='k1'>53.42</data><data "
        "key='k2'>-2.3180</data></node>" +
        edge("b", "c");
    EXPECT_EQ(read(three_nodes("edgedefault='undirected'", edge("a", "b") + second)), (Arcs{"a>b", "b>a", "b>c"}));
}

TEST_F(GraphmlRoads, InAnyReferenceSystemAreAtTheSamePlace) {
    // The same corner of Sale: degrees, UTM zone 30 (as OSMnx projects), the National Grid, Web Mercator.
    struct Case {
        const char *crs, *x, *y;
    };
    const std::vector<Case> cases{
        {"", "-2.317", "53.415"},
        {"epsg:4326", "-2.317", "53.415"},
        {"OGC:CRS84", "-2.317", "53.415"},
        {"{'init': 'epsg:4326', 'no_defs': True}", "-2.317", "53.415"},
        {"4326", "-2.317", "53.415"},
        {"EPSG:32630", "545395.3586444017", "5918654.7371113775"},
        {"urn:ogc:def:crs:EPSG::32630", "545395.3586444017", "5918654.7371113775"},
        {"+proj=utm +zone=30 +ellps=WGS84 +datum=WGS84 +units=m +no_defs", "545395.3586444017", "5918654.7371113775"},
        {"+init=epsg:32630 +type=crs", "545395.3586444017", "5918654.7371113775"},
        {"EPSG:3857", "-257927.260", "7060133.673"},
    };
    const GridProjection projection;
    const auto right = projection.to_grid(53.415, -2.317).value();
    for (const Case& one : cases) {
        std::string text = three_nodes("edgedefault='undirected'", edge("b", "d"));
        const std::string node =
            std::string("<node id='d'><data key='k1'>") + one.y + "</data><data key='k2'>" + one.x + "</data></node>";
        const std::string other = std::string("<data key='crs'>") + one.crs + "</data>" + node +
                                  "<node id='e'><data key='k1'>" +
                                  std::to_string(std::stod(one.y) + 0.5 * (std::stod(one.y) > 100 ? 200 : 0.002)) +
                                  "</data><data key='k2'>" + one.x + "</data></node>" + edge("d", "e");
        text = text.substr(0, text.find("<node")) + other + "</graph></graphml>";
        const RoadNetwork roads = read_graphml_roads(file("r", text), quality_);
        ASSERT_EQ(roads.nodes(), 2u) << one.crs;
        EXPECT_NEAR(roads.x[0], right.first, 3) << one.crs;
        EXPECT_NEAR(roads.y[0], right.second, 3) << one.crs;
    }
}

TEST_F(GraphmlRoads, RefusalsSayWhatWasRead) {
    const auto error = [&](const std::string& crs, const std::string& x, const std::string& y) {
        const std::string place = "<data key='k1'>" + y + "</data><data key='k2'>" + x + "</data>";
        std::string text = three_nodes("edgedefault='undirected'", "");
        text = text.substr(0, text.find("<node")) + (crs.empty() ? "" : "<data key='crs'>" + crs + "</data>") +
               "<node id='d'>" + place + "</node><node id='e'>" + place + "</node>" + edge("d", "e") +
               "</graph></graphml>";
        return error_of([&] { read_graphml_roads(file("r", text), quality_); });
    };
    EXPECT_NE(error("EPSG:999999", "1", "2").find("'EPSG:999999' is none that PROJ knows"), std::string::npos);
    EXPECT_NE(error("the local grid", "1", "2").find("'the local grid' is none that PROJ knows"), std::string::npos);
    EXPECT_NE(
        error("", "377000", "391000").find("names no reference system ('crs') and its coordinates are not degrees"),
        std::string::npos);
    EXPECT_NE(error("epsg:4326", "377000", "391000").find("has degrees and its coordinates are none: x 377000"),
              std::string::npos);
    EXPECT_NE(error("epsg:4326", "7.42", "43.73").find("outside Great Britain: longitude 7.42 to 7.42, latitude 43.73"),
              std::string::npos);
    EXPECT_NE(error("", "53.4", "-2.3").find("x and y seem to be exchanged"), std::string::npos);
    EXPECT_NE(error("EPSG:32633", "377000", "5918654").find("outside Great Britain: longitude 13."), std::string::npos);
    EXPECT_NE(error("", "east", "north").find("no node has coordinates; attributes 'x' and 'y'"), std::string::npos);
}

TEST_F(GraphmlRoads, WhatIsLeftOutIsCounted) {
    const std::string kinds = "<edge source='a' target='c'><data key='h'>proposed</data></edge>" +
                              std::string("<edge source='a' target='b'><data key='h'>wavy</data></edge>") +
                              edge("a", "gone") + "<node id='a'/>";
    read_graphml_roads(file("r", three_nodes("edgedefault='directed'", kinds)), quality_);
    const auto counted = [&](Oddity oddity) {
        std::int64_t count = 0;
        for (const QualityRow& row : quality_.rows()) count += row.oddity == oddity ? row.count : 0;
        return count;
    };
    EXPECT_EQ(counted(Oddity::no_street), 1);
    EXPECT_EQ(counted(Oddity::unknown_street), 1);
    EXPECT_EQ(counted(Oddity::street_to_nowhere), 1);
    EXPECT_EQ(counted(Oddity::no_length), 1);
    EXPECT_EQ(counted(Oddity::node_twice), 1);
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
