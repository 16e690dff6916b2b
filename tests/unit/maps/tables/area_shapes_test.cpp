// SPDX-License-Identifier: MIT
#include "maps/tables/area_shapes.h"

#include <gtest/gtest.h>

#include "tests/support/import_test.h"

namespace sendscape::area_shapes_test {
namespace {

class AreaShapes : public testing::ImportTest {
  protected:
    std::vector<AreaShape> shapes_of(const std::string& text) {
        return read_area_shapes(file("areas.geojson", text), quality_);
    }
    std::string refusal_of(const std::string& text) {
        return error_of([&] { shapes_of(text); });
    }
};

const std::string grid = R"("crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},)";
std::string square(int x, int y, int side) {
    const auto corner = [](int east, int north) {
        return "[" + std::to_string(east) + "," + std::to_string(north) + "]";
    };
    return "[" + corner(x, y) + "," + corner(x + side, y) + "," + corner(x + side, y + side) + "," +
           corner(x, y + side) + "," + corner(x, y) + "]";
}
std::string feature(const std::string& properties, const std::string& type, const std::string& coordinates) {
    return R"({"type":"Feature","properties":)" + properties + R"(,"geometry":{"type":")" + type +
           R"(","coordinates":)" + coordinates + "}}";
}
std::string collection(const std::string& crs, const std::string& features) {
    return R"({"type":"FeatureCollection",)" + crs + R"("features":[)" + features + "]}";
}

TEST_F(AreaShapes, HolesAndSeveralPartsAreAsDrawn) {
    const std::string hole = "[" + square(380000, 390000, 1000) + "," + square(380400, 390400, 200) + "]";
    const auto shapes = shapes_of(
        collection(grid, feature(R"({"Planning Area":"North","PA code":"N1"})", "Polygon", hole) + "," +
                             feature(R"({"Planning Area":"Islands"})", "MultiPolygon",
                                     "[[" + square(390000, 390000, 100) + "],[" + square(392000, 390000, 100) + "]]")));
    ASSERT_EQ(shapes.size(), 2u);
    EXPECT_EQ(shapes[0].name, "North");
    EXPECT_EQ(shapes[0].code, "N1");
    EXPECT_EQ(shapes[0].rings.size(), 2u);
    EXPECT_TRUE(shapes[0].holds(380100, 390100));
    EXPECT_FALSE(shapes[0].covers(380500, 390500)) << "in the hole";
    EXPECT_TRUE(shapes[0].covers(380000, 390500)) << "on the border";
    EXPECT_FALSE(shapes[0].holds(380000, 390500));
    EXPECT_TRUE(shapes[1].holds(390050, 390050));
    EXPECT_TRUE(shapes[1].holds(392050, 390050));
    EXPECT_FALSE(shapes[1].holds(391050, 390050)) << "between the parts";
}

TEST_F(AreaShapes, DegreesMetresAndOtherSystemsAreTold) {
    const std::string degrees = "[[[-2.33,53.41],[-2.31,53.41],[-2.31,53.43],[-2.33,53.43],[-2.33,53.41]]]";
    const auto in_degrees = shapes_of(collection("", feature(R"({"name":"A"})", "Polygon", degrees)));
    EXPECT_TRUE(in_degrees[0].holds(378700, 391600));
    EXPECT_FALSE(in_degrees[0].covers(372700, 391600));
    // QGIS writes no crs into newer files, whatever the layer's.
    const auto metres =
        shapes_of(collection("", feature(R"({"ppa_name":"A"})", "Polygon", "[" + square(378000, 391000, 1000) + "]")));
    EXPECT_TRUE(metres[0].holds(378700, 391600));
    EXPECT_EQ(quality_.rows()[1].oddity, Oddity::coordinates_misnamed);
    const std::string exchanged = "[[[53.41,-2.33],[53.41,-2.31],[53.43,-2.31],[53.41,-2.33]]]";
    EXPECT_NE(refusal_of(collection("", feature(R"({"name":"A"})", "Polygon", exchanged)))
                  .find("its positions have latitude before longitude; GeoJSON has longitude first"),
              std::string::npos);
    EXPECT_NE(refusal_of(collection(R"("crs":{"type":"name","properties":{"name":"Middle Earth"}},)",
                                    feature(R"({"name":"A"})", "Polygon", degrees)))
                  .find("its reference system 'Middle Earth' is not known"),
              std::string::npos);
}

TEST_F(AreaShapes, RefusalsSayWhatWasReadAndWhatIsNeeded) {
    const std::string ring = "[" + square(378000, 391000, 1000) + "]";
    EXPECT_NE(refusal_of("{\"type\":\"FeatureCollection\"").find("it is no whole JSON"), std::string::npos);
    EXPECT_NE(refusal_of(R"({"type":"Topology"})").find("it is TopoJSON; save it as GeoJSON"), std::string::npos);
    EXPECT_NE(refusal_of(R"({"geometryType":"esriGeometryPolygon","features":[]})").find("it is Esri's JSON"),
              std::string::npos);
    EXPECT_NE(refusal_of("[1,2]").find("it has no \"type\""), std::string::npos);
    EXPECT_NE(refusal_of(collection(grid, feature(R"({"ward":"A","town":"B","FID":1})", "Polygon", ring)))
                  .find("properties found: FID, town, ward"),
              std::string::npos);
    EXPECT_NE(refusal_of(collection(grid, feature(R"({"name":"A"})", "Point", "[378000,391000]")))
                  .find("feature 1: 'A' is a 'Point'; a Polygon or MultiPolygon is needed"),
              std::string::npos);
    EXPECT_NE(refusal_of(collection(grid, feature(R"({"name":"A"})", "Polygon", ring) + "," +
                                              feature(R"({"name":null})", "Polygon", ring)))
                  .find("feature 2: its 'name' is blank"),
              std::string::npos);
    EXPECT_NE(refusal_of(collection(grid, feature(R"({"name":"A"})", "Polygon", "[[[1,2],[3]]]"))).find("feature 1"),
              std::string::npos);
    EXPECT_NE(refusal_of(collection(grid, "")).find("has no feature"), std::string::npos);
    EXPECT_NE(refusal_of(collection(grid, feature(R"({"name":"A","urn":1,"name":"B"})", "Polygon", ring)))
                  .find("one object has \"name\" twice"),
              std::string::npos);
    const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
    EXPECT_NE(refusal_of(collection("", feature(R"({"name":"A"})", "Polygon", deep))).find("feature 1"),
              std::string::npos);
}

