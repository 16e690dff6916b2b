// SPDX-License-Identifier: MIT
#include "maps/build/boundaries.h"

#include <gtest/gtest.h>

#include "maps/build/build_map.h"
#include "maps/map_file.h"
#include "maps/tables/dissolve.h"
#include "tests/support/import_test.h"

namespace sendscape::boundaries_test {
namespace {

class Boundaries : public testing::ImportTest {
  protected:
    /// Three primary schools of Trafford, a zone around each, and one of Manchester.
    BuildOptions options() {
        BuildOptions options;
        options.authorities = {"trafford"};
        options.schools = {file("census.csv",
                                "URN,LA,ESTAB,SCHOOLTYPE,NOR,NORG,NORB,TSENELSE,TSENELK,PNUMFSMEVER\n"
                                "100001,358,2001,State-funded primary,210,100,110,6,30,20.00%\n"
                                "100002,358,2002,State-funded primary,90,45,45,3,15,40.00%\n"
                                "100003,358,2003,State-funded primary,120,60,60,3,15,40.00%\n"
                                "100005,352,2001,State-funded primary,420,210,210,14,60,60.00%\n"),
                           file("gias.csv",
                                "urn,establishment_name,statutory_low_age,statutory_high_age,easting,northing\n"
                                "100001,A Primary School,4,11,378000,391000\n"
                                "100002,B Primary School,4,11,379000,391000\n"
                                "100003,C Primary School,4,11,380000,391000\n"
                                "100005,E Primary School,4,11,382000,391000\n")};
        options.own = {file("areas.csv", "URN,Planning Area\n100001,West\n100002,West\n100003,East\n")};
        return options;
    }
    Map build(const std::string& boundaries) {
        BuildOptions asked = options();
        asked.boundaries = {file("borders.geojson", boundaries)};
        return build_map(asked, Parallel(1));
    }
    std::string refusal_of(const std::string& boundaries) {
        return error_of([&] { build(boundaries); });
    }
    static const Area& area(const Map& map, const std::string& name) {
        for (const Area& one : map.areas)
            if (one.name == name) return one;
        throw std::runtime_error("no such area");
    }
    static std::int64_t met(const Map& map, Oddity oddity) {
        std::int64_t count = 0;
        for (const QualityRow& row : map.quality) count += row.oddity == oddity ? row.count : 0;
        return count;
    }
};

std::string box(int west, int south, int east, int north) {
    const auto corner = [](int x, int y) { return "[" + std::to_string(x) + "," + std::to_string(y) + "]"; };
    return "[" + corner(west, south) + "," + corner(east, south) + "," + corner(east, north) + "," +
           corner(west, north) + "," + corner(west, south) + "]";
}
std::string feature(const std::string& coordinates, const std::string& properties = "{}",
                    const std::string& type = "Polygon") {
    return R"({"type":"Feature","properties":)" + properties + R"(,"geometry":{"type":")" + type +
           R"(","coordinates":)" + coordinates + "}}";
}
std::string collection(const std::string& features, const std::string& system = "EPSG:27700") {
    return R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":")" + system +
           R"("}},"features":[)" + features + "]}";
}

/// One small area for each school, and one of the neighbour's.
const std::string small_areas = collection(feature("[" + box(377500, 390500, 378500, 391500) + "]") + "," +
                                           feature("[" + box(378500, 390500, 379500, 391500) + "]") + "," +
                                           feature("[" + box(379500, 390500, 380500, 391500) + "]") + "," +
                                           feature("[" + box(381500, 390500, 382500, 391500) + "]"));

TEST_F(Boundaries, SmallAreasAreDissolvedIntoPlanningAreasAndBorders) {
    const Map map = build(small_areas);
    ASSERT_EQ(map.areas.size(), 2u);
    EXPECT_DOUBLE_EQ(square_metres(area(map, "West").outline), 2e6);
    EXPECT_DOUBLE_EQ(square_metres(area(map, "East").outline), 1e6);
    EXPECT_EQ(area(map, "West").outline.size(), 1u);
    ASSERT_EQ(map.authorities.size(), 2u);
    EXPECT_DOUBLE_EQ(square_metres(map.authorities[0].outline), 3e6);
    EXPECT_DOUBLE_EQ(square_metres(map.authorities[1].outline), 1e6) << "the neighbour's, where the file has it";
    EXPECT_EQ(met(map, Oddity::home_beyond_border), 0);
    EXPECT_NE(map.assumptions, build_map(options(), Parallel(1)).assumptions);
}

// Nobody's home lies in it, and the nearest is a neighbour's: its name says whose it is.
TEST_F(Boundaries, ASmallAreaWithoutAHomeBelongsToTheAuthorityItIsNamedAfter) {
    const std::string named =
        feature("[" + box(381000, 390500, 381500, 391500) + "]", R"({"LSOA21NM":"Trafford 012C"})");
    const auto with = [&](const std::string& more) {
        return build(collection(feature("[" + box(377500, 390500, 381000, 391500) + "]") + "," + more));
    };
    const Map map = with(named);
    EXPECT_DOUBLE_EQ(square_metres(map.authorities[0].outline), 4e6);
    EXPECT_TRUE(map.authorities[1].outline.empty());
    EXPECT_EQ(met(map, Oddity::boundary_elsewhere), 0);
    // Of another place by its name, and far from every home of its own.
    const Map other = with(feature("[" + box(530000, 180000, 531000, 181000) + "]", R"({"LSOA21NM":"Trafford 012C"})"));
    EXPECT_EQ(met(other, Oddity::boundary_elsewhere), 1);
}

