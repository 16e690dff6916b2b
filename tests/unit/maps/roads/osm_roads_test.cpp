// SPDX-License-Identifier: MIT
#include "maps/roads/osm_roads.h"

#include <gtest/gtest.h>

#include <cmath>
#include <csignal>
#include <cstdlib>
#include <string>
#include <vector>

#include "maps/oddity.h"
#include "maps/roads/read_roads.h"
#include "maps/roads/road_arcs.h"
#include "maps/tables/projection.h"
#include "maps/travel_time.h"
#include "sim/core/interrupt.h"
#include "tests/support/data.h"
#include "tests/support/import_test.h"

namespace sendscape::osm_roads_test {
namespace {

using testing::public_file;

std::string osm(const std::string& objects) { return "<?xml version='1.0'?><osm version='0.6'>" + objects + "</osm>"; }

/// A node on a square grid of about 100 m in Sale.
std::string node(const std::string& id, int row, int column, const std::string& more = "") {
    return "<node id='" + id + "' lat='" + std::to_string(53.42 + 0.001 * row) + "' lon='" +
           std::to_string(-2.32 + 0.0015 * column) + "' " + more + "/>";
}

std::string way(const std::string& id, const std::vector<std::string>& nodes, const std::string& tags = "",
                const std::string& more = "") {
    std::string text = "<way id='" + id + "' " + more + ">";
    for (const std::string& one : nodes) text += "<nd ref='" + one + "'/>";
    return text + "<tag k='highway' v='residential'/>" + tags + "</way>";
}

std::string tag(const std::string& key, const std::string& value) { return "<tag k='" + key + "' v='" + value + "'/>"; }

class OsmRoads : public testing::ImportTest {
  protected:
    RoadNetwork read(const std::string& objects) { return read_roads(file("r.osm", osm(objects)), quality_); }
    std::string refusal(const std::string& objects) {
        return error_of([&] { read(objects); });
    }
    std::int64_t counted(Oddity oddity) const {
        std::int64_t count = 0;
        for (const QualityRow& row : quality_.rows()) count += row.oddity == oddity ? row.count : 0;
        return count;
    }
};

/// Two streets that cross at node 3.
const std::string nodes = node("1", 0, 0) + node("2", 1, 1) + node("3", 1, 2) + node("4", 1, 3) + node("5", 2, 2);
const std::string ways = way("10", {"1", "2", "3", "4"}) + way("11", {"3", "5"});

std::int64_t metres_of(const RoadNetwork& roads) {
    double sum = 0;
    for (const float metres : roads.metres) sum += metres;
    return std::lround(sum);
}

TEST_F(OsmRoads, AreTheSameInAnyOrderAndUnderAnyNumbers) {
    const RoadNetwork plain = read(nodes + ways);
    EXPECT_EQ(plain.nodes(), 4u) << "ends, and where they meet";
    EXPECT_EQ(plain.arcs(), 6u);
    EXPECT_EQ(read(ways + nodes).metres, plain.metres);
    // Nodes from the last to the first, and between the ways.
    const std::string mixed = node("5", 2, 2) + way("11", {"3", "5"}) + node("4", 1, 3) + node("3", 1, 2) +
                              way("10", {"1", "2", "3", "4"}) + node("2", 1, 1) + node("1", 0, 0);
    EXPECT_EQ(metres_of(read(mixed)), metres_of(plain));
    // New in an editor: negative, among old ones and huge.
    const std::string negative = node("-1", 0, 0) + node("-2", 1, 1) + node("3", 1, 2) +
                                 node("9223372036854775807", 1, 3) + node("-9223372036854775807", 2, 2) +
                                 way("-10", {"-1", "-2", "3", "9223372036854775807"}, "", "action='modify'") +
                                 way("11", {"3", "-9223372036854775807"});
    EXPECT_EQ(metres_of(read(negative)), metres_of(plain));
    EXPECT_EQ(read(negative).arcs(), 6u);
}

TEST_F(OsmRoads, MayHavePlacesOnTheirWays) {
    const auto on_way = [](const std::string& ref, int row, int column) {
        std::string text = node(ref, row, column);
        return "<nd ref" + text.substr(text.find("id=") + 2);
    };
    const std::string street = tag("highway", "residential");
    const std::string first = on_way("1", 0, 0) + on_way("2", 1, 1) + on_way("3", 1, 2) + on_way("4", 1, 3);
    const std::string second = on_way("3", 1, 2) + on_way("5", 2, 2);
    const RoadNetwork plain = read(nodes + ways);
    EXPECT_EQ(
        read("<way id='10'><bounds minlat='1'/>" + first + street + "</way><way id='11'>" + second + street + "</way>")
            .metres,
        plain.metres);
    // Overpass 'out tags geom' leaves the numbers out: streets meet where their places do.
    std::string bare = "<way id='10'>" + first + street + "</way><way id='11'>" + second + street + "</way>";
    for (const char* ref : {" ref='1'", " ref='2'", " ref='3'", " ref='4'", " ref='5'"})
        for (auto at = bare.find(ref); at != std::string::npos; at = bare.find(ref)) bare.erase(at, 8);
    EXPECT_EQ(metres_of(read(bare)), metres_of(plain));
    EXPECT_EQ(read(bare).arcs(), 6u);
}

TEST_F(OsmRoads, OfAHistoryAreTheLatestOnes) {
    const RoadNetwork plain = read(nodes + ways);
    const std::string history =
        node("1", 5, 5, "version='1' visible='true'") + node("1", 0, 0, "version='2' visible='true'") +
        node("2", 1, 1) + node("3", 1, 2) + node("4", 1, 3) + node("5", 2, 2) + node("6", 3, 3, "version='1'") +
        "<node id='6' version='2' visible='false'/>" + way("10", {"1", "4"}, "", "version='1'") +
        way("10", {"1", "2", "3", "4"}, "", "version='2'") + way("11", {"3", "5"}, "", "version='3'") +
        way("12", {"1", "5"}, "", "version='1'") + "<way id='12' version='2' visible='false'/>" +
        way("13", {"5", "6"}, "", "version='1'");
    EXPECT_EQ(read(history).metres, plain.metres);
    EXPECT_EQ(counted(Oddity::way_leaves_extract), 1) << "of street 13 a node is deleted";
    EXPECT_GE(counted(Oddity::old_version), 2);
    // Versions in any order; a street that is none any more; an editor's deletions.
    const std::string unsorted = way("11", {"3", "5"}, "", "version='3'") + way("11", {"1", "5"}, "", "version='2'") +
                                 "<way id='12' version='2'><tag k='building' v='yes'/></way>" +
                                 way("12", {"1", "5"}, "", "version='1'") +
                                 way("13", {"1", "5"}, "", "action='delete'") +
                                 way("14", {"1", "5"}, "", "visible='false'") + way("10", {"1", "2", "3", "4"});
    EXPECT_EQ(metres_of(read(unsorted + nodes)), metres_of(plain));
}

TEST_F(OsmRoads, LeadWhereTheirTagsSay) {
    const auto drives = [&](const std::string& tags) {
        const RoadNetwork roads = read(nodes + "<way id='1'><nd ref='1'/><nd ref='2'/>" + tags + "</way>");
        std::string words;
        for (std::uint32_t start = 0; start < roads.nodes(); ++start)
            for (std::uint32_t arc = roads.first_arc[start]; arc < roads.first_arc[start + 1]; ++arc)
                words += std::string(words.empty() ? "" : " ") +
                         (roads.x[start] < roads.x[roads.head[arc]] ? "east" : "west") +
                         (std::isfinite(roads.seconds[arc]) ? "" : " on foot");
        return words;
    };
    const std::string street = tag("highway", "residential");
    EXPECT_EQ(drives(street), "east west");
    EXPECT_EQ(drives(street + tag("oneway", "yes")), "east west on foot");
    EXPECT_EQ(drives(street + tag("oneway", "-1")), "east on foot west");
    EXPECT_EQ(drives(street + tag("oneway", "alternating")), "east west");
    EXPECT_EQ(drives(tag("highway", "motorway")), "east");
    EXPECT_EQ(drives(street + tag("access", "no") + tag("foot", "yes")), "east on foot west on foot");
    EXPECT_NE(refusal(nodes + way("1", {"1", "2"}, tag("access", "private"))).find("may be driven or walked"),
              std::string::npos);
    EXPECT_NE(refusal(nodes + "<way id='1'><nd ref='1'/><nd ref='2'/>" + tag("highway", "construction") + "</way>")
                  .find("1 ways with the key 'highway' may be driven or walked"),
              std::string::npos);
    EXPECT_EQ(counted(Oddity::no_street), 2);
}

TEST_F(OsmRoads, AGapCutsAStreetAndIsCounted) {
    // Node 2 is not in the file: from 1 to 3 there is no street.
    const RoadNetwork roads =
        read(node("1", 0, 0) + node("3", 1, 2) + node("4", 1, 3) + way("10", {"1", "2", "3", "4"}));
    EXPECT_EQ(roads.nodes(), 2u);
    EXPECT_EQ(roads.arcs(), 2u);
    EXPECT_EQ(counted(Oddity::way_leaves_extract), 1);
}

TEST_F(OsmRoads, RefusalsGiveTheTrueReason) {
    EXPECT_NE(refusal(ways).find("its streets name 5 nodes and the file holds the place of none"), std::string::npos);
    EXPECT_NE(refusal(nodes).find("holds 0 ways and none is a street"), std::string::npos);
    EXPECT_NE(
        refusal(nodes + "<way id='1'><nd ref='1'/><tag k='building' v='yes'/></way>").find("holds 1 ways and none"),
        std::string::npos);
    const std::string monaco = "<node id='1' lat='43.73' lon='7.41'/><node id='2' lat='43.75' lon='7.44'/>";
    EXPECT_NE(refusal(monaco + way("1", {"1", "2"}))
                  .find("its streets are outside Great Britain: longitude 7.41 to 7.44, latitude 43.73 to 43.75"),
              std::string::npos);
    EXPECT_NE(
        refusal("<remark>runtime error: Query timed out</remark>").find("is not whole: the server that made it says"),
        std::string::npos);
    EXPECT_NE(error_of([&] {
                  read_roads(file("cut.osm", osm(nodes + ways).substr(0, 300)), quality_);
              }).find("this OpenStreetMap XML is damaged or cut short"),
              std::string::npos);
}

/// In a process of its own, for a stop cannot be taken back: 0 if each reader and the journeys end by Interrupted.
int stopped(const std::vector<std::filesystem::path>& files) {
    const RoadNetwork roads = pack_roads({1000, 2000}, {1000, 1000}, {{0, 1, 1000, 60, true}});
    watch_for_interrupts();
    std::raise(SIGTERM);
    const auto interrupted = [](auto&& work) {
        try {
            work();
        } catch (const Interrupted&) {
            return true;
        }
        return false;
    };
    QualityTable quality;
    for (const auto& path : files)
        if (!interrupted([&] { read_roads(path, quality); })) return 1;
    Map map;
    map.zones.resize(300);
    map.schools.resize(300);
    for (const int threads : {1, 3})
        if (!interrupted([&] { compute_travel(map, Parallel(threads)); })) return 2;
    map.roads = roads;
    for (const int threads : {1, 3})
        if (!interrupted([&] { compute_travel(map, Parallel(threads)); })) return 3;
    return 0;
}

TEST_F(OsmRoads, DeathTestAStopIsHeeded) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");  // with threads already there, a forked process has lost some
    const std::vector<std::filesystem::path> files{file("a.osm", osm(nodes + ways)), file("b", "<graphml/>")};
    EXPECT_EXIT(std::exit(stopped(files)), ::testing::ExitedWithCode(0), "");
}

TEST_F(OsmRoads, OfPublicExtractsAreCutIntoJunctions) {
    SKIP_WITHOUT_PUBLIC_FILES();
    const RoadNetwork city = read_roads(public_file("roads/city_of_london_drive_2024-02-17.osm.pbf"), quality_);
    EXPECT_GT(city.nodes(), 500u);
    EXPECT_GT(city.arcs(), city.nodes());
    for (std::size_t i = 0; i < city.nodes(); ++i) ASSERT_TRUE(in_great_britain(city.x[i], city.y[i]));
    EXPECT_GT(read_roads(public_file("roads/its-example-leeds.osm.pbf"), quality_).nodes(), 50u);
    EXPECT_NE(error_of([&] {
                  read_roads(public_file("roads/monaco.osm.gz"), quality_);
              }).find("its streets are outside Great Britain: longitude 7."),
              std::string::npos);
}

}  // namespace
}  // namespace sendscape::osm_roads_test