TEST_F(AreaShapes, TheOnlyPropertyOfTextIsTheName) {
    const std::string ring = "[" + square(378000, 391000, 1000) + "]";
    EXPECT_EQ(shapes_of(collection(grid, feature(R"({"Cluster":"Hale","FID":1})", "Polygon", ring)))[0].name, "Hale");
    EXPECT_EQ(shapes_of(collection(grid, feature(R"({"PLANNING_A":"Sale","ward":"W"})", "Polygon", ring)))[0].name,
              "Sale")
        << "as shapefiles cut it";
}

TEST_F(AreaShapes, JsonIsToldByItsFirstCharacterWhateverTheName) {
    EXPECT_TRUE(is_json(file("a.csv", " \n{\"type\":1}")));
    EXPECT_TRUE(is_json(file("b.geojson", "\xEF\xBB\xBF{}")));
    EXPECT_FALSE(is_json(file("c.json", "urn,planning_area\n")));
}

TEST_F(AreaShapes, CatchmentsNameTheirSchoolOrItsUrn) {
    const std::string polygon = "[" + square(380000, 390000, 1000) + "]";
    const auto read = [&](const std::string& properties) {
        return read_catchment_shapes(file("c.geojson", collection(grid, feature(properties, "Polygon", polygon))),
                                     quality_);
    };
    EXPECT_EQ(read(R"({"URN":123456})").front().code, "123456");
    EXPECT_EQ(read(R"({"School URN":"123456","School Name":"Oak"})").front().name, "Oak");
    EXPECT_EQ(read(R"({"Establishment":"Oak"})").front().name, "Oak");
    EXPECT_NE(error_of([&] {
                  read(R"({"colour":"red","size":"2"})");
              }).find("no property names the catchments; 'urn' or 'school' is needed; properties found: colour, size"),
              std::string::npos);
    EXPECT_NE(error_of([&] {
                  read_catchment_shapes(file("c.csv", "school,places\n"), quality_);
              }).find("it is no GeoJSON, which begins with '{'"),
              std::string::npos);
    EXPECT_NE(error_of([&] { read(R"({"urn":100001,"URN":100002})"); }).find("one of them is wrong"),
              std::string::npos);
    EXPECT_EQ(error_of([&] { read(R"({"urn":100001,"School URN":"100001"})"); }), "") << "they agree";
    EXPECT_NE(error_of([&] { read(R"({"urn":""})"); }).find("a catchment needs the URN or name of its school"),
              std::string::npos);
}

TEST_F(AreaShapes, ABorderThatCrossesItselfIsReadAndTold) {
    // A figure of eight crosses in its middle; a square with a hole, and one drawn the other way round, do not.
    const std::string even = "[[[380000,390000],[381000,391000],[381000,390000],[380000,391000],[380000,390000]]]";
    const std::string eight =
        "[[[380000,390000],[381000,391000],[381000,390000],[380000,391000],[379500,390500],[380000,390000]]]";
    const std::string ring = "[" + square(380000, 390000, 1000) + "," + square(380200, 390200, 100) + "]";
    const std::string turned = "[[[380000,390000],[380000,391000],[381000,391000],[381000,390000],[380000,390000]]]";
    const auto crosses = [&](const std::string& polygon) {
        return shapes_of(collection(grid, feature(R"({"name":"North"})", "Polygon", polygon))).front().crosses;
    };
    EXPECT_EQ(crosses(eight), "(380500, 390500)");
    EXPECT_NE(crosses(even), "");
    EXPECT_EQ(crosses(ring), "");
    EXPECT_EQ(crosses(turned), "");
    std::int64_t told = 0;
    for (const QualityRow& row : quality_.rows()) told += row.oddity == Oddity::border_crosses ? row.count : 0;
    EXPECT_EQ(told, 2);
}

TEST_F(AreaShapes, PointsWithinAnOddNumberOfRings) {
    const std::vector<AreaShape::Ring> rings{{{0, 0}, {100, 0}, {100, 100}, {0, 100}},
                                             {{40, 40}, {40, 60}, {60, 60}, {60, 40}},
                                             {{200, 0}, {300, 0}, {300, 100}}};
    EXPECT_EQ(points_within(rings, {{10, 10}, {50, 50}, {100, 50}, {290, 20}, {210, 90}, {500, 500}}),
              (std::vector<std::uint8_t>{1, 0, 1, 1, 0, 0}));
    EXPECT_EQ(points_within({}, {{10, 10}}), std::vector<std::uint8_t>{0});
}

}  // namespace
}  // namespace sendscape::area_shapes_test
