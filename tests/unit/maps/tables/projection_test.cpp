// SPDX-License-Identifier: MIT
#include "maps/tables/projection.h"

#include <gtest/gtest.h>

#include <cmath>

#include "maps/tables/cell_values.h"
#include "maps/tables/csv_table.h"
#include "tests/support/data.h"

namespace sendscape::projection_test {
namespace {

using testing::public_file;

TEST(Projection, AgreesWithPublishedGridReferences) {
    SKIP_WITHOUT_PUBLIC_FILES();
    // York's list has both: longitude and latitude, easting and northing.
    const CsvTable table = read_csv(public_file("schools/york_schools.csv"));
    const GridProjection projection;
    int compared = 0;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto lat = parse_number(table.cell(row, table.column({"lat"})));
        const auto lon = parse_number(table.cell(row, table.column({"lon"})));
        const auto x = parse_number(table.cell(row, table.column({"easting"})));
        const auto y = parse_number(table.cell(row, table.column({"northing"})));
        if (!lat || !lon || !x || !y) continue;
        const auto grid = projection.to_grid(*lat, *lon);
        ASSERT_TRUE(grid.has_value());
        EXPECT_LT(std::hypot(grid->first - *x, grid->second - *y), 6.0) << table.cell(row, std::size_t{0});
        ++compared;
    }
    EXPECT_GT(compared, 50);
}

TEST(Projection, RefusesWhatIsNotInBritain) {
    const GridProjection projection;
    EXPECT_FALSE(projection.to_grid(0, 0).has_value());
    EXPECT_FALSE(projection.to_grid(95, 0).has_value());
    EXPECT_FALSE(projection.to_grid(43.7, 7.4).has_value());
    EXPECT_FALSE(projection.to_grid(std::nan(""), 0).has_value());
}

TEST(CoordinateSystem, AxesAreAsDrawnWhateverTheDefinitionSays) {
    // EPSG:4258 (ETRS89) puts latitude first, EPSG:4277 is OSGB36 in degrees, about 100 m from WGS84.
    for (const char* name : {"EPSG:4258", "epsg:4326", "OGC:CRS84", "http://www.opengis.net/def/crs/EPSG/0/4326"}) {
        const auto system = CoordinateSystem::named(name);
        ASSERT_TRUE(system) << name;
        EXPECT_TRUE(system->in_degrees()) << name;
        const auto degrees = system->to_degrees(-2.317, 53.415);
        ASSERT_TRUE(degrees) << name;
        EXPECT_NEAR(degrees->first, -2.317, 1e-6) << name;
        EXPECT_NEAR(degrees->second, 53.415, 1e-6) << name;
    }
    const auto grid = CoordinateSystem::named("EPSG:27700");
    EXPECT_EQ(grid->to_grid(377'000.4, 391'000.6), (std::pair<std::int32_t, std::int32_t>{377'000, 391'001}));
    EXPECT_FALSE(grid->to_grid(-5, 391'000));
    // The National Grid by its definition is the National Grid.
    const auto spelled = CoordinateSystem::named(
        "+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy "
        "+towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs");
    ASSERT_TRUE(spelled);
    const auto point = spelled->to_grid(377'000, 391'000);
    ASSERT_TRUE(point);
    EXPECT_NEAR(point->first, 377'000, 3);
    EXPECT_NEAR(point->second, 391'000, 3);
}

TEST(CoordinateSystem, UnknownNamesAreNone) {
    for (const char* name :
         {"", "EPSG:0", "nonsense", "+proj=nothing", "EPSG:9122", "LOCAL_CS[\"site\",UNIT[\"metre\",1]]"})
        EXPECT_FALSE(CoordinateSystem::named(name)) << name;
    EXPECT_FALSE(CoordinateSystem::named(std::string(100'000, 'x')));
}

}  // namespace
}  // namespace sendscape::projection_test