TEST_F(Boundaries, AnAuthoritysOwnOutlineIsCutBetweenItsPlanningAreas) {
    const Map map = build(collection(feature("[" + box(377000, 390000, 381000, 392000) + "]")));
    EXPECT_DOUBLE_EQ(square_metres(map.authorities[0].outline), 8e6);
    // Halfway between the second school and the third.
    EXPECT_DOUBLE_EQ(square_metres(area(map, "West").outline), 2500.0 * 2000);
    EXPECT_DOUBLE_EQ(square_metres(area(map, "East").outline), 1500.0 * 2000);
    EXPECT_TRUE(map.authorities[1].outline.empty());
}

TEST_F(Boundaries, HolesAndSeveralPartsAreKept) {
    const std::string holed =
        "[" + box(377000, 390000, 379500, 392000) + "," + box(377200, 390200, 377600, 390600) + "]";
    const std::string parts =
        "[[" + box(379500, 390000, 381000, 392000) + "],[" + box(360000, 390000, 361000, 391000) + "]]";
    const Map map = build(collection(feature(holed) + "," + feature(parts, "{}", "MultiPolygon")));
    EXPECT_DOUBLE_EQ(square_metres(area(map, "West").outline), 5e6 - 160'000);
    EXPECT_EQ(area(map, "East").outline.size(), 2u);
    EXPECT_DOUBLE_EQ(square_metres(map.authorities[0].outline), 5e6 - 160'000 + 3e6 + 1e6);
}

TEST_F(Boundaries, PolygonsElsewhereAndHomesOutsideAreCounted) {
    const Map map = build(collection(feature("[" + box(377500, 390500, 379500, 391500) + "]") + "," +
                                     feature("[" + box(530000, 180000, 531000, 181000) + "]", R"({"name":"London"})")));
    EXPECT_EQ(met(map, Oddity::boundary_elsewhere), 1);
    EXPECT_EQ(met(map, Oddity::home_beyond_border), 1);
    EXPECT_FALSE(area(map, "West").outline.empty());
}

TEST_F(Boundaries, RefusalsNameTheFileAndWhatIsAllowed) {
    const std::string elsewhere = refusal_of(collection(feature("[" + box(530000, 180000, 531000, 181000) + "]")));
    EXPECT_NE(elsewhere.find("borders.geojson: none of its 1 polygons holds a home of Trafford"), std::string::npos)
        << elsewhere;
    EXPECT_NE(elsewhere.find("easting 530000 to 531000, northing 180000 to 181000"), std::string::npos) << elsewhere;
    const std::string table = refusal_of("code,name\nE01,A\n");
    EXPECT_NE(table.find("borders.geojson"), std::string::npos) << table;
    EXPECT_NE(table.find("a FeatureCollection of polygons, of small areas or of whole authorities, is needed"),
              std::string::npos)
        << table;
    const std::string system = refusal_of(collection(feature("[" + box(377500, 390500, 379500, 391500) + "]"), "Mars"));
    EXPECT_NE(system.find("its reference system 'Mars' is not known"), std::string::npos) << system;
    // Metres of the grid under the name of degrees.
    const std::string wrong =
        refusal_of(collection(feature("[" + box(377500, 390500, 379500, 391500) + "]"), "EPSG:4326"));
    EXPECT_NE(wrong.find("which is outside Great Britain in its reference system 'EPSG:4326'"), std::string::npos)
        << wrong;
    const std::string point = refusal_of(collection(feature("[377500,390500]", "{}", "Point")));
    EXPECT_NE(point.find("feature 1: 'a boundary' is a 'Point'; a Polygon or MultiPolygon is needed"),
              std::string::npos)
        << point;
    EXPECT_NE(refusal_of("{\"type\":\"FeatureCollection\"").find("it is no whole JSON"), std::string::npos);
    EXPECT_NE(refusal_of(R"({"type":"Topology"})").find("save it as GeoJSON: a FeatureCollection of polygons is read"),
              std::string::npos);
}

TEST_F(Boundaries, AMapFileKeepsThem) {
    Map map = build(small_areas);
    const auto path = folder_ / "map.h5";
    write_map(map, path, false);
    const Map read = read_map(path);
    ASSERT_EQ(read.authorities.size(), map.authorities.size());
    for (std::size_t a = 0; a < map.authorities.size(); ++a)
        EXPECT_EQ(read.authorities[a].outline, map.authorities[a].outline);
    EXPECT_EQ(area(read, "West").outline, area(map, "West").outline);
    EXPECT_EQ(digest_of_map(read), map.digest);
    Map without = map;
    for (Authority& authority : without.authorities) authority.outline.clear();
    EXPECT_NE(digest_of_map(without), map.digest) << "the digest sees borders";
}

}  // namespace
}  // namespace sendscape::boundaries_test
