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

}  // namespace
}  // namespace sendscape::projection_test
