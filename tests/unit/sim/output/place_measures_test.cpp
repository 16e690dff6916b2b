// SPDX-License-Identifier: MIT
#include "sim/output/place_measures.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/support/measured_world.h"

namespace sendscape::place_measures_test {
namespace {

using namespace testing;

using Town = MeasuredWorld;

constexpr std::size_t cell(std::size_t area, Phase phase, PlaceKind kind) {
    return (area * phase_count + static_cast<std::size_t>(phase)) * place_kind_count + static_cast<std::size_t>(kind);
}
constexpr std::size_t cells = 2 * phase_count * place_kind_count;
constexpr std::size_t west = 0,
                      east = 1;  // St Anne's with its base of 12 is in the west, Oak with 66 places in the east

TEST(PlaceMeasures, PlacesOfASchoolAreSharedAsItsRollIs) {
    Town town;
    auto& roll = town.world.schools.roll_by_year[SchoolId(oak_special)];
    roll.fill(0);
    roll[year_index(3)] = 20;
    roll[year_index(8)] = 40;
    const std::vector<double> places = town.values(specialist_places, cells);
    EXPECT_DOUBLE_EQ(places[cell(west, Phase::primary, PlaceKind::base)], 12);
    EXPECT_DOUBLE_EQ(places[cell(east, Phase::primary, PlaceKind::special)], 22);
    EXPECT_DOUBLE_EQ(places[cell(east, Phase::secondary, PlaceKind::special)], 44);
    double all = 0;
    for (const double value : places) all += value;
    EXPECT_DOUBLE_EQ(all, 78);  // Elm, independent and over the border, is in none
}

TEST(PlaceMeasures, AnEmptySchoolIsSharedByTheYearsItTeaches) {
    Town town;
    town.world.schools.roll_by_year[SchoolId(oak_special)].fill(0);
    const std::vector<double> places = town.values(specialist_places, cells);
    EXPECT_NEAR(places[cell(east, Phase::primary, PlaceKind::special)], 66 * 7 / 15.0, 1e-9);    // Reception to Year 6
    EXPECT_NEAR(places[cell(east, Phase::secondary, PlaceKind::special)], 66 * 5 / 15.0, 1e-9);  // Years 7 to 11
}

TEST(PlaceMeasures, TheGapKeepsHeadroomFree) {
    Town town;
    town.stocks.required[cell(west, Phase::primary, PlaceKind::base)] = 20;
    town.stocks.imports[cell(west, Phase::primary, PlaceKind::base)] = 3;
    town.stocks.exports[cell(west, Phase::primary, PlaceKind::base)] = 1;
    const std::vector<double> gap = town.values(planning_gap, cells);
    EXPECT_DOUBLE_EQ(gap[cell(west, Phase::primary, PlaceKind::base)], 22 - 12 * 0.96);
}

// A plan or none, from wherever: whoever is taught in alternative provision holds one of its places.
TEST(PlaceMeasures, WhoIsTaughtInAlternativeProvisionFillsIt) {
    Town town;
    auto map = std::make_shared<Map>(*town.world.map);
    map->schools[oak_special].setting = Setting::alternative_provision;
    town.world.map = map;
    auto& roll = town.world.schools.roll_by_year[SchoolId(oak_special)];
    roll.fill(0);
    roll[year_index(9)] = 80;
    town.stocks.required[cell(east, Phase::secondary, PlaceKind::alternative)] = 5;  // who wait for one
    const std::vector<double> gap = town.values(planning_gap, cells);
    EXPECT_DOUBLE_EQ(gap[cell(east, Phase::secondary, PlaceKind::alternative)], 85 - 66 * 0.96);
}

TEST(PlaceMeasures, OnlyChildrenAboveThePlacesAreOverNumber) {
    Town town;
    town.world.schools.roll[SchoolId(oak_special)] = 60;
    EXPECT_EQ(town.values(over_number, 1), std::vector<double>{0});
    town.world.schools.roll[SchoolId(oak_special)] = 70;
    EXPECT_EQ(town.values(over_number, 1), std::vector<double>{4});
}

}  // namespace
}  // namespace sendscape::place_measures_test
